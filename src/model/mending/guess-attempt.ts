import type { HistoryEvent } from '../../history/events.ts'
import { FAILED, NONE, type Slot, TASK_ATTEMPT, TIMED_OUT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { familyOf, nameOf } from './event-family.ts'
import { type Knowledge, longestUnheard } from './knowledge.ts'

/** The Task visit that schedules: one just entered before one that waits to retry, each in order of its last event. */
export function guessTask(known: Knowledge, event: HistoryEvent): Slot {
  const { draft, open } = known
  const calls = known.calls.sameAs(event)
  const waiting = open.tasks.filter(visit => isWaiting(draft, visit, calls))
  const fresh = waiting.find(visit => lastAttempt(draft, visit) === NONE)
  if (fresh !== undefined) return fresh
  return longestUnheard(known, waiting) ?? open.tasks.at(-1) ?? NONE
}

/** The Task visit that an attempt whose Scheduled is missing belongs to. */
export function taskOfLostAttempt({ draft, open }: Knowledge): Slot {
  return open.tasks.find(visit => lastAttempt(draft, visit) === NONE) ?? open.tasks.at(-1) ?? NONE
}

/**
 * The attempt that goes on or ends: of several the one whose state is left next, since its Exited follows at once and has a
 * name; else the one that has been at it longest.
 */
export function guessAttempt(known: Knowledge, event: HistoryEvent): Slot {
  const isLikely = known.calls.likelyFor(event)
  if (familyOf(event) === 'progress') return known.open.attempts.find(isLikely) ?? NONE
  const running = known.open.attempts.filter(isLikely)
  if (running.length < 2) return running[0] ?? NONE
  return leftNext(known, event, running) ?? running[0] ?? NONE
}

function leftNext(known: Knowledge, event: HistoryEvent, running: readonly Slot[]): Slot | undefined {
  const { draft, outlook } = known
  const names = new Set(running.map(attempt => draft.name(draft.parent(attempt))))
  // A failed attempt may be tried again long before its state is left: only what follows at once speaks of it.
  const sight = event.type.endsWith('Succeeded') ? undefined : 1
  const exited = outlook.next(event.id, next => next.type === 'TaskStateExited' && names.has(nameOf(next)), sight)
  if (exited === undefined) return undefined
  const likely = running.filter(attempt => draft.name(draft.parent(attempt)) === nameOf(exited))
  const visits = likely.map(attempt => draft.parent(attempt))
  const ending = likely.length < 2 ? undefined : known.endingSoon(visits, exited.id)
  return likely.find(attempt => draft.parent(attempt) === ending) ?? likely[0]
}

function isWaiting(draft: TreeDraft, visit: Slot, calls: (attempt: Slot) => boolean): boolean {
  const attempt = lastAttempt(draft, visit)
  if (attempt === NONE) return true
  return (draft.has(attempt, FAILED) || draft.has(attempt, TIMED_OUT)) && calls(attempt)
}

function lastAttempt(draft: TreeDraft, visit: Slot): Slot {
  for (let at = draft.lastChild(visit); at !== NONE; at = draft.previousSibling(at)) {
    if (draft.is(at, TASK_ATTEMPT)) return at
  }
  return NONE
}
