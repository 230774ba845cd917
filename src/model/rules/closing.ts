import type { HistoryEvent } from '../../history/events.ts'
import { ABORTED, FAILED, MAP_ITERATION, NONE, PARALLEL_BRANCH, RUNNING, type Slot, STATE_VISIT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'

/**
 * A failure closes every span still open below the one that `record` belongs to. What lies on the path from the failing
 * event (the record's previous event) upwards failed; everything else, open attempts and map runs included, was aborted.
 * The `*StateAborted` events that AWS writes for it carry no name and so cannot do this.
 */
export function closeBelow(draft: TreeDraft, top: Slot, record: HistoryEvent): void {
  const failingId = record.previousEventId === 0 ? record.id : record.previousEventId
  const path = pathUp(draft, draft.slotOfEvent(record.previousEventId), top)
  forEachOpenBelow(draft, top, span => {
    const outcome = path.has(span) && bearsFailure(draft, span) ? FAILED : ABORTED
    draft.close(span, { outcome, eventId: failingId, inferred: true })
  })
}

/** `ExecutionAborted` and `ExecutionTimedOut` follow from nothing in the history: all that is open was aborted then. */
export function abortBelow(draft: TreeDraft, top: Slot, record: HistoryEvent): void {
  forEachOpenBelow(draft, top, span => draft.close(span, { outcome: ABORTED, eventId: record.id, inferred: true }))
}

function bearsFailure(draft: TreeDraft, span: Slot): boolean {
  return draft.is(span, STATE_VISIT) || draft.is(span, MAP_ITERATION) || draft.is(span, PARALLEL_BRANCH)
}

function pathUp(draft: TreeDraft, from: Slot, top: Slot): ReadonlySet<Slot> {
  const path = new Set<Slot>()
  for (let at = from; at !== NONE && at !== top; at = draft.parent(at)) path.add(at)
  return path
}

function forEachOpenBelow(draft: TreeDraft, top: Slot, visit: (span: Slot) => void): void {
  const pending = [draft.lastChild(top)]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === NONE) continue
    pending.push(draft.previousSibling(at), draft.lastChild(at))
    if (draft.has(at, RUNNING)) visit(at)
  }
}
