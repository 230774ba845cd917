import type { Millis } from '../../history/events.ts'
import type { BucketUnit } from '../../runs/calendar.ts'
import type { RunBucket, RunOutcome } from '../../runs/run-buckets.ts'
import type { Run, RunList } from '../../runs/run-list.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeName, outcomeWords } from '../../words/outcomes.ts'
import { formatDateTimeToSecond, formatDay } from '../../words/points-in-time.ts'

/** Whose clock points in time are told by: runs have no common start. */
export type RunsTimeMode = 'utc' | 'local'

/** The order in which outcomes are told and filtered by. */
export const RUN_OUTCOMES: readonly RunOutcome[] = ['succeeded', 'failed', 'timedOut', 'aborted', 'running', 'unknown']

/** `2 failed`, `1 of unknown status`. */
export function countWords(outcome: RunOutcome, count: number): string {
  return `${formatCount(count)} ${outcome === 'unknown' ? 'of unknown status' : outcomeWords(outcome)}`
}

/** `Timed out`; a status that nobody knows yet as AWS writes it. */
export function runOutcomeName(outcome: RunOutcome): string {
  return outcome === 'unknown' ? 'Unknown status' : outcomeName(outcome)
}

/** `1 run`, `1,204 runs`. */
export function runsWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`
}

/** `version 12`, `alias live`: what a run was started with, in AWS's words. */
export function starterWords(startedBy: string | undefined): string {
  if (startedBy === undefined || startedBy === '') return 'no version or alias'
  return /^\d+$/.test(startedBy) ? `version ${startedBy}` : `alias ${startedBy}`
}

/** `1 request`, `25 requests`. */
export function requestsWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'request' : 'requests'}`
}

/** `the last hour`, `the last 7 days`. */
export function hoursWords(hours: number): string {
  if (hours === 1) return 'the last hour'
  return hours < 48 ? `the last ${hours} hours` : `the last ${hours / 24} days`
}

/** `1.2 MB`: what came of a log. */
export function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** What is counted, all of it and by outcome. */
export interface RunCounts {
  readonly all: number
  readonly by: Readonly<Record<RunOutcome, number>>
}

/** `46 runs: 35 succeeded, 3 failed, 1 running`. */
export function outcomesWords({ all, by }: RunCounts): string {
  const parts = RUN_OUTCOMES.filter(outcome => by[outcome] > 0).map(outcome => countWords(outcome, by[outcome]))
  return all === 0 ? 'no runs' : `${runsWords(all)}: ${parts.join(', ')}`
}

/** What an hour, a day or a week of the status strip says. */
export function bucketWords(bucket: RunBucket, unit: BucketUnit, mode: RunsTimeMode): string {
  const { count, counts, failureRate } = bucket
  const rate = failureRate === undefined || failureRate === 0 ? '' : `, ${Math.round(failureRate * 100)} % failed`
  return `${beginningWords(bucket.from, unit, mode)}: ${outcomesWords({ all: count, by: counts })}${rate}`
}

function beginningWords(from: Millis, unit: BucketUnit, mode: RunsTimeMode): string {
  const day = formatDay(from, mode)
  if (unit === 'day') return day
  if (unit === 'week') return `Week of ${day}`
  return formatDateTimeToSecond(from, mode).replace(/:00 /, ' ')
}

/** Days where a range is longer than two, else times. */
export function rangeWords({ from, to }: { readonly from: Millis; readonly to: Millis }, mode: RunsTimeMode): string {
  const isLong = to - from > 2 * 86_400_000
  const [start, end] = [from, to - 1].map(at => (isLong ? formatDay(at, mode) : formatDateTimeToSecond(at, mode)))
  return `${start} – ${end}`
}

/** When a run started; `before …` where its end alone is told. */
export function runStartWords({ startedAt, stoppedAt }: Run, mode: RunsTimeMode): string {
  if (startedAt !== undefined) return formatDateTimeToSecond(startedAt, mode)
  return stoppedAt === undefined ? '—' : `before ${formatDateTimeToSecond(stoppedAt, mode)}`
}

/** `1 h 04 m`, `38 m 11 s so far`; a dash where it is not known. */
export function runDurationWords(list: RunList, position: number, now: Millis): string {
  const ms = list.durationAt(position, now)
  if (Number.isNaN(ms)) return '—'
  return `${formatDuration(ms)}${list.isRunning(position) ? ' so far' : ''}`
}

/** `+3 m 00 s`, `−4 m 57 s`: what a run took longer or shorter than usual. */
export function againstWords(differenceMs: Millis): string {
  if (differenceMs === 0) return '0'
  const sign = differenceMs < 0 ? '−' : '+'
  return `${sign}${formatDuration(Math.abs(differenceMs))}`
}
