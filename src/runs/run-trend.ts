import { quantile } from '../analysis/duration-summary.ts'
import type { Millis } from '../history/events.ts'
import type { RunList } from './run-list.ts'

/** What a run of this time usually takes. */
export interface TrendPoint {
  readonly at: Millis
  readonly p50Ms: Millis
  readonly p95Ms: Millis
  /** The version or alias that these runs were started by. */
  readonly startedBy: string | undefined
}

/** A value tells of so many successes, those before it included. */
const WINDOW = 20
/** Fewer tell nothing usual. */
const LEAST = 5
/** From so many successes a stretch on, each tells of itself. */
const DENSE = 10

/**
 * Median and 95th percentile of the last twenty successes at each success, oldest first, none before there are five. Where runs
 * begin to be started by another version or alias the count begins anew: the old one says nothing of the new.
 */
export function trendOf(list: RunList): readonly TrendPoint[] {
  const points: TrendPoint[] = []
  let recent: Millis[] = []
  let sorted: Millis[] = []
  let by: string | undefined
  for (let position = list.count - 1; position >= 0; position--) {
    const durationMs = list.durationAt(position, Number.NaN)
    const at = list.startedAt(position)
    if (list.statusAt(position) !== 'SUCCEEDED' || Number.isNaN(durationMs)) continue
    const startedBy = list.startedByAt(position)
    if (startedBy !== by) [recent, sorted, by] = [[], [], startedBy]
    recent.push(durationMs)
    sorted.splice(placeIn(sorted, durationMs), 0, durationMs)
    const dropped = recent.length > WINDOW ? recent.shift() : undefined
    if (dropped !== undefined) sorted.splice(placeIn(sorted, dropped), 1)
    if (sorted.length < LEAST) continue
    const [p50Ms, p95Ms] = [quantile(sorted, 0.5), quantile(sorted, 0.95)]
    if (p50Ms !== undefined && p95Ms !== undefined) points.push({ at, p50Ms, p95Ms, startedBy })
  }
  return points
}

/** What the successes that began in a stretch of time took. */
export interface TrendStep {
  readonly from: Millis
  readonly to: Millis
  readonly p50Ms: Millis
  readonly p95Ms: Millis
}

/**
 * Median and 95th percentile of the successes that began between one edge and the next, where there are five or more. Undefined
 * where most stretches hold too few to say more than the last twenty do. `edges` ascend.
 */
export function trendSteps(list: RunList, edges: readonly Millis[]): readonly TrendStep[] | undefined {
  const steps: TrendStep[] = []
  let [some, successes] = [0, 0]
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1]
    if (from === undefined) continue
    const [first, end] = [list.firstBefore(to), list.firstBefore(from)]
    const durations = successDurations(
      list,
      Array.from({ length: end - first }, (_, n) => first + n),
    )
    if (durations.length === 0) continue
    some++
    successes += durations.length
    const [p50Ms, p95Ms] = [quantile(durations, 0.5), quantile(durations, 0.95)]
    if (durations.length < LEAST || p50Ms === undefined || p95Ms === undefined) continue
    steps.push({ from, to, p50Ms, p95Ms })
  }
  return successes < some * DENSE ? undefined : steps
}

/** The durations of the successes among the positions, ascending. */
export function successDurations(list: RunList, positions: Iterable<number>): Float64Array {
  const durations: Millis[] = []
  for (const position of positions) {
    const durationMs = list.durationAt(position, Number.NaN)
    if (list.statusAt(position) === 'SUCCEEDED' && !Number.isNaN(durationMs)) durations.push(durationMs)
  }
  return Float64Array.from(durations).sort()
}

/** The first place whose value is not below it. */
function placeIn(sorted: readonly Millis[], value: Millis): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the runs begin to be started by another version or alias: the first run of each but the oldest. */
export interface VersionChange {
  readonly at: Millis
  readonly startedBy: string | undefined
}

/** What the runs were started by, each version or alias once, the oldest run's first. */
export function startersOf(list: RunList): readonly (string | undefined)[] {
  const found = new Set<string | undefined>()
  for (let position = list.count - 1; position >= 0; position--) found.add(list.startedByAt(position))
  return [...found]
}

/** Changes of what runs are started by, oldest first. Interleaved ones (an alias that routes to two) are no change. */
export function versionChanges(list: RunList): readonly VersionChange[] {
  const first = new Map<string | undefined, number>()
  for (let position = list.count - 1; position >= 0; position--) {
    const by = list.startedByAt(position)
    if (!first.has(by)) first.set(by, position)
  }
  return [...first].slice(1).map(([startedBy, position]) => ({ at: list.startedAt(position), startedBy }))
}
