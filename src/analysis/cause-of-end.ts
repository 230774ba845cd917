import type { StateMachineDefinition } from '../history/definition.ts'
import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { type Failure, failureOf } from './failures.ts'
import { firstHandOf, isFirstHand } from './first-hand.ts'

export interface CauseOfEnd {
  /** The deepest failure in this history that the end passes on. */
  readonly cause: Failure
  /** Where that is a Fail state: the last failure that was caught on the chain of previous events that led to it. */
  readonly after: Failure | undefined
}

/**
 * What an execution that failed or timed out failed by. Undefined for one that runs, succeeded or was aborted, and where the
 * event that tells is not loaded.
 */
export function causeOfEnd(tree: ExecutionTree, definition?: StateMachineDefinition): CauseOfEnd | undefined {
  const { outcome, endEventId } = tree.root
  const end = tree.event(endEventId ?? 0)
  if (end === undefined || (outcome !== 'failed' && outcome !== 'timedOut')) return undefined
  const event = firstHandOf(tree, end)
  if (event === undefined) return undefined
  const caught = event.type === 'FailStateEntered' ? caughtBefore(tree, event) : undefined
  return {
    cause: failureOf(tree, event, definition),
    after: caught === undefined ? undefined : failureOf(tree, caught, definition),
  }
}

function caughtBefore(tree: ExecutionTree, fail: HistoryEvent): HistoryEvent | undefined {
  const seen = new Set<EventId>([fail.id])
  for (let id = fail.previousEventId; id > 0 && !seen.has(id); ) {
    seen.add(id)
    const event = tree.event(id)
    if (event === undefined) return undefined
    if (isFirstHand(tree, event) && failureOf(tree, event).consequence === 'caught') return event
    id = event.previousEventId
  }
  return undefined
}
