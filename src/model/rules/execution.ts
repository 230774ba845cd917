import type { HistoryEvent } from '../../history/events.ts'
import type { Outcome } from '../span.ts'
import type { TreeDraft } from '../tree-draft.ts'
import { abortBelow, closeBelow } from './closing.ts'
import { assign, end, restart } from './spans.ts'

export function placeExecutionStarted(draft: TreeDraft, event: HistoryEvent): void {
  const root = assign(draft, event, draft.root)
  root.startedAt = event.timestamp
  root.beginningLoaded = true
}

export function placeExecutionSucceeded(draft: TreeDraft, event: HistoryEvent): void {
  end(draft, assign(draft, event, draft.root), event, 'succeeded')
}

/** Points at the failing event: with no Exited and no Aborted, the path up from it is all that tells what failed. */
export function placeExecutionFailed(draft: TreeDraft, event: HistoryEvent): void {
  const root = assign(draft, event, draft.root)
  closeBelow(draft, root, event)
  end(draft, root, event, 'failed')
}

/** `ExecutionAborted`, `ExecutionTimedOut`: point at nothing and close all that is open. */
export function placeExecutionCut(outcome: Outcome) {
  return (draft: TreeDraft, event: HistoryEvent): void => {
    const root = assign(draft, event, draft.root)
    abortBelow(draft, root, event)
    end(draft, root, event, outcome)
  }
}

/** Ids go on in the same history; the rest of the tree runs again only where events say so. */
export function placeExecutionRedriven(draft: TreeDraft, event: HistoryEvent): void {
  const root = assign(draft, event, draft.root)
  restart(draft, root, event.id)
  root.redrives = [...root.redrives, event.id]
  draft.lastRedriveId = event.id
}
