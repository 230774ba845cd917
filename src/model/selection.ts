import type { EventId } from '../history/events.ts'
import type { ExecutionTree } from './execution-tree.ts'
import { spanId } from './keys.ts'
import type { Span, SpanId } from './span.ts'

/** What is selected: an event, or a span where no event of its own names it (a branch). This is what links hold. */
export interface Selection {
  readonly event?: EventId | undefined
  readonly span?: SpanId | undefined
}

/** Both named, so that it takes out of a link what was selected before. */
export const NO_SELECTION: Selection = { event: undefined, span: undefined }

/** The selection of a span, at one of the events that concern it; by default where it began. */
export function selectionOf(tree: ExecutionTree, span: Span, event: EventId = span.startEventId): Selection {
  const told = tree.spanOfEvent(event)?.key === span.key
  return { event, span: told ? undefined : spanId(span) }
}

/** The selection of an event, and with it of its span. */
export function selectionAt(event: EventId): Selection {
  return { event, span: undefined }
}

/** The span that is selected: the one named, else that of the event. Undefined while not loaded, or for none. */
export function selectedSpan(tree: ExecutionTree, { event, span }: Selection): Span | undefined {
  const named = span === undefined ? undefined : tree.spanById(span)
  return named ?? (event === undefined ? undefined : tree.spanOfEvent(event))
}
