import type { Millis } from '../history/events.ts'
import type { Outcome } from '../model/span.ts'
import { outcomeOfStatus } from '../words/outcomes.ts'
import { type BucketUnit, floorTo, nextAfter, type Zone } from './calendar.ts'
import type { RunList } from './run-list.ts'

/** What a run's status comes to: those of a status that nobody knows yet are counted apart. */
export type RunOutcome = Exclude<Outcome, 'caught'> | 'unknown'

/** The runs that started in one hour, day or week. */
export interface RunBucket {
  readonly from: Millis
  /** Where the next begins. */
  readonly to: Millis
  readonly count: number
  readonly counts: Readonly<Record<RunOutcome, number>>
  /** Of those that ended 0 to 1; undefined where none did. */
  readonly failureRate: number | undefined
}

export interface BucketRange {
  readonly unit: BucketUnit
  readonly zone: Zone
  /** `from` ≤ start < `to`. */
  readonly from: Millis
  readonly to: Millis
}

/** More would be narrower than a pixel on any screen. */
const MOST_BUCKETS = 10_000

/** The runs of a range by when they started: all hours, days or weeks of the range in order, those without runs too. */
export function bucketsOf(list: RunList, { unit, zone, from, to }: BucketRange): readonly RunBucket[] {
  const buckets: RunBucket[] = []
  let position = list.firstBefore(from) - 1
  for (let start = floorTo(unit, from, zone); start < to && buckets.length < MOST_BUCKETS; ) {
    const end = nextAfter(unit, start, zone)
    const counts = noRuns()
    for (; position >= 0 && list.startedAt(position) < Math.min(end, to); position--) {
      counts[runOutcome(list.statusAt(position))]++
    }
    buckets.push(bucketOf(start, end, counts))
    start = end
  }
  return buckets
}

/** The share of failed and timed out ones among those that ended by themselves; one that somebody stopped tells nothing. */
export function failureRateOf(counts: Readonly<Record<RunOutcome, number>>): number | undefined {
  const bad = counts.failed + counts.timedOut
  const ended = bad + counts.succeeded
  return ended === 0 ? undefined : bad / ended
}

/** A run's outcome by its status. */
export function runOutcome(status: string | undefined): RunOutcome {
  const outcome = outcomeOfStatus(status)
  return outcome === undefined || outcome === 'caught' ? 'unknown' : outcome
}

function noRuns(): Record<RunOutcome, number> {
  return { succeeded: 0, failed: 0, timedOut: 0, aborted: 0, running: 0, unknown: 0 }
}

function bucketOf(from: Millis, to: Millis, counts: Readonly<Record<RunOutcome, number>>): RunBucket {
  const count = Object.values(counts).reduce((sum, one) => sum + one, 0)
  return { from, to, count, counts, failureRate: failureRateOf(counts) }
}
