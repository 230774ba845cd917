import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/**
 * The events that brought a failed execution to its end, from the end back to the failure that came first. Containers pass a
 * failure on by pointing at it, so it is short: the end, their `*Failed` events, the failing event (history-rules, "Failure with
 * siblings"). Empty while the execution runs and where it succeeded.
 */
export function endChain(tree: ExecutionTree): readonly EventId[] {
  const { outcome, endEventId } = tree.root
  if (endEventId === null || outcome === 'succeeded' || outcome === 'running') return []
  const chain: EventId[] = []
  for (
    let at: HistoryEvent | undefined = tree.event(endEventId);
    at !== undefined;
    at = tree.event(at.previousEventId)
  ) {
    if (chain.length > 0 && !isFailure(at.type)) break
    chain.push(at.id)
    if (!passesOn(at.type)) break
  }
  return chain
}

/** Types that only repeat what happened inside. */
export function passesOn(type: string): boolean {
  return (
    type === 'ExecutionFailed' ||
    type === 'MapIterationFailed' ||
    type === 'MapStateFailed' ||
    type === 'ParallelStateFailed'
  )
}

function isFailure(type: string): boolean {
  return type.endsWith('Failed') || type.endsWith('TimedOut') || type === 'FailStateEntered'
}
