import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { type Column, createColumn } from './column.ts'
import { codeOf } from './outcome-code.ts'

/** Spans that do not overlap, on one line, as columns in order of their start. */
export interface Lane {
  readonly keys: Float64Array
  /** Epoch ms. */
  readonly starts: Float64Array
  /** Epoch ms; Infinity for what still runs. */
  readonly ends: Float64Array
  /** Codes of `outcome-code.ts`. */
  readonly outcomes: Float64Array
}

/**
 * Packs spans into as few lanes as they need: each goes to the first lane that is free when it starts.
 *
 *   #0 ──── #2 ──     lane 0
 *     #1 ─────── #3   lane 1
 */
export function packLanes(tree: ExecutionTree, keys: readonly SpanKey[]): readonly Lane[] {
  const spans = keys.flatMap(key => tree.span(key) ?? []).toSorted((a, b) => a.startedAt - b.startedAt || a.key - b.key)
  const lanes: { end: number; columns: [Column, Column, Column, Column] }[] = []
  for (const span of spans) {
    const end = span.endedAt ?? Infinity
    let lane = lanes.find(one => one.end <= span.startedAt)
    if (lane === undefined) {
      lane = { end, columns: [createColumn(16), createColumn(16), createColumn(16), createColumn(16)] }
      lanes.push(lane)
    }
    lane.end = end
    const [laneKeys, starts, ends, outcomes] = lane.columns
    laneKeys.push(span.key)
    starts.push(span.startedAt)
    ends.push(end)
    outcomes.push(codeOf(span.outcome))
  }
  return lanes.map(({ columns: [laneKeys, starts, ends, outcomes] }) => ({
    keys: laneKeys.values(),
    starts: starts.values(),
    ends: ends.values(),
    outcomes: outcomes.values(),
  }))
}
