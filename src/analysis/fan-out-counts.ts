import type { ExecutionTree } from '../model/execution-tree.ts'
import type { MapIteration, ParallelBranch, Span } from '../model/span.ts'

/** How a Map's or Parallel's children stand. A retried one runs them again: what counts is the last round. */
export interface FanOutCounts {
  /** Iterations or branches that have begun; where there were several rounds, the items or branches that each has. */
  readonly total: number
  /** 0 for a container that has none. */
  readonly rounds: number
  /** In the last round. */
  readonly failed: number
  /** In the last round. */
  readonly running: number
  /** In the last round. */
  readonly aborted: number
  /** Of the last round, whatever became of it. */
  readonly begun: number
  /** How many the last round was to run; 0 where nothing tells. */
  readonly items: number
}

// Tens of thousands of iterations are counted once for each version of their Map, not at each render.
const countsOf = new WeakMap<Span, FanOutCounts>()

/** The iterations or branches below a visit. */
export function fanOutCounts(tree: ExecutionTree, container: Span): FanOutCounts {
  const known = countsOf.get(container)
  if (known !== undefined) return known
  const counts = count(tree, container)
  countsOf.set(container, counts)
  return counts
}

function count(tree: ExecutionTree, container: Span): FanOutCounts {
  let [begun, rounds, failed, running, aborted, inRound] = [0, 0, 0, 0, 0, 0]
  const indexes = new Set<number>()
  for (const child of childrenOf(tree, container)) {
    begun++
    indexes.add(child.index)
    if (child.round > rounds) [rounds, failed, running, aborted, inRound] = [child.round, 0, 0, 0, 0]
    if (child.round < rounds) continue
    inRound++
    if (child.outcome === 'aborted') aborted++
    if (child.outcome === 'failed' || child.outcome === 'timedOut') failed++
    if (child.outcome === 'running') running++
  }
  const total = rounds > 1 ? Math.max(indexes.size, lengthOf(tree, container)) : begun
  return { total, rounds, failed, running, aborted, begun: inRound, items: lengthOf(tree, container) }
}

function* childrenOf(tree: ExecutionTree, container: Span): Generator<MapIteration | ParallelBranch> {
  for (const key of container.children) {
    const child = tree.span(key)
    if (child?.kind === 'mapIteration' || child?.kind === 'parallelBranch') yield child
  }
}

/** The number of items that the latest `MapStateStarted` tells; 0 where it tells none. */
function lengthOf(tree: ExecutionTree, container: Span): number {
  const started = container.kind === 'stateVisit' ? tree.event(container.rounds.at(-1) ?? 0) : undefined
  const length = started?.details?.['length']
  return typeof length === 'number' ? length : 0
}
