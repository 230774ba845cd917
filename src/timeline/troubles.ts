import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey, StateVisit } from '../model/span.ts'
import { attemptsOf, childrenOf } from '../model/walk.ts'

/** How often something inside was tried again, and whether a Catch took an error inside. */
export interface Troubles {
  readonly retries: number
  readonly caught: boolean
}

const troubles = new WeakMap<ExecutionTree, Map<SpanKey, Troubles>>()

/** The troubles of a child of a Map or Parallel, all that lies in it counted. Worked out once for each version of the tree. */
export function troublesOf(tree: ExecutionTree, child: Span): Troubles {
  let ofTree = troubles.get(tree)
  if (ofTree === undefined) troubles.set(tree, (ofTree = new Map()))
  let found = ofTree.get(child.key)
  if (found === undefined) ofTree.set(child.key, (found = countTroubles(tree, child)))
  return found
}

function countTroubles(tree: ExecutionTree, child: Span): Troubles {
  let retries = 0
  let caught = child.outcome === 'caught'
  const open: Span[] = [child]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    caught ||= span.outcome === 'caught'
    if (span.kind === 'stateVisit') retries += againOf(tree, span)
    if (span.kind !== 'stateVisit' || span.stateType !== 'Task')
      for (const one of childrenOf(tree, span)) open.push(one)
  }
  return { retries, caught }
}

/** Attempts of a Task, or rounds of a Map or Parallel, beyond the first. One that a redrive began is no retry. */
function againOf(tree: ExecutionTree, visit: StateVisit): number {
  const tries = visit.stateType === 'Task' ? attemptsOf(tree, visit).length : visit.rounds.length
  const redriven = visit.stateType === 'Task' ? visit.earlierSegments.length : 0
  return Math.max(0, tries - 1 - redriven)
}
