import type { Millis } from '../history/events.ts'
import { compareNames } from '../words/compare-names.ts'

/** A part of a run's time: of a state, or of a kind of time in a state. */
export interface TimePart {
  /** The state machine below that it is of; undefined for the run's own. */
  readonly machine: string | undefined
  /** `ProcessOrders › ChargeCard`; empty for what lies between the outermost states. */
  readonly path: string
  /** Whole µs, so that sums are exact. */
  readonly micros: number
}

/** One part of the difference between two runs. Times are in ms. */
export interface TimeDelta<Part extends TimePart> {
  /** As the later run has it, or the earlier where the later has none. */
  readonly part: Part
  readonly aMs: Millis
  readonly bMs: Millis
  /** `bMs - aMs`. */
  readonly deltaMs: Millis
  /** Of the whole difference; below 0 where it runs against it; undefined where there is none. */
  readonly share: number | undefined
  /** Which runs came to its state at all: a state that was there before may do something now that it did not do then. */
  readonly isIn: 'both' | 'a' | 'b'
}

export interface TimeDifference<Part extends TimePart> {
  readonly aMs: Millis
  readonly bMs: Millis
  readonly deltaMs: Millis
  /** What differs, the largest part first. To the µs their deltas add up to `deltaMs`. */
  readonly rows: readonly TimeDelta<Part>[]
  /** What both runs spent alike, in parts that are no row: with it each column adds up. */
  readonly alikeMs: Millis
}

/** What to subtract: parts by what makes them the same in both runs. */
export type PartsByName<Part extends TimePart> = ReadonlyMap<string, Part>

/** Where runs came at all, as `placeKey` names it. */
export interface Places {
  readonly a: ReadonlySet<string>
  readonly b: ReadonlySet<string>
}

/** A state of the run's own machine or of one below. */
export type StatePlace = Pick<TimePart, 'machine' | 'path'>

/** What names a place of a run. */
export function placeKey({ machine, path }: StatePlace): string {
  return JSON.stringify([machine ?? null, path])
}

/** Part by part, what the second run spent more than the first. */
export function timeDifference<Part extends TimePart>(
  a: PartsByName<Part>,
  b: PartsByName<Part>,
  places: Places,
): TimeDifference<Part> {
  const [aSum, bSum] = [sumOf(a), sumOf(b)]
  const rows: TimeDelta<Part>[] = []
  let alike = 0
  for (const [name, part] of new Map([...a, ...b])) {
    const [before, after] = [a.get(name), b.get(name)]
    const [aMicros, bMicros] = [before?.micros ?? 0, after?.micros ?? 0]
    if (aMicros === bMicros) alike += aMicros
    else {
      rows.push({
        ...{ part, aMs: aMicros / 1000, bMs: bMicros / 1000, deltaMs: (bMicros - aMicros) / 1000 },
        share: aSum === bSum ? undefined : (bMicros - aMicros) / (bSum - aSum),
        isIn: runsWith(placeKey(part), places),
      })
    }
  }
  rows.sort((one, other) => Math.abs(other.deltaMs) - Math.abs(one.deltaMs) || byName(one.part, other.part))
  return { aMs: aSum / 1000, bMs: bSum / 1000, deltaMs: (bSum - aSum) / 1000, rows, alikeMs: alike / 1000 }
}

function runsWith(place: string, { a, b }: Places): 'both' | 'a' | 'b' {
  if (a.has(place) && b.has(place)) return 'both'
  return a.has(place) ? 'a' : 'b'
}

/** The parts worth a line each, and what all others come to: together they are the whole difference. */
export interface ToldParts<Part extends TimePart> {
  readonly rows: readonly TimeDelta<Part>[]
  /** Undefined where there are no others. */
  readonly rest: (Pick<TimeDelta<Part>, 'deltaMs' | 'share'> & { readonly count: number }) | undefined
}

/** Below this a part rounds to 0 %. */
const LEAST_SHARE = 0.005

/**
 * Leaves out what is 0 % of the difference, or of all that changed where nothing is longer on the whole; and all but the `most`
 * largest.
 */
export function toldParts<Part extends TimePart>(
  { rows, deltaMs }: TimeDifference<Part>,
  most = Number.POSITIVE_INFINITY,
): ToldParts<Part> {
  const changedMs = rows.reduce((sum, row) => sum + Math.abs(row.deltaMs), 0)
  const least = LEAST_SHARE * (deltaMs === 0 ? changedMs : Math.abs(deltaMs))
  const others = rows.filter((row, at) => at >= most || Math.abs(row.deltaMs) < least)
  // One alone takes no more room than a line about it.
  if (others.length < 2) return { rows, rest: undefined }
  const restMs = others.reduce((sum, row) => sum + microsOf(row.deltaMs), 0) / 1000
  const share = deltaMs === 0 ? undefined : restMs / deltaMs
  return { rows: rows.slice(0, rows.length - others.length), rest: { count: others.length, deltaMs: restMs, share } }
}

function sumOf(parts: PartsByName<TimePart>): number {
  let sum = 0
  for (const { micros } of parts.values()) sum += micros
  return sum
}

function byName(a: TimePart, b: TimePart): number {
  return compareNames(`${a.machine ?? ''} ${a.path}`, `${b.machine ?? ''} ${b.path}`)
}

/** Ms as whole µs, which is as fine as timestamps are. */
export function microsOf(ms: Millis): number {
  return Math.round(ms * 1000)
}
