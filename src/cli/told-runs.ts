import { quantile } from '../analysis/duration-summary.ts'
import type { Millis } from '../history/events.ts'
import { failureRateOf, type RunOutcome, runOutcome } from '../runs/run-buckets.ts'
import type { RunList } from '../runs/run-list.ts'
import { successDurations } from '../runs/run-trend.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration } from '../words/format-duration.ts'
import { onOneLine } from '../words/on-one-line.ts'
import { outcomeMark, outcomeWords } from '../words/outcomes.ts'
import { formatDateTimeToSecond } from '../words/points-in-time.ts'

/** Runs of a state machine that are to be told. */
export interface ToldRuns {
  readonly machineArn: string
  readonly list: RunList
  /** Newest first. */
  readonly positions: Uint32Array
  /** False: there are older ones within what was asked for, or nobody asked for a time. */
  readonly whole: boolean
  readonly since: Millis | undefined
  /** A log that tells of no success: there is no share of failures then. */
  readonly hidesSuccess: boolean
  readonly now: Millis
}

/** As JSON: durations in ms, points in time in ISO 8601, null what is not known. */
export function runsJson(told: ToldRuns): object {
  const { list, positions, machineArn, whole, since, hidesSuccess, now } = told
  const { p50Ms, p95Ms } = usual(told)
  return {
    stateMachineArn: machineArn,
    since: isoOf(since),
    whole,
    ...{ count: positions.length, counts: countsOf(told) },
    failureRate: (hidesSuccess ? undefined : failureRateOf(countsOf(told))) ?? null,
    ...{ p50Ms: p50Ms ?? null, p95Ms: p95Ms ?? null },
    runs: Array.from(positions, position => {
      const { name, arn, status, startedAt, stoppedAt, redriveCount, startedBy } = list.run(position)
      const durationMs = list.durationAt(position, now)
      return {
        ...{ name, arn, status: status ?? null, startedAt: isoOf(startedAt), stoppedAt: isoOf(stoppedAt) },
        ...{ durationMs: Number.isNaN(durationMs) ? null : durationMs, redriveCount, startedBy: startedBy ?? null },
      }
    }),
  }
}

/** As text: a line of figures, then a line for each run. */
export function runsText(told: ToldRuns): string {
  return [headline(told), ...Array.from(told.positions, position => runLine(told, position))].join('\n')
}

function headline(told: ToldRuns): string {
  const { positions } = told
  if (positions.length === 0) return 'No runs.'
  const counts = countsOf(told)
  const parts = TOLD.filter(outcome => counts[outcome] > 0).map(
    outcome => `${formatCount(counts[outcome])} ${outcome === 'unknown' ? 'of unknown status' : outcomeWords(outcome)}`,
  )
  const rate = told.hidesSuccess ? undefined : failureRateOf(counts)
  const { p50Ms, p95Ms } = usual(told)
  return [
    `${runsWords(positions.length)}: ${parts.join(', ')}.`,
    ...(rate === undefined ? [] : [`${(rate * 100).toFixed(1)} % of those that ended by themselves failed.`]),
    ...(p50Ms === undefined || p95Ms === undefined
      ? []
      : [`Successes took ${formatDuration(p50Ms)} (p50), ${formatDuration(p95Ms)} (p95).`]),
  ].join(' ')
}

/** `1 run`, `3,000 runs`. */
export function runsWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`
}

function runLine({ list, now }: ToldRuns, position: number): string {
  const { name, status, startedAt, stoppedAt, redriveCount, startedBy } = list.run(position)
  const outcome = runOutcome(status)
  const durationMs = list.durationAt(position, now)
  const began = startWords(startedAt, stoppedAt)
  const took = Number.isNaN(durationMs) ? 'duration not told' : formatDuration(durationMs)
  const soFar = outcome === 'running' ? ' so far' : ''
  const more = [
    ...(outcome === 'unknown' ? [status ?? 'status not told'] : []),
    ...(redriveCount > 0 ? [`redriven ${redriveCount} ×`] : []),
    ...(startedBy === undefined ? [] : [`by ${startedBy}`]),
  ]
  const mark = outcome === 'unknown' ? '?' : outcomeMark(outcome)
  return onOneLine([mark, began, '', `${took}${soFar}`, '', name, ...more.map(words => `(${words})`)].join(' '))
}

function startWords(startedAt: Millis | undefined, stoppedAt: Millis | undefined): string {
  if (startedAt !== undefined) return formatDateTimeToSecond(startedAt, 'utc')
  return stoppedAt === undefined ? 'start not told' : `before ${formatDateTimeToSecond(stoppedAt, 'utc')}`
}

/** The order in which a person reads them. */
const TOLD: readonly RunOutcome[] = ['succeeded', 'failed', 'timedOut', 'aborted', 'running', 'unknown']

function countsOf({ list, positions }: ToldRuns): Readonly<Record<RunOutcome, number>> {
  const counts = { succeeded: 0, failed: 0, timedOut: 0, aborted: 0, running: 0, unknown: 0 }
  for (const position of positions) counts[runOutcome(list.statusAt(position))]++
  return counts
}

function usual({ list, positions }: ToldRuns) {
  const durations = successDurations(list, positions)
  return { p50Ms: quantile(durations, 0.5), p95Ms: quantile(durations, 0.95) }
}

function isoOf(at: Millis | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
