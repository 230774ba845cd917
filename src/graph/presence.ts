import { visitsByState } from '../analysis/state-walk.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { stretchesOf } from '../model/stretches.ts'
import { atOnce } from '../waits/slices.ts'
import type { StateId } from './state-graph.ts'

/** When visits of a state were active: times of all starts and all ends, ascending, epoch ms. */
export interface Presence {
  readonly starts: Float64Array
  readonly ends: Float64Array
}

/** Who was where when. A visit that still runs has no end; idle time before a redrive does not count. */
export function presenceOf(tree: ExecutionTree): ReadonlyMap<StateId, Presence> {
  return atOnce(presenceSteps(tree))
}

/** The same in steps of a visit each, for `inSlices`. */
export function* presenceSteps(tree: ExecutionTree): Generator<void, ReadonlyMap<StateId, Presence>> {
  const times = new Map<StateId, { starts: Millis[]; ends: Millis[] }>()
  for (const { visit, node } of visitsByState(tree)) {
    yield
    const own = times.get(node.path) ?? { starts: [], ends: [] }
    times.set(node.path, own)
    if (visit.earlierSegments.length === 0) {
      own.starts.push(visit.startedAt)
      if (visit.endedAt !== undefined) own.ends.push(visit.endedAt)
      continue
    }
    for (const { from, to } of stretchesOf(tree, visit)) {
      own.starts.push(from)
      if (to !== undefined) own.ends.push(to)
    }
  }
  return new Map([...times].map(([id, { starts, ends }]) => [id, { starts: ascending(starts), ends: ascending(ends) }]))
}

/** How many visits are in a state at a moment: entered by then and not yet left. */
export function countAt({ starts, ends }: Presence, at: Millis): number {
  return upTo(starts, at) - upTo(ends, at)
}

/** The same at `steps` moments evenly between two, the ends included. */
export function countsBetween(presence: Presence, from: Millis, to: Millis, steps: number): Uint32Array {
  const counts = new Uint32Array(steps)
  for (let at = 0; at < steps; at++) counts[at] = countAt(presence, from + ((to - from) * at) / Math.max(1, steps - 1))
  return counts
}

/** The nearest moment after (`1`) or before (`-1`) another at which somebody came or went. */
export function nextChange(all: Iterable<Presence>, at: Millis, direction: 1 | -1): Millis | undefined {
  let found: Millis | undefined
  for (const { starts, ends } of all) {
    for (const times of [starts, ends]) {
      const time = direction === 1 ? times[upTo(times, at)] : times[before(times, at) - 1]
      if (time !== undefined && (found === undefined || (direction === 1 ? time < found : time > found))) found = time
    }
  }
  return found
}

function ascending(times: readonly Millis[]): Float64Array {
  return new Float64Array(times).sort()
}

/** How many of ascending times are before a moment. */
function before(times: Float64Array, at: Millis): number {
  let count = upTo(times, at)
  while (count > 0 && times[count - 1] === at) count--
  return count
}

/** How many of ascending times are not after a moment. */
function upTo(times: Float64Array, at: Millis): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
