import type { HistoryEvent } from '../../history/events.ts'
import { FAILED, ROOT, SUCCEEDED } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { abortBelow, closeBelow } from './closing.ts'
import { assign, end, restart } from './spans.ts'

export function placeExecutionStarted(draft: TreeDraft, event: HistoryEvent): void {
  assign(draft, event, ROOT)
  draft.markBeginning(ROOT, true)
}

export function placeExecutionSucceeded(draft: TreeDraft, event: HistoryEvent): void {
  assign(draft, event, ROOT)
  end(draft, ROOT, event, SUCCEEDED)
}

/** Points at the failing event: with no Exited and no Aborted, the path up from it is all that tells what failed. */
export function placeExecutionFailed(draft: TreeDraft, event: HistoryEvent): void {
  assign(draft, event, ROOT)
  closeBelow(draft, ROOT, event)
  end(draft, ROOT, event, FAILED)
}

/** `ExecutionAborted`, `ExecutionTimedOut`: point at nothing and close all that is open. */
export function placeExecutionCut(outcome: number) {
  return (draft: TreeDraft, event: HistoryEvent): void => {
    assign(draft, event, ROOT)
    abortBelow(draft, ROOT, event)
    end(draft, ROOT, event, outcome)
  }
}

/** Ids go on in the same history; the rest of the tree runs again only where events say so. */
export function placeExecutionRedriven(draft: TreeDraft, event: HistoryEvent): void {
  assign(draft, event, ROOT)
  restart(draft, ROOT, event.id)
  draft.lastRedriveId = event.id
}
