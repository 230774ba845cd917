import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { MapIteration, Outcome, SpanKey } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { atOnce } from '../waits/slices.ts'
import { endOf, isComplete } from './completeness.ts'
import { quantile } from './duration-summary.ts'

export interface IterationMeasure {
  readonly key: SpanKey
  readonly index: number
  readonly round: number
  /** Active time: without idle time before a redrive. */
  readonly durationMs: Millis
  readonly outcome: Outcome
  /** How many (scaled) median deviations above the median; above 3.5 it may be an outlier. */
  readonly score: number
}

export interface IterationComparison {
  /** Iterations that ended by themselves: running and aborted ones are not compared. */
  readonly count: number
  readonly medianMs: Millis | undefined
  /** Median absolute deviation from the median. */
  readonly deviationMs: Millis | undefined
  /** The slowest, slowest first, at most 20. */
  readonly slowest: readonly IterationMeasure[]
  /** Those far slower than the others (by deviations, and half as long again as the median), slowest first. */
  readonly outliers: readonly IterationMeasure[]
  readonly complete: boolean
}

/** Iterations looked at in one step. */
const STEP_ITERATIONS = 256
const MAX_LISTED = 20
/** Iglewicz and Hoaglin's modified z-score: 0.6745 scales the deviation to a standard one, 3.5 is their threshold. */
const SCALE = 0.6745
const OUTLIER = 3.5
/** Where all took nearly the same, a few ms are many deviations and still nothing to look into: half as long again is. */
const FAR_SLOWER = 1.5

/** The iterations of a Map visit held against one another. A median deviation is not moved by the outliers it finds. */
export function compareIterations(tree: ExecutionTree, mapVisit: SpanKey, now?: Millis): IterationComparison {
  return atOnce(comparisonSteps(tree, mapVisit, now))
}

/** The same in steps. */
export function* comparisonSteps(
  tree: ExecutionTree,
  mapVisit: SpanKey,
  now?: Millis,
): Generator<void, IterationComparison> {
  const end = endOf(tree, now)
  const compared: { readonly iteration: MapIteration; readonly ms: Millis }[] = []
  for (const [nth, key] of (tree.span(mapVisit)?.children ?? []).entries()) {
    if (nth % STEP_ITERATIONS === 0) yield
    const iteration = tree.span(key)
    if (iteration?.kind !== 'mapIteration' || iteration.outcome === 'running' || iteration.outcome === 'aborted')
      continue
    compared.push({ iteration, ms: activeMs(tree, iteration, end) })
  }
  const medianMs = medianOf(compared.map(({ ms }) => ms))
  const deviationMs = medianMs === undefined ? undefined : medianOf(compared.map(({ ms }) => Math.abs(ms - medianMs)))
  yield
  const measures = compared
    .map(({ iteration, ms }): IterationMeasure => {
      const { key, index, round, outcome } = iteration
      return { key, index, round, outcome, durationMs: ms, score: scoreOf(ms, medianMs ?? 0, deviationMs ?? 0) }
    })
    .toSorted((a, b) => b.durationMs - a.durationMs || a.key - b.key)
  return {
    ...{ count: measures.length, medianMs, deviationMs, slowest: measures.slice(0, MAX_LISTED) },
    outliers: measures.filter(({ score, durationMs }) => score > OUTLIER && durationMs >= FAR_SLOWER * (medianMs ?? 0)),
    complete: isComplete(tree),
  }
}

function medianOf(values: readonly number[]): number | undefined {
  return quantile(Float64Array.from(values).sort(), 0.5)
}

/** Timestamps have milliseconds: where more than half took the same, a difference of one is not infinitely much. */
function scoreOf(ms: Millis, medianMs: Millis, deviationMs: Millis): number {
  return (SCALE * (ms - medianMs)) / Math.max(1, deviationMs)
}
