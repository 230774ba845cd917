import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { MapIteration, SpanKey } from '../model/span.ts'
import { endOf, isComplete } from './completeness.ts'
import { endIn } from './round-chain.ts'

/** The end of a Map: slots stand empty because nothing is left to start, and everyone waits for the slowest. */
export interface Stragglers {
  /** How many iterations could run at once. */
  readonly limit: number
  /** True where it is MaxConcurrency; else it is the most that ever ran at once. */
  readonly limitIsKnown: boolean
  /** From when on a slot stood empty with nothing left to start. */
  readonly tailFrom: Millis
  readonly tailMs: Millis
  /** Time of empty slots in the tail, added up over slots. */
  readonly idleSlotMs: Millis
  /** Iterations that ran in the tail, the last to finish first. */
  readonly keys: readonly SpanKey[]
  readonly complete: boolean
}

/**
 * The tail of a Map visit's last round. `limit` is MaxConcurrency, where the definition is known; 0 stands for no limit. Undefined
 * for a visit without iterations in this history (a distributed Map's run elsewhere).
 */
export function stragglersOf(
  tree: ExecutionTree,
  mapVisit: SpanKey,
  options: { readonly limit?: number; readonly now?: Millis } = {},
): Stragglers | undefined {
  const iterations = lastRound(tree, mapVisit)
  const [first] = iterations
  if (first === undefined) return undefined
  const end = endOf(tree, options.now)
  const ends = iterations.map(iteration => endIn(iteration, end)).toSorted((a, b) => a - b)
  const limitIsKnown = options.limit !== undefined && options.limit > 0
  const limit = limitIsKnown && options.limit !== undefined ? options.limit : mostAtOnce(iterations, end)
  const lastStart = iterations.reduce((latest, { startedAt }) => Math.max(latest, startedAt), first.startedAt)
  // The tail begins when fewer than `limit` are left and none is to come.
  const tailFrom = Math.max(lastStart, ends[Math.max(0, ends.length - limit)] ?? lastStart)
  const tailEnd = ends.at(-1) ?? tailFrom
  const inTail = iterations.filter(iteration => endIn(iteration, end) > tailFrom)
  const busyMs = inTail.reduce(
    (sum, iteration) => sum + endIn(iteration, end) - Math.max(tailFrom, iteration.startedAt),
    0,
  )
  return {
    ...{ limit, limitIsKnown, tailFrom, tailMs: Math.max(0, tailEnd - tailFrom) },
    idleSlotMs: Math.max(0, limit * Math.max(0, tailEnd - tailFrom) - busyMs),
    keys: inTail.toSorted((a, b) => endIn(b, end) - endIn(a, end)).map(({ key }) => key),
    complete: isComplete(tree),
  }
}

function lastRound(tree: ExecutionTree, mapVisit: SpanKey): readonly MapIteration[] {
  const visit = tree.span(mapVisit)
  if (visit?.kind !== 'stateVisit') return []
  const iterations = visit.children.map(key => tree.span(key)).filter(span => span?.kind === 'mapIteration')
  const round = iterations.at(-1)?.round
  return iterations.filter(iteration => iteration.round === round)
}

function mostAtOnce(iterations: readonly MapIteration[], end: Millis): number {
  const starts = iterations.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b)
  const ends = iterations.map(iteration => endIn(iteration, end)).toSorted((a, b) => a - b)
  let [most, ended] = [1, 0]
  for (const [started, start] of starts.entries()) {
    while ((ends[ended] ?? Number.POSITIVE_INFINITY) <= start) ended++
    most = Math.max(most, started + 1 - ended)
  }
  return most
}
