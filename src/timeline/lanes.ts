import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { at } from './column.ts'
import { createLaneEnds } from './lane-ends.ts'
import { codeOf } from './outcome-code.ts'
import { oncePerFamily } from './siblings.ts'

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

/** Lanes one below the other. Tens of thousands of them may be counted: one is made when it is looked at. */
export interface Lanes {
  readonly count: number
  /** The same object each time. */
  laneAt(nth: number): Lane
  /** The spans of all, lane after lane. */
  readonly keys: Float64Array
  /** Where each lane begins among them, and where the last one ends. */
  readonly firsts: Uint32Array
}

/**
 * Packs spans into as few lanes as they need: each goes to the first lane that is free when it starts.
 *
 *   #0 ──── #2 ──     lane 0
 *     #1 ─────── #3   lane 1
 */
export function packLanes(tree: ExecutionTree, keys: readonly SpanKey[]): Lanes {
  return packColumns(columnsOf(tree, keys))
}

function columnsOf(tree: ExecutionTree, keys: readonly SpanKey[]): Lane {
  const columns = emptyLane(keys.length)
  let count = 0
  for (const key of keys) {
    const span = tree.span(key)
    if (span === undefined) continue
    columns.keys[count] = key
    columns.starts[count] = span.startedAt
    columns.ends[count] = span.endedAt ?? Infinity
    columns.outcomes[count++] = codeOf(span.outcome)
  }
  return count === keys.length ? columns : part(columns, 0, count)
}

/** The same of columns in any order. */
export function packColumns(spans: Lane): Lanes {
  const order = orderOf(spans)
  const laneOf = new Uint32Array(order.length)
  const laneEnds = createLaneEnds()
  let count = 0
  for (const index of order) {
    const lane = laneEnds.take(at(spans.starts, index), at(spans.ends, index))
    laneOf[index] = lane
    count = Math.max(count, lane + 1)
  }
  const firsts = new Uint32Array(count + 1)
  for (const lane of laneOf) firsts[lane + 1] = at(firsts, lane + 1) + 1
  for (let lane = 0; lane < count; lane++) firsts[lane + 1] = at(firsts, lane + 1) + at(firsts, lane)
  const next = firsts.slice()
  const sorted = emptyLane(order.length)
  for (const index of order) {
    const place = at(next, at(laneOf, index))
    next[at(laneOf, index)] = place + 1
    sorted.keys[place] = at(spans.keys, index)
    sorted.starts[place] = at(spans.starts, index)
    sorted.ends[place] = at(spans.ends, index)
    sorted.outcomes[place] = at(spans.outcomes, index)
  }
  const made = new Map<number, Lane>()
  return {
    count,
    keys: sorted.keys,
    firsts,
    laneAt(nth) {
      let lane = made.get(nth)
      if (lane === undefined) made.set(nth, (lane = part(sorted, at(firsts, nth), at(firsts, nth + 1))))
      return lane
    },
  }
}

/** One lane alone. */
export function onlyLane(lane: Lane): Lanes {
  return { count: 1, keys: lane.keys, firsts: Uint32Array.of(0, lane.keys.length), laneAt: () => lane }
}

/** The indexes by start, then key; spans mostly come in that order. */
function orderOf({ keys, starts }: Lane): Uint32Array {
  const compare = (a: number, b: number) => at(starts, a) - at(starts, b) || at(keys, a) - at(keys, b)
  const order = Uint32Array.from(keys, (_, index) => index)
  for (let index = 1; index < order.length; index++) if (compare(index - 1, index) > 0) return order.sort(compare)
  return order
}

function emptyLane(length: number): Lane {
  const column = () => new Float64Array(length)
  return { keys: column(), starts: column(), ends: column(), outcomes: column() }
}

function part({ keys, starts, ends, outcomes }: Lane, from: number, to: number): Lane {
  const cut = (column: Float64Array) => column.subarray(from, to)
  return { keys: cut(keys), starts: cut(starts), ends: cut(ends), outcomes: cut(outcomes) }
}

/** Siblings in lanes. */
export const packedLanes = oncePerFamily(packLanes)
