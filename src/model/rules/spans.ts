import type { EventId, HistoryEvent } from '../../history/events.ts'
import {
  ABORTED,
  CAUGHT,
  FAILED,
  MAP_ITERATION,
  MAP_RUN,
  NONE,
  PARALLEL_BRANCH,
  ROOT,
  RUNNING,
  type Slot,
  STATE_VISIT,
  SUCCEEDED,
  TASK_ATTEMPT,
} from '../columns.ts'
import { branchKey, openingOf, spanKey } from '../keys.ts'
import { type TreeDraft } from '../tree-draft.ts'

/**
 * Hands an event to the span it belongs to (the execution where that is not known); a span that a failure had closed
 * before a redrive is taken up again.
 */
export function assign(draft: TreeDraft, event: HistoryEvent, span: Slot): void {
  const owner = span === NONE ? ROOT : span
  takeUpAgain(draft, owner, event)
  draft.assign(owner, event.id)
}

/**
 * Closes a span by an event of its own. A map run that ended before a redrive and ends again was active from its
 * `MapRunRedriven` on, though it does not count as running in between.
 */
export function end(draft: TreeDraft, span: Slot, event: HistoryEvent, outcome: number): void {
  if (draft.lastRedriveId > 0 && closedBeforeRedrive(draft, span)) {
    const resumedAt = draft.eventsOf(span).find(id => id > draft.lastRedriveId) ?? event.id
    restart(draft, span, resumedAt)
  }
  draft.close(span, { outcome, eventId: event.id, inferred: false })
}

/**
 * After `ExecutionRedriven` work resumes with no new Entered, Started or IterationStarted: whatever a failure had closed
 * runs again, with its ancestors, as soon as an event of it or of something in it arrives. Attempts and map runs stay
 * what they were: a redrive schedules new ones.
 */
function takeUpAgain(draft: TreeDraft, span: Slot, event: HistoryEvent): void {
  if (draft.lastRedriveId === 0) return
  for (let at = span; at !== NONE; at = draft.parent(at)) {
    const stays = draft.is(at, TASK_ATTEMPT) || draft.is(at, MAP_RUN)
    if (!stays && closedBeforeRedrive(draft, at)) restart(draft, at, event.id)
  }
}

/** Makes a closed span run again; its stretch so far is kept as a segment. */
export function restart(draft: TreeDraft, span: Slot, at: EventId): void {
  const activity = draft.activity(span)
  const segment = {
    startEventId: activity?.currentStart ?? openingOf(draft.key(span)),
    endEventId: draft.has(span, RUNNING) ? null : draft.end(span),
    outcome: draft.outcome(span),
  }
  draft.setActivity(span, { earlier: [...(activity?.earlier ?? []), segment], currentStart: at })
  resumeInPlace(draft, span)
}

/** Takes an end back, as if it had not come. */
export function resumeInPlace(draft: TreeDraft, span: Slot): void {
  draft.restarts++
  draft.close(span, { outcome: RUNNING, eventId: 0, inferred: false })
}

function closedBeforeRedrive(draft: TreeDraft, span: Slot): boolean {
  return (draft.has(span, FAILED) || draft.has(span, ABORTED)) && draft.end(span) < draft.lastRedriveId
}

/** Running, or closed by a failure that a redrive has since made up for. */
export function isLive(draft: TreeDraft, span: Slot): boolean {
  return draft.has(span, RUNNING) || (draft.lastRedriveId > 0 && closedBeforeRedrive(draft, span))
}

/** True once a visit's `*StateExited` is there. */
export function hasExited(draft: TreeDraft, visit: Slot): boolean {
  return draft.has(visit, SUCCEEDED) || draft.has(visit, CAUGHT)
}

interface Place {
  readonly parent: Slot
  /** False where the parent is only a stand-in until earlier events are loaded. */
  readonly placed: boolean
}

export function openVisit(
  draft: TreeDraft,
  event: HistoryEvent,
  visit: Place & { name: string; stateType: string },
): void {
  const { parent, placed, name, stateType } = visit
  takeUpAgain(draft, parent, event)
  const slot = draft.add({ key: spanKey(event.id), kind: STATE_VISIT, parent, placed, name, stateType })
  draft.assign(slot, event.id)
}

export function openAttempt(draft: TreeDraft, event: HistoryEvent, visit: Slot): void {
  takeUpAgain(draft, visit, event)
  const ordinal = lastAttemptOf(draft, visit) + 1
  const span = { key: spanKey(event.id), kind: TASK_ATTEMPT, parent: visit, placed: draft.placed(visit), ordinal }
  draft.assign(draft.add(span), event.id)
}

/** The number of the visit's last attempt; 0 before the first. */
export function lastAttemptOf(draft: TreeDraft, visit: Slot): number {
  let at = draft.lastChild(visit)
  while (at !== NONE && !draft.is(at, TASK_ATTEMPT)) at = draft.previousSibling(at)
  return at === NONE ? 0 : draft.ordinal(at)
}

/** A child of a Map or Parallel visit, or of none when it is not loaded: iteration, branch, map run. */
interface FanOutChild {
  readonly visit: Slot
  readonly index?: number
  readonly round: number
}

export function openIteration(draft: TreeDraft, event: HistoryEvent, child: FanOutChild): void {
  draft.assign(openChild(draft, event, child, MAP_ITERATION), event.id)
}

export function openMapRun(draft: TreeDraft, event: HistoryEvent, child: FanOutChild): void {
  draft.assign(openChild(draft, event, child, MAP_RUN), event.id)
}

/** A branch has no events of its own: its first visit's Entered opens both, and belongs to the visit. */
export function openBranch(draft: TreeDraft, event: HistoryEvent, child: FanOutChild): Slot {
  return openChild(draft, event, child, PARALLEL_BRANCH)
}

function openChild(draft: TreeDraft, event: HistoryEvent, child: FanOutChild, kind: number): Slot {
  const parent = child.visit === NONE ? ROOT : child.visit
  takeUpAgain(draft, parent, event)
  return draft.add({
    key: kind === PARALLEL_BRANCH ? branchKey(event.id) : spanKey(event.id),
    kind,
    parent,
    placed: draft.placed(child.visit),
    ordinal: child.index ?? 0,
    round: child.round,
  })
}
