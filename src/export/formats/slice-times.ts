import type { Millis } from '../../history/events.ts'
import type { Laid } from './tracks.ts'

// A Pass state begins and ends in one ms. A reader that sorts begins and ends by time alone sees the end first, and drops the slice.
// Events have whole ms, so there are µs to spare: on each thread, what happened in one ms is told one µs after the other.
//
//   ms           7                 8            7      7+1µs  7+2µs       8
//   ──A──────────┤                          →   ──A────┤
//                │B (no time)                          ├─B────┤
//                ├──C──────────────┤                          ├──C────────┤

/** Whole µs: events have whole ms, and readers add. */
export function micros(at: Millis): number {
  return Math.round(at * 1000)
}

/** Begin and end of each slice in µs: none is empty, and on its track each lies within or beside any other. */
export function sliceTimes(slices: readonly Laid[], tracks: readonly number[]): readonly Times[] {
  const times: Times[] = slices.map(({ from, to }) => ({ from: micros(from), to: micros(to) }))
  const byTrack = new Map<number, number[]>()
  for (const at of slices.keys()) {
    const track = byTrack.get(tracks[at] ?? 0)
    if (track === undefined) byTrack.set(tracks[at] ?? 0, [at])
    else track.push(at)
  }
  for (const indexes of byTrack.values()) spread(slices, indexes, times)
  return times
}

interface Times {
  from: number
  to: number
}

/** Goes through a track in the order of time, counting the empty slices of each ms. */
function spread(slices: readonly Laid[], indexes: readonly number[], times: Times[]): void {
  const open: number[] = []
  let [moment, taken, last] = [-1, 0, 0]
  const tell = (at: Millis): number => {
    if (at !== moment) [moment, taken] = [at, 0]
    last = Math.max(last, micros(at) + taken)
    return last
  }
  const close = (index: number): void => {
    const [slice, own] = [slices[index], times[index]]
    if (slice === undefined || own === undefined) return
    own.to = tell(slice.to)
    if (own.to > own.from) return
    taken++
    own.to = tell(slice.to)
  }
  for (const index of indexes) {
    const [slice, own] = [slices[index], times[index]]
    if (slice === undefined || own === undefined) continue
    while (open.length > 0 && isOver(slices, open, slice)) close(open.pop() ?? -1)
    own.from = tell(slice.from)
    open.push(index)
  }
  while (open.length > 0) close(open.pop() ?? -1)
}

/** Whether the innermost open slice has ended before the next begins: one that ends in that very ms may hold it still. */
function isOver(slices: readonly Laid[], open: readonly number[], next: Laid): boolean {
  const innermost = slices[open.at(-1) ?? -1]
  if (innermost === undefined || innermost.to > next.from) return false
  return innermost.to < next.from || innermost.key !== next.parentKey
}
