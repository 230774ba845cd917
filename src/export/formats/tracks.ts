import type { Millis } from '../../history/events.ts'
import { createLaneEnds } from '../../timeline/lane-ends.ts'

/** Something that lies on a track, `from` ≤ `to`. */
export interface Laid {
  readonly key: number
  /** What it may lie on top of; undefined for the outermost. */
  readonly parentKey: number | undefined
  readonly from: Millis
  readonly to: Millis
}

/**
 * Gives everything a track so that on each track one thing either lies within another or beside it: what runs at the same time as a
 * sibling has a track of its own. Where it can, a thing stays on the track of what it lies in.
 *
 * Things come in order of `from`, what holds others before these.
 * @returns the track of each thing, in the order given, from 0.
 */
export function tracksOf(things: readonly Laid[]): readonly number[] {
  const ends = createLaneEnds()
  /** By track: what is open on it, outermost first. */
  const open: Laid[][] = []
  const trackOfKey = new Map<number, number>()
  return things.map(thing => {
    const outer = thing.parentKey === undefined ? undefined : trackOfKey.get(thing.parentKey)
    const stays = outer !== undefined && fits(thing, open[outer] ?? [])
    const track = stays ? outer : ends.take(thing.from, thing.to)
    const there = stays ? (open[track] ?? []) : []
    there.push(thing)
    open[track] = there
    trackOfKey.set(thing.key, track)
    return track
  })
}

/** Whether a thing fits on top of what holds it. What is over by then no longer lies between. */
function fits({ parentKey, from, to }: Laid, open: Laid[]): boolean {
  let top = open.at(-1)
  while (top !== undefined && top.key !== parentKey && top.to <= from) {
    open.pop()
    top = open.at(-1)
  }
  return top !== undefined && top.key === parentKey && from >= top.from && to <= top.to
}
