import type { EventId, HistoryEvent } from '../../history/events.ts'
import { ABORTED, FAILED, MAP_ITERATION, NONE, PARALLEL_BRANCH, RUNNING, type Slot, STATE_VISIT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'

/**
 * A failure closes every span still open below the one that `record` belongs to. What lies on the path from the failing
 * event (the record's previous event) upwards failed; everything else, open attempts and map runs included, was aborted.
 * The `*StateAborted` events that AWS writes for it carry no name and so cannot do this.
 */
export function closeBelow(draft: TreeDraft, top: Slot, record: HistoryEvent): void {
  const failingId = record.previousEventId === 0 ? record.id : record.previousEventId
  const told = draft.slotOfEvent(record.previousEventId)
  const guessed = told === NONE ? (draft.guess?.failedBelow(top) ?? NONE) : NONE
  const path = pathUp(draft, told || guessed, top)
  forEachOpenBelow(draft, top, span => {
    const isMissing = guessed !== NONE && draft.parent(span) === guessed
    if (isMissing || (path.has(span) && bearsFailure(draft, span))) {
      draft.close(span, { outcome: FAILED, eventId: failingId, inferred: true, failingId })
    } else abort(draft, span, { endId: failingId, failingId })
  })
}

/**
 * `MapIterationAborted`: nothing in the iteration failed. It follows from a failure elsewhere, and then all stopped with that;
 * emulators let it follow from the iteration's own last event, and then all that was open lasted until now.
 */
export function abortIteration(draft: TreeDraft, iteration: Slot, record: HistoryEvent): void {
  const failingId = record.previousEventId === 0 ? record.id : record.previousEventId
  const isWithin = isBelow(draft, draft.slotOfEvent(record.previousEventId), iteration)
  const endId = isWithin ? record.id : failingId
  forEachOpenBelow(draft, iteration, span => abort(draft, span, { endId, failingId }))
}

/** `ExecutionAborted` and `ExecutionTimedOut` follow from nothing in the history: all that is open was aborted then. */
export function abortBelow(draft: TreeDraft, top: Slot, record: HistoryEvent): void {
  const close = { outcome: ABORTED, eventId: record.id, inferred: true, failingId: record.id }
  forEachOpenBelow(draft, top, span => draft.close(span, close))
}

/** Siblings of what failed work on until they are stopped: what was aborted lasted at least until its last event. */
function abort(draft: TreeDraft, span: Slot, { endId, failingId }: { endId: EventId; failingId: EventId }): void {
  const eventId = Math.max(endId, lastEventWithin(draft, span))
  draft.close(span, { outcome: ABORTED, eventId, inferred: true, failingId })
}

/** The last event of a span or of anything in it. */
function lastEventWithin(draft: TreeDraft, span: Slot): EventId {
  let last = 0
  const pending = [span]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    last = Math.max(last, draft.lastEvent(at))
    for (let child = draft.lastChild(at); child !== NONE; child = draft.previousSibling(child)) pending.push(child)
  }
  return last
}

function bearsFailure(draft: TreeDraft, span: Slot): boolean {
  return draft.is(span, STATE_VISIT) || draft.is(span, MAP_ITERATION) || draft.is(span, PARALLEL_BRANCH)
}

function pathUp(draft: TreeDraft, from: Slot, top: Slot): ReadonlySet<Slot> {
  const path = new Set<Slot>()
  for (let at = from; at !== NONE && at !== top; at = draft.parent(at)) path.add(at)
  return path
}

function isBelow(draft: TreeDraft, span: Slot, top: Slot): boolean {
  for (let at = span; at !== NONE; at = draft.parent(at)) if (at === top) return true
  return false
}

function forEachOpenBelow(draft: TreeDraft, top: Slot, visit: (span: Slot) => void): void {
  const pending = [draft.lastChild(top)]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === NONE) continue
    pending.push(draft.previousSibling(at), draft.lastChild(at))
    if (draft.has(at, RUNNING)) visit(at)
  }
}
