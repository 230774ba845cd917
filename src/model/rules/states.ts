import type { HistoryEvent } from '../../history/events.ts'
import type { DraftOf, DraftSpan, TreeDraft } from '../tree-draft.ts'
import { container, sequenceOf, UNKNOWN_NAME, visitToLeave } from './climb.ts'
import { standInVisit } from './provisional.ts'
import { assign, end, hasExited, openBranch, openVisit, resumeInPlace } from './spans.ts'

/** `*StateEntered` opens a visit in the enclosing sequence; straight after `ParallelStateStarted` it opens a branch first. */
export function placeEntered(stateType: string) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const name = nameIn(event)
    const follows = draft.events.get(event.previousEventId)?.type
    if (follows === 'ParallelStateStarted' && from.kind === 'stateVisit') {
      openVisit(draft, event, { parent: nextBranch(draft, event, from), name, stateType })
      return
    }
    const sequence = sequenceOf(draft, from)
    // A branch counts as over once its last visit was left: another visit shows that it was not.
    if (sequence.kind === 'parallelBranch' && sequence.outcome === 'succeeded') resumeInPlace(draft.edit(sequence))
    openVisit(draft, event, { parent: sequence, placed: from.placed && sequence.placed, name, stateType })
  }
}

/** There is no branch event and no branch index: the ordinal is the order of first events within the round. */
function nextBranch(draft: TreeDraft, event: HistoryEvent, visit: DraftOf<'stateVisit'>): DraftSpan {
  const round = visit.rounds.indexOf(event.previousEventId) + 1
  let index = 0
  for (const key of visit.children) {
    const sibling = draft.span(key)
    if (sibling?.kind === 'parallelBranch' && sibling.round === round) index++
  }
  return openBranch(draft, event, { parent: visit, index, round })
}

/**
 * `*StateExited` climbs to the visit with that name. For a Map or Parallel it points at the last event inside, the same
 * one as `*StateSucceeded`. A visit left straight after a failure was caught: only the failed event tells.
 */
export function placeExited(stateType: string) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const state = { name: nameIn(event), stateType }
    const visit = visitToLeave(draft, from, state) ?? (draft.beyondGap ? standInVisit(draft, event, state) : undefined)
    if (visit === undefined) {
      draft.report(event, `no open ${stateType} state named "${state.name}" leads to this ${event.type}`)
      assign(draft, event, from)
      return
    }
    const left = assign(draft, event, visit)
    if (!left.beginningLoaded) Object.assign(left, state)
    end(draft, left, event, followsFailure(draft, event) ? 'caught' : 'succeeded')
    const branch = draft.parentOf(left)
    if (branch?.kind === 'parallelBranch') end(draft, branch, event, 'succeeded')
  }
}

function followsFailure(draft: TreeDraft, event: HistoryEvent): boolean {
  const type = draft.events.get(event.previousEventId)?.type
  return type !== undefined && (type.endsWith('Failed') || type.endsWith('TimedOut'))
}

/**
 * `EvaluationFailed` usually points at the event before its state's Entered (for Wait: at the Entered), sometimes at
 * nothing: the state it names decides, in the sequence it points into.
 */
export function placeEvaluationFailed(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void {
  const state = event.details?.['state']
  const visit =
    visitInCause(draft, event) ?? (typeof state === 'string' ? evaluatedVisit(draft, from, state) : undefined)
  if (visit !== undefined) {
    assign(draft, event, visit)
  } else if (draft.beyondGap) {
    assign(draft, event, standInVisit(draft, event, { name: String(state ?? UNKNOWN_NAME), stateType: UNKNOWN_NAME }))
  } else {
    draft.report(event, `no open state named "${String(state)}" near event ${event.previousEventId}`)
    assign(draft, event, from)
  }
}

/** The cause says `(entered at the event id #N)`: the only sure sign where branches are in states of the same name. */
function visitInCause(draft: TreeDraft, event: HistoryEvent): DraftSpan | undefined {
  const cause = event.details?.['cause']
  if (typeof cause !== 'string') return undefined
  const entered = /\(entered at the event id #(\d{1,9})\)/.exec(cause.slice(0, 1000))?.[1]
  const visit = entered === undefined ? undefined : draft.spanOfEvent(Number(entered))
  return visit?.kind === 'stateVisit' && visit.name === event.details?.['state'] ? visit : undefined
}

function evaluatedVisit(draft: TreeDraft, from: DraftSpan, name: string): DraftSpan | undefined {
  for (let at: DraftSpan | undefined = from; at !== undefined; at = draft.parentOf(at)) {
    if (at.kind === 'stateVisit' && at.name === name && !hasExited(at)) return at
  }
  const inSequence = openVisitIn(draft, sequenceOf(draft, from), name)
  if (inSequence !== undefined || from.kind !== 'stateVisit') return inSequence
  // Pointing at ParallelStateStarted: one of the branches' first states, and one that has come no further yet.
  for (const key of from.children) {
    const branch = draft.span(key)
    const found = branch && openVisitIn(draft, branch, name)
    if (found?.children.length === 0 && found.events.length === 1) return found
  }
  return undefined
}

function openVisitIn(draft: TreeDraft, sequence: DraftSpan, name: string): DraftSpan | undefined {
  for (let at = sequence.children.length - 1; at >= 0; at--) {
    const visit = draft.span(sequence.children[at])
    if (visit?.kind === 'stateVisit' && visit.name === name && !hasExited(visit)) return visit
  }
  return undefined
}

/**
 * `*StateAborted` is nameless and points at someone else's failure, so it says nothing about one state: it goes to the
 * Map or Parallel whose failure wrote it, and closes nothing.
 */
export function placeStateAborted(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void {
  assign(draft, event, container(draft, from) ?? from)
}

function nameIn(event: HistoryEvent): string {
  const name = event.details?.['name']
  return typeof name === 'string' ? name : UNKNOWN_NAME
}
