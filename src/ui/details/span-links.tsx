import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'

interface SpanLinksProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly onSelect: (eventId: EventId) => void
}

/** Where a span leads: events named in its cause, child executions, functions, logs. */
export function SpanLinks(_: SpanLinksProps) {
  return null
}
