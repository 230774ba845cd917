import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { SpanKey } from '../model/span.ts'
import { type ChartTrees, keysUpwards } from './chart-trees.ts'
import { createColumn } from './column.ts'
import { isFanOut } from './fan-out.ts'
import type { ChartRows } from './rows-draft.ts'

/** A stretch of the critical path: the span that everything waited for, and when. */
export interface PathStep {
  readonly key: SpanKey
  readonly from: Millis
  readonly to: Millis
}

/** Steps with the rows they are seen in; those that follow each other in one row are one. Steps without any row are left out. */
export interface PlacedSteps {
  readonly count: number
  readonly from: Float64Array
  readonly to: Float64Array
  readonly rows: Float64Array
  /** 1 where nothing but containers is in it: the moments between what lies in them. */
  readonly ofContainer: Uint8Array
}

interface Placing {
  readonly trees: ChartTrees
  readonly rows: ChartRows
}

const known = new WeakMap<
  ChartRows,
  { readonly of: ChartTrees; readonly steps: readonly PathStep[]; readonly placed: PlacedSteps }
>()

/** Found once for each listing and path: a frame asks for all of them, and a path may have as many steps as a history events. */
export function placedSteps({ trees, rows }: Placing, steps: readonly PathStep[]): PlacedSteps {
  const last = known.get(rows)
  if (last?.steps === steps && last.of === trees) return last.placed
  const placed = place({ trees, rows }, steps)
  known.set(rows, { of: trees, steps, placed })
  return placed
}

function place(placing: Placing, steps: readonly PathStep[]): PlacedSteps {
  const [from, to, rows, containers] = [createColumn(), createColumn(), createColumn(), createColumn()]
  const seenIn = rowFinder(placing)
  let last: { row: number; from: Millis; to: Millis; ofContainer: boolean } | undefined
  const add = () => {
    if (last === undefined) return
    from.push(last.from)
    to.push(last.to)
    rows.push(last.row)
    containers.push(last.ofContainer ? 1 : 0)
  }
  for (const step of steps) {
    const row = seenIn(step.key)
    if (row < 0) continue
    const ofContainer = isContainer(placing.trees, step.key)
    if (last?.row === row) {
      last.to = step.to
      last.ofContainer &&= ofContainer
      continue
    }
    add()
    last = { row, from: step.from, to: step.to, ofContainer }
  }
  add()
  return {
    count: from.length,
    from: from.values(),
    to: to.values(),
    rows: rows.values(),
    ofContainer: Uint8Array.from(containers.values()),
  }
}

/** As `visibleRowOf`, for many keys: each span on the way is looked at once, however deep the others lie. */
function rowFinder({ trees, rows }: Placing): (key: GlobalKey) => number {
  const found = new Map<GlobalKey, number>()
  return key => {
    const climbed: GlobalKey[] = []
    let row = -1
    for (const around of keysUpwards(trees, key)) {
      const before = found.get(around)
      row = before ?? rows.rowOf(around)
      if (row >= 0 || before !== undefined) break
      climbed.push(around)
    }
    for (const around of climbed) found.set(around, row)
    return row
  }
}

function isContainer(trees: ChartTrees, key: SpanKey): boolean {
  const span = trees.span(key)
  return span !== undefined && (span.kind !== 'stateVisit' ? span.kind !== 'taskAttempt' : isFanOut(span))
}
