import type { HistoryEvent } from '../../history/events.ts'
import { MAP_RUN, NONE, type Slot } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { containerOfType, UNKNOWN_NAME } from './climb.ts'
import { isOpenUntil, nearby } from './nearby.ts'
import { standInVisit } from './provisional.ts'
import { assign, end, openMapRun } from './spans.ts'

/** `MapRunStarted` opens the run of a distributed Map; its items are executions of their own. */
export function placeMapRunStarted(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  const visit = mapVisitFor(draft, event, from)
  if (visit === NONE) draft.report(event, 'no open Map state leads to this MapRunStarted')
  openMapRun(draft, event, { visit, round: Math.max(draft.round(visit), 1) })
}

/** `MapRunSucceeded` and `MapRunFailed` end the visit's latest run; `MapRunRedriven` ends nothing. */
export function placeMapRunEvent(outcome: number | undefined) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    const visit = mapVisitFor(draft, event, from)
    const run = draft.is(from, MAP_RUN) ? from : latestRun(draft, visit)
    assign(draft, event, run || visit || from)
    if (run === NONE && !draft.beyondGap) draft.report(event, `no Map Run leads to this ${event.type}`)
    if (run !== NONE && outcome !== undefined) end(draft, run, event, outcome)
  }
}

/**
 * `MapRunAborted` is nameless like the other Aborted and may follow from a failure in another iteration or branch: it
 * speaks of a run that this failure closed, or will close when it is recorded.
 */
export function placeMapRunAborted(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  const isMeant = (span: Slot): boolean => draft.is(span, MAP_RUN) && isOpenUntil(draft, span, event.previousEventId)
  const run = isMeant(from) ? from : nearby(draft, from, isMeant)
  assign(draft, event, run || containerOfType(draft, from) || from)
}

function mapVisitFor(draft: TreeDraft, event: HistoryEvent, from: Slot): Slot {
  const visit = containerOfType(draft, from, 'Map')
  if (visit !== NONE || !draft.beyondGap) return visit
  return standInVisit(draft, event, { stateType: 'Map', name: UNKNOWN_NAME })
}

function latestRun(draft: TreeDraft, visit: Slot): Slot {
  for (let at = draft.lastChild(visit); at !== NONE; at = draft.previousSibling(at)) {
    if (draft.is(at, MAP_RUN)) return at
  }
  return NONE
}
