import type { HistoryEvent } from '../../history/events.ts'
import type { Outcome } from '../span.ts'
import type { DraftOf, DraftSpan, TreeDraft } from '../tree-draft.ts'
import { taskVisit, UNKNOWN_NAME } from './climb.ts'
import { standInAttempt, standInVisit } from './provisional.ts'
import { assign, end, openAttempt } from './spans.ts'

/**
 * `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`: the next attempt of the visit. A retry has no Entered
 * and no marker: its Scheduled points at the failed event; after a redrive, at the original Entered.
 */
export function placeScheduled(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void {
  const visit =
    taskVisit(draft, from) ??
    (draft.beyondGap ? standInVisit(draft, event, { stateType: 'Task', name: UNKNOWN_NAME }) : undefined)
  if (visit === undefined) {
    draft.report(event, `no open Task state leads to this ${event.type}`)
    assign(draft, event, from)
    return
  }
  openAttempt(draft, event, { parent: visit, attempt: attemptsOf(draft, visit) + 1 })
}

function attemptsOf(draft: TreeDraft, visit: DraftOf<'stateVisit'>): number {
  let attempts = 0
  for (const key of visit.children) if (draft.span(key)?.kind === 'taskAttempt') attempts++
  return attempts
}

/** `*Started`, `*Submitted`: the attempt goes on. */
export function placeProgress(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void {
  const attempt = attemptFor(draft, event, from)
  if (attempt === undefined) {
    draft.report(event, `no attempt leads to this ${event.type}`)
    assign(draft, event, from)
    return
  }
  assign(draft, event, attempt)
}

/** `*Succeeded`, `*TimedOut` and the family's failures end the attempt. */
export function placeAttemptEnd(outcome: Outcome) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const attempt = attemptFor(draft, event, from)
    if (attempt !== undefined) {
      end(draft, assign(draft, event, attempt), event, outcome)
      return
    }
    // A task can fail before anything was scheduled: then the failure is the visit's own.
    const visit = taskVisit(draft, from)
    if (visit === undefined) draft.report(event, `no attempt leads to this ${event.type}`)
    assign(draft, event, visit ?? from)
  }
}

function attemptFor(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): DraftOf<'taskAttempt'> | undefined {
  if (from.kind === 'taskAttempt') return from
  if (from.kind === 'stateVisit' && from.placed) return undefined
  return draft.beyondGap ? standInAttempt(draft, event) : undefined
}
