import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, StateVisit } from '../model/span.ts'
import { upwards } from '../model/walk.ts'

/**
 * What became of a failure. `fatal`: the execution ended by it (or beside it, in a sibling that went down with it); `caught`: a
 * Catch took it; `retried`: tried again, by the state itself or by a Map or Parallel around it; `redriven`: fatal, until a
 * redrive took it up; `open`: not decided yet.
 */
export type Fate = 'fatal' | 'caught' | 'retried' | 'redriven' | 'open'

/**
 * What became of the failure that `event` records in `span`: decided by the first thing around it, from the inside out,
 * that went on.
 */
export function fateOf(tree: ExecutionTree, event: HistoryEvent, span: Span): Fate {
  let round = 0
  for (const at of upwards(tree, span)) {
    if (at.kind === 'mapIteration' || at.kind === 'parallelBranch' || at.kind === 'mapRun') round = at.round
    if (at.kind !== 'stateVisit') continue
    const fate = fateIn(tree, at, { failingId: event.id, round })
    if (fate !== undefined) return fate
  }
  return fateOfExecution(tree, event.id)
}

/** Undefined where the visit went down with the failure. */
function fateIn(
  tree: ExecutionTree,
  visit: StateVisit,
  { failingId, round }: { readonly failingId: EventId; readonly round: number },
): Fate | undefined {
  const restart = round === 0 ? nextAttempt(tree, visit, failingId) : visit.rounds[round]
  if (restart !== undefined) return isRedriven(tree, failingId, restart) ? 'redriven' : 'retried'
  if (visit.outcome === 'caught') return 'caught'
  if (visit.outcome === 'succeeded') return isRedriven(tree, failingId) ? 'redriven' : 'retried'
  return visit.outcome === 'running' ? (isRedriven(tree, failingId) ? 'redriven' : 'open') : undefined
}

function nextAttempt(tree: ExecutionTree, visit: StateVisit, failingId: EventId): EventId | undefined {
  for (const key of visit.children) {
    const child = tree.span(key)
    if (child?.kind === 'taskAttempt' && child.startEventId > failingId) return child.startEventId
  }
  return undefined
}

function fateOfExecution(tree: ExecutionTree, failingId: EventId): Fate {
  if (isRedriven(tree, failingId)) return 'redriven'
  return tree.root.outcome === 'running' || tree.root.outcome === 'succeeded' ? 'open' : 'fatal'
}

function isRedriven(tree: ExecutionTree, failingId: EventId, before = Number.POSITIVE_INFINITY): boolean {
  return tree.root.redrives.some(id => id > failingId && id < before)
}
