import type { EventId } from '../../history/events.ts'
import {
  CAUGHT,
  FAILED,
  NONE,
  ROOT,
  RUNNING,
  type Slot,
  STATE_VISIT,
  SUCCEEDED,
  TASK_ATTEMPT,
  TIMED_OUT,
} from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import type { Knowledge } from './knowledge.ts'

/*
 * Ends that are not in the history, told by what came after: a state is over when the next one of its sequence was entered, all
 * in a container when the container was left, and everything when the execution ended. When exactly is not known: at the
 * latest with that event.
 */

/** Everything open below a span that ended well is over. */
export function endBelow(known: Knowledge, top: Slot, eventId: EventId): void {
  const { draft, recency } = known
  if (recency.isOverBelow(top)) return
  const pending = [draft.lastChild(top)]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === NONE) continue
    pending.push(draft.previousSibling(at))
    if (!recency.isOverBelow(at)) pending.push(draft.lastChild(at))
    if (draft.has(at, RUNNING)) endUnseen(draft, at, eventId)
  }
  recency.markOverBelow(top, eventId)
}

/** The visits of a sequence before its latest one are over. One that had failed must have been caught, or nothing came after it. */
export function endFormer(known: Knowledge, visit: Slot, eventId: EventId): void {
  const { draft } = known
  const former = draft.previousSibling(visit)
  if (former === NONE || !draft.is(former, STATE_VISIT)) return
  if (draft.has(former, FAILED)) endUnseen(draft, former, eventId)
  if (!draft.has(former, RUNNING)) return
  endBelow(known, former, eventId)
  endUnseen(draft, former, eventId)
}

/** An attempt that was followed by another had not succeeded. */
export function endFormerAttempt({ draft, recency }: Knowledge, attempt: Slot, eventId: EventId): void {
  for (const at of recency.runningBefore(attempt)) {
    draft.close(at, { outcome: FAILED, eventId, inferred: true })
    draft.markEnding(at, false)
  }
}

/** After the end of the execution nothing runs: what is still open was over at its last event, or when all ended. */
export function endLeftOver({ draft, recency }: Knowledge): void {
  if (draft.has(ROOT, RUNNING)) return
  for (let slot = ROOT + 1; slot <= draft.spanCount; slot++) {
    if (draft.has(slot, RUNNING)) endUnseen(draft, slot, Math.max(draft.end(ROOT), recency.lastWithin(slot)))
  }
}

function endUnseen(draft: TreeDraft, span: Slot, eventId: EventId): void {
  draft.close(span, { outcome: outcomeUnseen(draft, span), eventId, inferred: true })
  draft.markEnding(span, false)
}

/** What went on was not stopped by what was in it: it succeeded, or a Catch took its failure. */
function outcomeUnseen(draft: TreeDraft, span: Slot): number {
  if (!draft.is(span, STATE_VISIT)) return SUCCEEDED
  if (draft.has(span, FAILED)) return CAUGHT
  const last = draft.lastChild(span)
  const hasFailed = draft.is(last, TASK_ATTEMPT) && (draft.has(last, FAILED) || draft.has(last, TIMED_OUT))
  return hasFailed ? CAUGHT : SUCCEEDED
}

/** The innermost visit open below a span, where there is only one; NONE where several are. */
export function onlyOpenVisit(draft: TreeDraft, top: Slot): Slot {
  let only = NONE
  const pending = [draft.lastChild(top)]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === NONE) continue
    pending.push(draft.previousSibling(at))
    if (!draft.has(at, RUNNING)) continue
    const inside = pending.length
    pending.push(draft.lastChild(at))
    if (!draft.is(at, STATE_VISIT) || hasOpenVisit(draft, at)) continue
    if (only !== NONE) return NONE
    only = at
    pending.length = inside
  }
  return only
}

function hasOpenVisit(draft: TreeDraft, span: Slot): boolean {
  const pending = [draft.lastChild(span)]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === NONE) continue
    pending.push(draft.previousSibling(at))
    if (!draft.has(at, RUNNING)) continue
    if (draft.is(at, STATE_VISIT)) return true
    pending.push(draft.lastChild(at))
  }
  return false
}
