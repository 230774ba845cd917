import type { HistoryEvent } from '../../history/events.ts'
import { NONE, type Slot, TASK_ATTEMPT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { taskVisit, UNKNOWN_NAME } from './climb.ts'
import { standInAttempt, standInVisit } from './provisional.ts'
import { assign, end, openAttempt } from './spans.ts'

/**
 * `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`: the next attempt of the visit. A retry has no Entered
 * and no marker: its Scheduled points at the failed event; after a redrive, at the original Entered.
 */
export function placeScheduled(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  const visit = taskVisit(draft, from)
  if (visit !== NONE) {
    openAttempt(draft, event, visit)
  } else if (draft.beyondGap) {
    openAttempt(draft, event, standInVisit(draft, event, { stateType: 'Task', name: UNKNOWN_NAME }))
  } else {
    draft.report(event, `no open Task state leads to this ${event.type}`)
    assign(draft, event, from)
  }
}

/** `*Started`, `*Submitted`: the attempt goes on. */
export function placeProgress(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  const attempt = attemptFor(draft, event, from)
  if (attempt === NONE) draft.report(event, `no attempt leads to this ${event.type}`)
  assign(draft, event, attempt || from)
}

/** `*Succeeded`, `*TimedOut` and the family's failures end the attempt. */
export function placeAttemptEnd(outcome: number) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    const attempt = attemptFor(draft, event, from)
    if (attempt !== NONE) {
      assign(draft, event, attempt)
      end(draft, attempt, event, outcome)
      return
    }
    // A task can fail before anything was scheduled: then the failure is the visit's own.
    const visit = taskVisit(draft, from)
    if (visit === NONE) draft.report(event, `no attempt leads to this ${event.type}`)
    assign(draft, event, visit || from)
  }
}

function attemptFor(draft: TreeDraft, event: HistoryEvent, from: Slot): Slot {
  if (draft.is(from, TASK_ATTEMPT)) return from
  if (!draft.beyondGap || (from !== NONE && draft.placed(from))) return NONE
  return standInAttempt(draft, event)
}
