import type { Millis } from '../history/events.ts'
import type { RunList } from '../runs/run-list.ts'
import { createLaneEnds } from './lane-ends.ts'

/** Runs in lanes: no two of a lane overlap, and there are as few lanes as runs at once. */
export interface RunLanes {
  readonly count: number
  /** The lane of each run, by position in the list; -1 for one that has no time. */
  readonly laneOf: Int32Array
}

/** Packs the runs of a list; one that runs takes its lane up to `now`. */
export function packRuns(list: RunList, now: Millis): RunLanes {
  const laneOf = new Int32Array(list.count).fill(-1)
  const laneEnds = createLaneEnds()
  let count = 0
  // From the oldest on: then the first free lane is always good enough.
  for (let position = list.count - 1; position >= 0; position--) {
    const from = list.startedAt(position)
    const durationMs = list.durationAt(position, now)
    if (Number.isNaN(from) || Number.isNaN(durationMs)) continue
    const lane = laneEnds.take(from, from + durationMs)
    laneOf[position] = lane
    count = Math.max(count, lane + 1)
  }
  return { count, laneOf }
}
