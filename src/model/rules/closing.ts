import type { HistoryEvent } from '../../history/events.ts'
import type { SpanKey } from '../span.ts'
import type { DraftSpan, TreeDraft } from '../tree-draft.ts'

/**
 * A failure closes every span still open below the one that `record` belongs to. What lies on the path from the failing
 * event (the record's previous event) upwards failed; everything else, open attempts and map runs included, was aborted.
 * The `*StateAborted` events that AWS writes for it carry no name and so cannot do this.
 */
export function closeBelow(draft: TreeDraft, top: DraftSpan, record: HistoryEvent): void {
  const path = pathUp(draft, draft.spanOfEvent(record.previousEventId), top.key)
  const failing = draft.events.get(record.previousEventId) ?? record
  forEachOpenBelow(draft, top, span => close(draft.edit(span), failing, path.has(span.key)))
}

/** `ExecutionAborted` and `ExecutionTimedOut` follow from nothing in the history: all that is open was aborted then. */
export function abortBelow(draft: TreeDraft, top: DraftSpan, record: HistoryEvent): void {
  forEachOpenBelow(draft, top, span => close(draft.edit(span), record, false))
}

function close(span: DraftSpan, failing: HistoryEvent, onPath: boolean): void {
  const bearsFailure = span.kind === 'stateVisit' || span.kind === 'mapIteration' || span.kind === 'parallelBranch'
  span.outcome = onPath && bearsFailure ? 'failed' : 'aborted'
  span.endEventId = failing.id
  span.endedAt = failing.timestamp
  span.inferredEnd = true
}

function pathUp(draft: TreeDraft, from: DraftSpan | undefined, topKey: SpanKey): ReadonlySet<SpanKey> {
  const path = new Set<SpanKey>()
  for (let at = from; at !== undefined && at.key !== topKey; at = draft.parentOf(at)) path.add(at.key)
  return path
}

function forEachOpenBelow(draft: TreeDraft, top: DraftSpan, visit: (span: DraftSpan) => void): void {
  const pending = top.children.slice()
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    const span = draft.span(key)
    if (span === undefined) continue
    for (const child of span.children) pending.push(child)
    if (span.outcome === 'running') visit(span)
  }
}
