import type { EventId, HistoryEvent } from '../../history/events.ts'
import { newAttempt, newBranch, newIteration, newMapRun, newVisit, type Opening } from '../new-spans.ts'
import { type Outcome, spanKey } from '../span.ts'
import type { DraftOf, DraftSpan, TreeDraft } from '../tree-draft.ts'

/** Hands an event to the span it belongs to; a span that a failure had closed before a redrive is taken up again. */
export function assign<S extends DraftSpan>(draft: TreeDraft, event: HistoryEvent, span: S): S {
  takeUpAgain(draft, span, event)
  const own = draft.edit(span)
  draft.assign(own, event.id)
  return own
}

/** Closes a span by an event of its own. */
export function end(draft: TreeDraft, span: DraftSpan, event: HistoryEvent, outcome: Outcome): void {
  const own = draft.edit(span)
  own.endEventId = event.id
  own.endedAt = event.timestamp
  own.outcome = outcome
  own.inferredEnd = false
}

/**
 * After `ExecutionRedriven` work resumes with no new Entered, Started or IterationStarted: whatever a failure had closed
 * runs again, with its ancestors, as soon as an event of it or of something in it arrives. Attempts and map runs stay
 * what they were: a redrive schedules new ones.
 */
export function takeUpAgain(draft: TreeDraft, span: DraftSpan, event: HistoryEvent): void {
  if (draft.lastRedriveId === 0) return
  for (let at: DraftSpan | undefined = span; at !== undefined; at = draft.parentOf(at)) {
    if (at.kind !== 'taskAttempt' && at.kind !== 'mapRun' && closedBeforeRedrive(draft, at))
      restart(draft, at, event.id)
  }
}

/** Makes a closed span run again; its stretch so far is kept as a segment. */
export function restart(draft: TreeDraft, span: DraftSpan, at: EventId): void {
  const own = draft.edit(span)
  own.earlierSegments = [
    ...own.earlierSegments,
    { startEventId: own.segmentStartEventId, endEventId: own.endEventId, outcome: own.outcome },
  ]
  own.segmentStartEventId = at
  resumeInPlace(own)
}

/** Takes an end back, as if it had not come. */
export function resumeInPlace(own: DraftSpan): void {
  own.outcome = 'running'
  own.endEventId = null
  own.endedAt = undefined
  own.inferredEnd = false
}

function closedBeforeRedrive(draft: TreeDraft, span: DraftSpan): boolean {
  return (
    (span.outcome === 'failed' || span.outcome === 'aborted') &&
    span.endEventId !== null &&
    span.endEventId < draft.lastRedriveId
  )
}

/** Running, or closed by a failure that a redrive has since made up for. */
export function isLive(draft: TreeDraft, span: DraftSpan): boolean {
  return span.outcome === 'running' || (draft.lastRedriveId > 0 && closedBeforeRedrive(draft, span))
}

/** True once a visit's `*StateExited` is there. */
export function hasExited(visit: DraftOf<'stateVisit'>): boolean {
  return visit.outcome === 'succeeded' || visit.outcome === 'caught'
}

interface Place {
  readonly parent: DraftSpan
  /** False where the parent is only a stand-in until earlier events are loaded. */
  readonly placed?: boolean
}

export function openVisit(
  draft: TreeDraft,
  event: HistoryEvent,
  place: Place & { name: string; stateType: string },
): DraftOf<'stateVisit'> {
  return enter(draft, event, newVisit(event, openingAt(draft, event, place), place))
}

export function openAttempt(
  draft: TreeDraft,
  event: HistoryEvent,
  place: { parent: DraftOf<'stateVisit'>; attempt: number },
): DraftOf<'taskAttempt'> {
  const task = { name: place.parent.name, attempt: place.attempt }
  return enter(draft, event, newAttempt(event, openingAt(draft, event, place), task))
}

export function openIteration(
  draft: TreeDraft,
  event: HistoryEvent,
  place: { parent: DraftOf<'stateVisit'>; index: number; round: number },
): DraftOf<'mapIteration'> {
  const item = { name: place.parent.name, index: place.index, round: place.round }
  return enter(draft, event, newIteration(event, openingAt(draft, event, place), item))
}

export function openMapRun(
  draft: TreeDraft,
  event: HistoryEvent,
  place: { parent: DraftSpan; round: number; mapRunArn: string | undefined },
): DraftOf<'mapRun'> {
  return enter(draft, event, newMapRun(event, openingAt(draft, event, place), place))
}

/** A branch has no events of its own: its first visit's Entered opens both, and belongs to the visit. */
export function openBranch(
  draft: TreeDraft,
  event: HistoryEvent,
  place: { parent: DraftOf<'stateVisit'>; index: number; round: number },
): DraftOf<'parallelBranch'> {
  const branch = newBranch(event, openingAt(draft, event, place), place)
  takeUpAgain(draft, place.parent, event)
  draft.add(branch)
  return branch
}

function openingAt(draft: TreeDraft, event: HistoryEvent, place: Place): Opening {
  const { parent, placed = parent.placed } = place
  return { key: spanKey(event.id), parentKey: parent.key, placed, owner: draft.owner }
}

function enter<S extends DraftSpan>(draft: TreeDraft, event: HistoryEvent, span: S): S {
  takeUpAgain(draft, span, event)
  draft.assign(span, event.id)
  draft.add(span)
  return span
}
