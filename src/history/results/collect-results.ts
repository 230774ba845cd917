import { type ChildRecord, type ResultManifest, type ResultValue, resultValueOf } from './result-value.ts'
import { type WrittenMapRun, writtenMapRunsIn } from './written-map-run.ts'

/** What one file tells of Map Runs and their children. */
export interface ResultPieces {
  readonly children: readonly ChildRecord[]
  /** Items that never became an execution. */
  readonly pending: number
  readonly manifests: readonly ResultManifest[]
  readonly written: readonly WrittenMapRun[]
  /** Values between the others that are none of these, or only the beginning of one. */
  readonly broken: number
}

/** Takes a text's values one after another, as far as they tell of Map Runs. */
export interface ResultCollector {
  /** How many of them the value holds. */
  take(value: unknown): number
  /** Says that lines were passed over, or that the text breaks off behind what was taken last. */
  passedOver(lines: number): void
  /** What was taken since it was last asked; undefined for nothing. */
  takeAll(): ResultPieces | undefined
}

/** Looked at before a long list is taken for something else. */
const FIRST_FEW = 5

export function createResultCollector(): ResultCollector {
  let children: ChildRecord[] = []
  let manifests: ResultManifest[] = []
  let written: WrittenMapRun[] = []
  let pending = 0
  let broken = 0
  let isAny = false

  function add(found: ResultValue | undefined): void {
    if (found === undefined) broken++
    else if (found.kind === 'child') children.push(found.child)
    else if (found.kind === 'manifest') manifests.push(found.manifest)
    else pending++
  }

  return {
    take(value) {
      const runs = writtenMapRunsIn(value)
      written.push(...runs)
      if (runs.length > 0) isAny = true
      if (runs.length > 0) return runs.length
      const isList = Array.isArray(value)
      const list: readonly unknown[] = isList ? value : [value]
      if (!list.slice(0, FIRST_FEW).some(one => resultValueOf(one) !== undefined)) return 0
      isAny = true
      for (const one of list) add(resultValueOf(one))
      return list.length
    },
    passedOver(lines) {
      if (isAny) broken += lines
    },
    takeAll() {
      if (!isAny) return undefined
      const all = { children, manifests, written, pending, broken }
      children = []
      manifests = []
      written = []
      pending = 0
      broken = 0
      isAny = false
      return all
    },
  }
}
