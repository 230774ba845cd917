import type { EventId } from '../../history/events.ts'
import { type Slot } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'

/**
 * The round, from 1, that an event of a Map or Parallel visit belongs to when it follows from `previousId`: the one that
 * this Started began, otherwise the current one.
 */
export function roundStartedBy(draft: TreeDraft, visit: Slot, previousId: EventId): number {
  const current = Math.max(draft.round(visit), 1)
  if (current === 1) return 1
  let round = 0
  for (const id of draft.eventsOf(visit)) {
    if (isRoundStart(draft.events.get(id)?.type)) round++
    if (id === previousId) return Math.max(round, 1)
  }
  return current
}

/** `MapStateStarted` and `ParallelStateStarted` begin a round. */
export function isRoundStart(type: string | undefined): boolean {
  return type === 'MapStateStarted' || type === 'ParallelStateStarted'
}
