import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { MapIteration, SpanKey, StateVisit } from '../model/span.ts'

/** How far a running Map is. */
export interface MapProgress {
  readonly key: SpanKey
  readonly name: string
  /** The current round, from 1: more than 1 after a retry. */
  readonly round: number
  /** Items in all; undefined where the history does not say (a distributed Map). */
  readonly total: number | undefined
  readonly succeeded: number
  readonly failed: number
  readonly running: number
  /** How many have not begun. */
  readonly waiting: number | undefined
  /** Completions a minute over the latest half of them; undefined before the second. */
  readonly perMinute: number | undefined
  /** When the last would end at that rate. */
  readonly expectedEndAt: Millis | undefined
}

/** The progress of an inline Map's current round at `now`; undefined for a Map whose items run as child executions. */
export function mapProgress(tree: ExecutionTree, visit: StateVisit, now: Millis): MapProgress | undefined {
  const round = visit.rounds.length
  const iterations = iterationsOf(tree, visit, round)
  const started = tree.event(visit.rounds[round - 1] ?? 0)
  const length = started?.details?.['length']
  const total = typeof length === 'number' && length > 0 ? length : undefined
  if (iterations.length === 0 && total === undefined) return undefined
  const ends = iterations.flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt])).toSorted((a, b) => a - b)
  const perMs = rateOf(ends, { from: started?.timestamp ?? visit.startedAt, now })
  const left = total === undefined ? undefined : Math.max(0, total - ends.length)
  return {
    ...{ key: visit.key, name: visit.name, round, total },
    succeeded: countOf(iterations, 'succeeded'),
    failed: countOf(iterations, 'failed'),
    running: countOf(iterations, 'running'),
    waiting: total === undefined ? undefined : Math.max(0, total - iterations.length),
    perMinute: perMs === undefined ? undefined : perMs * 60_000,
    expectedEndAt: perMs === undefined || left === undefined ? undefined : now + left / perMs,
  }
}

function iterationsOf(tree: ExecutionTree, visit: StateVisit, round: number): readonly MapIteration[] {
  const children = visit.children.map(key => tree.span(key)).filter(child => child?.kind === 'mapIteration')
  return children.filter(iteration => iteration.round === round)
}

function countOf(iterations: readonly MapIteration[], outcome: MapIteration['outcome']): number {
  return iterations.reduce((count, iteration) => count + (iteration.outcome === outcome ? 1 : 0), 0)
}

/**
 * Completions a ms over the latest half of them: a slow start counts no longer, and a Map that has come to a halt shows, since the
 * time up to `now` counts.
 */
function rateOf(
  ends: readonly Millis[],
  { from, now }: { readonly from: Millis; readonly now: Millis },
): number | undefined {
  if (ends.length < 2) return undefined
  const latest = Math.ceil(ends.length / 2)
  const since = latest === ends.length ? from : (ends[ends.length - latest - 1] ?? from)
  return now > since ? latest / (now - since) : undefined
}
