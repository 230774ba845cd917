import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { spanId } from '../../model/keys.ts'
import type { Span } from '../../model/span.ts'
import type { LinkPatch } from '../../state/use-link.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'

/** The span a link selects: the one it names, else that of its event. Undefined while not loaded, or for none. */
export function selectedSpan(tree: ExecutionTree | undefined, link: ViewLink): Span | undefined {
  if (tree === undefined) return undefined
  const named = link.span === undefined ? undefined : tree.spanById(link.span)
  return named ?? (link.event === undefined ? undefined : tree.spanOfEvent(link.event))
}

/** What to write into the link to select a span. A branch shares its opening event with its first visit: it needs its name. */
export function selectSpan(span: Span): LinkPatch {
  return { event: span.startEventId, span: span.kind === 'parallelBranch' ? spanId(span) : undefined }
}

/** What to write into the link to select an event. */
export function selectEvent(event: EventId): LinkPatch {
  return { event, span: undefined }
}

export const NO_SELECTION: LinkPatch = { event: undefined, span: undefined }

/** Why a link's event cannot be shown; undefined if it can, or if it is still to be loaded. */
export function eventProblem(
  event: EventId | undefined,
  total: number | undefined,
  running: boolean,
): string | undefined {
  if (event === undefined || total === undefined || event <= total) return undefined
  const soFar = running ? ' so far' : ''
  return `The link points at event #${event}, but this execution has ${formatCount(total)} events${soFar}.`
}
