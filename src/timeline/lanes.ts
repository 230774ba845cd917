import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { at } from './column.ts'
import { createLaneEnds } from './lane-ends.ts'
import { codeOf } from './outcome-code.ts'

/** Spans that do not overlap, on one line, as columns in order of their start. */
export interface Lane {
  readonly keys: Float64Array
  /** Epoch ms. */
  readonly starts: Float64Array
  /** Epoch ms; Infinity for what still runs, or nothing tells the end of. */
  readonly ends: Float64Array
  /** Codes of `outcome-code.ts`, `UNTOLD` among them. */
  readonly outcomes: Float64Array
}

/**
 * Packs spans into as few lanes as they need: each goes to the first lane that is free when it starts.
 *
 *   #0 ──── #2 ──     lane 0
 *     #1 ─────── #3   lane 1
 */
export function packLanes(tree: ExecutionTree, keys: readonly SpanKey[]): readonly Lane[] {
  const spans = keys.flatMap(key => tree.span(key) ?? [])
  return packColumns({
    keys: Float64Array.from(spans, ({ key }) => key),
    starts: Float64Array.from(spans, ({ startedAt }) => startedAt),
    ends: Float64Array.from(spans, ({ endedAt }) => endedAt ?? Infinity),
    outcomes: Float64Array.from(spans, ({ outcome }) => codeOf(outcome)),
  })
}

/** The same of columns in any order. */
export function packColumns(spans: Lane): readonly Lane[] {
  const { keys, starts, ends } = spans
  const order = Uint32Array.from(keys, (_, index) => index).sort(
    (a, b) => at(starts, a) - at(starts, b) || at(keys, a) - at(keys, b),
  )
  const laneEnds = createLaneEnds()
  const members: number[][] = []
  for (const index of order) {
    const lane = laneEnds.take(at(starts, index), at(ends, index))
    const before = members[lane]
    if (before === undefined) members[lane] = [index]
    else before.push(index)
  }
  return members.map(indexes => laneOf(spans, indexes))
}

function laneOf({ keys, starts, ends, outcomes }: Lane, indexes: readonly number[]): Lane {
  const pick = (column: Float64Array) => Float64Array.from(indexes, index => at(column, index))
  return { keys: pick(keys), starts: pick(starts), ends: pick(ends), outcomes: pick(outcomes) }
}

const packed = new WeakMap<ExecutionTree, Map<SpanKey, readonly Lane[]>>()

/** All children of a container in lanes, packed once for each version of the tree. */
export function packedLanes(tree: ExecutionTree, container: Span): readonly Lane[] {
  let ofTree = packed.get(tree)
  if (ofTree === undefined) packed.set(tree, (ofTree = new Map()))
  let lanes = ofTree.get(container.key)
  if (lanes === undefined) ofTree.set(container.key, (lanes = packLanes(tree, container.children)))
  return lanes
}
