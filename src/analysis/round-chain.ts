import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { MapIteration, ParallelBranch, Span, StateVisit } from '../model/span.ts'
import { upwards } from '../model/walk.ts'

/** A span that runs beside others in one round of a Map or Parallel. */
export type RoundChild = MapIteration | ParallelBranch | Extract<Span, { kind: 'mapRun' }>

/** When a span ended; `end` while it runs. Never before its start. */
export function endIn(span: Span, end: Millis): Millis {
  return Math.max(span.startedAt, span.endedAt ?? end)
}

/** The children of one round of a Map or Parallel visit, in order of their opening events. */
export function childrenOfRound(tree: ExecutionTree, visit: StateVisit, round: number): readonly RoundChild[] {
  const children: RoundChild[] = []
  for (const key of visit.children) {
    const child = tree.span(key)
    if (
      child === undefined ||
      child.kind === 'execution' ||
      child.kind === 'stateVisit' ||
      child.kind === 'taskAttempt'
    )
      continue
    if (child.round === round) children.push(child)
  }
  return children
}

/**
 * What decided how long a round took: the branch that finished last; of a Map the iteration that finished last and, before
 * it, the chain of iterations that freed one another's slot. In order of time.
 */
export function chainOfRound(
  tree: ExecutionTree,
  visit: StateVisit,
  { round, end }: { readonly round: number; readonly end: Millis },
): readonly RoundChild[] {
  const chain: RoundChild[] = []
  let at = lastToFinish(childrenOfRound(tree, visit, round), end)
  while (at !== undefined) {
    chain.push(at)
    at = at.kind === 'mapIteration' ? slotFreedBy(tree, at) : undefined
  }
  return chain.reverse()
}

/**
 * The children that a round ends with: all of them; where one failed only that, since the others are stopped then, even if some
 * finish before the service gets around to it.
 */
export function decisiveChildren(children: readonly RoundChild[]): readonly RoundChild[] {
  const failed = children.filter(({ outcome }) => outcome === 'failed')
  return failed.length > 0 ? failed : children
}

/** By time; at the same ms by id: a later event may hang on an earlier one, never the other way round. Where one failed, the last that did. */
export function lastToFinish(children: readonly RoundChild[], end: Millis): RoundChild | undefined {
  let last: RoundChild | undefined
  for (const child of decisiveChildren(children)) if (last === undefined || isLater(child, last, end)) last = child
  return last
}

function isLater(a: RoundChild, b: RoundChild, end: Millis): boolean {
  const byTime = endIn(a, end) - endIn(b, end)
  if (byTime !== 0) return byTime > 0
  // Both still run: the one that began first has kept everyone waiting longest.
  if (a.endEventId === null || b.endEventId === null) return a.endEventId === null && b.endEventId !== null
  return a.endEventId > b.endEventId
}

/**
 * The iteration whose end let this one start; undefined for the first ones, which start with the Map. Told by the previous
 * event of `MapIterationStarted`: the last event inside that iteration.
 */
export function slotFreedBy(tree: ExecutionTree, iteration: MapIteration): MapIteration | undefined {
  const previousId = tree.event(iteration.startEventId)?.previousEventId ?? 0
  const previous = tree.spanOfEvent(previousId)
  if (previous === undefined || previous.key === iteration.parentKey) return undefined
  for (const at of upwards(tree, previous)) {
    if (at.kind !== 'mapIteration' || at.parentKey !== iteration.parentKey) continue
    return at.round === iteration.round && at.key < iteration.key ? at : undefined
  }
  return undefined
}
