import type { EventId, HistoryEvent } from '../../history/events.ts'
import { CAUGHT, NONE, PARALLEL_BRANCH, type Slot, STATE_VISIT, SUCCEEDED } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { containerOfType, sequenceOf, UNKNOWN_NAME, visitToLeave } from './climb.ts'
import { standInVisit } from './provisional.ts'
import { roundStartedBy } from './rounds.ts'
import { assign, end, hasExited, openBranch, openVisit, resumeInPlace } from './spans.ts'

/** `*StateEntered` opens a visit in the enclosing sequence; straight after `ParallelStateStarted` it opens a branch first. */
export function placeEntered(stateType: string) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    const name = nameIn(event)
    const follows = draft.events.get(event.previousEventId)?.type
    if (follows === 'ParallelStateStarted' && draft.is(from, STATE_VISIT)) {
      enterBranch(draft, event, { parallel: from, name, stateType })
      return
    }
    const sequence = sequenceOf(draft, from)
    enterSequence(draft, event, { sequence, placed: draft.placed(from) && draft.placed(sequence), name, stateType })
  }
}

interface NewVisit {
  readonly name: string
  readonly stateType: string
}

/** The first visit of a new branch. */
export function enterBranch(draft: TreeDraft, event: HistoryEvent, visit: NewVisit & { parallel: Slot }): void {
  const { parallel, name, stateType } = visit
  const parent = nextBranch(draft, event, parallel)
  openVisit(draft, event, { parent, placed: draft.placed(parallel), name, stateType })
}

/** The next visit of an execution, iteration or branch. */
export function enterSequence(
  draft: TreeDraft,
  event: HistoryEvent,
  visit: NewVisit & { sequence: Slot; placed: boolean },
): void {
  const { sequence, placed, name, stateType } = visit
  // A branch counts as over once its last visit was left: another visit shows that it was not.
  if (draft.is(sequence, PARALLEL_BRANCH) && draft.has(sequence, SUCCEEDED)) resumeInPlace(draft, sequence)
  openVisit(draft, event, { parent: sequence, placed, name, stateType })
}

/** There is no branch event and no branch index: the ordinal is the order of first events within the round. */
function nextBranch(draft: TreeDraft, event: HistoryEvent, visit: Slot): Slot {
  const round = roundStartedBy(draft, visit, event.previousEventId)
  let before = draft.lastChild(visit)
  while (before !== NONE && !(draft.is(before, PARALLEL_BRANCH) && draft.round(before) === round)) {
    before = draft.previousSibling(before)
  }
  const index = before === NONE ? 0 : draft.ordinal(before) + 1
  return openBranch(draft, event, { visit, index, round })
}

/**
 * `*StateExited` climbs to the visit with that name. For a Map or Parallel it points at the last event inside, the same
 * one as `*StateSucceeded`. A visit left straight after a failure was caught: only the failed event tells.
 */
export function placeExited(stateType: string) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    const state = { name: nameIn(event), stateType }
    const found = visitToLeave(draft, from, state)
    const visit =
      found === NONE && draft.beyondGap ? succeededBefore(draft, event) || standInVisit(draft, event, state) : found
    if (visit === NONE) {
      draft.report(event, `no open ${stateType} state named "${state.name}" leads to this ${event.type}`)
      assign(draft, event, from)
      return
    }
    assign(draft, event, visit)
    if (!draft.beginningLoaded(visit)) draft.rename(visit, state)
    end(draft, visit, event, followsFailure(draft, event) ? CAUGHT : SUCCEEDED)
    const parent = draft.parent(visit)
    if (draft.is(parent, PARALLEL_BRANCH)) end(draft, parent, event, SUCCEEDED)
  }
}

/** Beyond a gap: `*StateSucceeded`, just before and following from the same event, speaks of the same visit. */
function succeededBefore(draft: TreeDraft, event: HistoryEvent): Slot {
  const before = draft.events.get(event.id - 1)
  if (before?.previousEventId !== event.previousEventId) return NONE
  return before.type === event.type.replace('StateExited', 'StateSucceeded') ? draft.slotOfEvent(before.id) : NONE
}

function followsFailure(draft: TreeDraft, event: HistoryEvent): boolean {
  const type = draft.events.get(event.previousEventId)?.type
  return type !== undefined && (type.endsWith('Failed') || type.endsWith('TimedOut'))
}

/**
 * `EvaluationFailed` usually points at the event before its state's Entered (for Wait: at the Entered), sometimes at
 * nothing: the state it names decides, in the sequence it points into.
 */
export function placeEvaluationFailed(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  const state = event.details?.['state']
  const name = typeof state === 'string' ? state : UNKNOWN_NAME
  const visit = visitInCause(draft, event, name) || evaluatedVisit(draft, from, name)
  if (visit !== NONE) {
    assign(draft, event, visit)
  } else if (draft.beyondGap) {
    assign(draft, event, standInVisit(draft, event, { name, stateType: UNKNOWN_NAME }))
  } else {
    draft.report(event, `no open state named "${name}" near event ${event.previousEventId}`)
    assign(draft, event, from)
  }
}

/** The event that entered the failing state, where the cause of a failure names it: `(entered at the event id #9)`. */
export function entryNamed(event: HistoryEvent): EventId | undefined {
  const cause = event.details?.['cause']
  if (typeof cause !== 'string') return undefined
  const entered = /\(entered at the event id #(\d{1,9})\)/.exec(cause.slice(0, 1000))?.[1]
  return entered === undefined ? undefined : Number(entered)
}

/** The cause says `(entered at the event id #N)`: the only sure sign where branches are in states of the same name. */
function visitInCause(draft: TreeDraft, event: HistoryEvent, name: string): Slot {
  const entered = entryNamed(event)
  const visit = entered === undefined ? NONE : draft.slotOfEvent(entered)
  return draft.is(visit, STATE_VISIT) && draft.name(visit) === name ? visit : NONE
}

function evaluatedVisit(draft: TreeDraft, from: Slot, name: string): Slot {
  for (let at = from; at !== NONE; at = draft.parent(at)) if (isOpenVisit(draft, at, name)) return at
  for (let at = draft.lastChild(sequenceOf(draft, from)); at !== NONE; at = draft.previousSibling(at)) {
    if (isOpenVisit(draft, at, name)) return at
  }
  return inFreshBranch(draft, from, name)
}

/** Pointing at ParallelStateStarted: one of the branches' first states, and one that has come no further yet. */
function inFreshBranch(draft: TreeDraft, parallel: Slot, name: string): Slot {
  if (!draft.is(parallel, STATE_VISIT)) return NONE
  const firstStates = draft.children(parallel).map(branch => draft.lastChild(branch))
  const isFresh = (visit: Slot) => draft.lastChild(visit) === NONE && draft.eventsOf(visit).length === 1
  return firstStates.find(visit => isOpenVisit(draft, visit, name) && isFresh(visit)) ?? NONE
}

function isOpenVisit(draft: TreeDraft, span: Slot, name: string): boolean {
  return draft.is(span, STATE_VISIT) && draft.name(span) === name && !hasExited(draft, span)
}

/**
 * `*StateAborted` is nameless and points at someone else's failure, so it says nothing about one state: it goes to the
 * Map or Parallel whose failure wrote it, and closes nothing.
 */
export function placeStateAborted(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  assign(draft, event, containerOfType(draft, from) || from)
}

function nameIn(event: HistoryEvent): string {
  const name = event.details?.['name']
  return typeof name === 'string' ? name : UNKNOWN_NAME
}
