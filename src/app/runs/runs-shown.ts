import { quantile } from '../../analysis/duration-summary.ts'
import type { Millis } from '../../history/events.ts'
import { type RunOutcome, runOutcome } from '../../runs/run-buckets.ts'
import { filteredRuns, type RunFilter, sortedRuns } from '../../runs/run-filter.ts'
import type { RunList } from '../../runs/run-list.ts'
import { successDurations } from '../../runs/run-trend.ts'
import { RUN_HOURS, type RunDays, type RunsLink } from '../../state/runs-link.ts'
import type { Viewport } from '../../timeline/chart-types.ts'
import { oldestStart } from '../../timeline/runs-scene.ts'
import type { RunCounts } from './run-words.ts'

const DAY: Millis = 86_400_000
/** Of a machine with one run that just began there must be something to draw on. */
const LEAST_EXTENT: Millis = 60_000

/** The time that the charts span: so many days back, or all that is read. */
export function extentOf(list: RunList, days: RunDays | undefined, now: Millis): Viewport {
  const from = days === undefined ? (oldestStart(list) ?? now - DAY) : now - days * DAY
  const length = Math.max(now - from, LEAST_EXTENT)
  return { from: now - length - length * 0.01, to: now + length * 0.01 }
}

/** The time of which the log of an Express machine is read. */
export function extentOfLog({ hours = RUN_HOURS[0], until }: RunsLink, now: Millis): Viewport {
  const end = Math.min(until ?? now, now)
  const length = hours * 3_600_000
  return { from: end - length, to: end + (until === undefined ? length * 0.01 : 0) }
}

/** When the last of the runs ended; `otherwise` where none did. */
export function lastEnd(list: RunList, otherwise: Millis): Millis {
  let last = Number.NEGATIVE_INFINITY
  for (let position = 0; position < list.count; position++) last = Math.max(last, list.stoppedAt(position) || last)
  return last === Number.NEGATIVE_INFINITY ? otherwise : last
}

/** Which runs are listed, in which order. */
export interface ShownRuns {
  /** As the table has them. */
  readonly positions: Uint32Array
  readonly counts: RunCounts
  /** What successes among them took. */
  readonly p50Ms: Millis | undefined
  readonly p95Ms: Millis | undefined
  /** The longest of them. */
  readonly longestMs: Millis
}

/** The runs of a time by the filters and in the order of a link. */
export function shownRuns(list: RunList, link: RunsLink, { from, to }: Viewport, now: Millis): ShownRuns {
  const { sort = { by: 'started', ascending: false } } = link
  const found = filteredRuns(list, { ...filterOf(link), from, to }, now)
  const durations = successDurations(list, found)
  return {
    positions: sortedRuns(list, found, sort, now),
    counts: countsOf(list, found),
    ...{ p50Ms: quantile(durations, 0.5), p95Ms: quantile(durations, 0.95) },
    longestMs: found.reduce((most, position) => Math.max(most, list.durationAt(position, now) || 0), 0),
  }
}

/** The runs of a time that failed or timed out, by all filters but the one of status, newest first. */
export function failedRuns(list: RunList, link: RunsLink, { from, to }: Viewport, now: Millis): Uint32Array {
  return filteredRuns(list, { ...filterOf(link), from, to, outcomes: ['failed', 'timedOut'] }, now)
}

/** What a link asks for of runs, whenever they started. */
function filterOf({ namePrefix, outcomes, leastMs, mostMs, startedBy }: RunsLink): RunFilter {
  return {
    ...(namePrefix && { namePrefix }),
    ...(outcomes && { outcomes }),
    ...(leastMs !== undefined && { leastMs }),
    ...(mostMs !== undefined && { mostMs }),
    ...(startedBy !== undefined && { startedBy }),
  }
}

/** Whether a link leaves out runs by anything but when they started. */
export function isFiltered(link: RunsLink): boolean {
  return Object.keys(filterOf(link)).length > 0
}

/** By position, 1 for the runs that a link asks for, whenever they started. */
export function wantedRuns(list: RunList, link: RunsLink, now: Millis): Uint8Array {
  const wanted = new Uint8Array(list.count)
  for (const position of filteredRuns(list, filterOf(link), now)) wanted[position] = 1
  return wanted
}

/** How many there are, by outcome. */
export function countsOf(list: RunList, positions: Uint32Array): RunCounts {
  const by: Record<RunOutcome, number> = { succeeded: 0, failed: 0, timedOut: 0, aborted: 0, running: 0, unknown: 0 }
  for (const position of positions) by[runOutcome(list.statusAt(position))]++
  return { all: positions.length, by }
}
