import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'

export interface Stretch {
  readonly from: Millis
  readonly to: Millis
}

/**
 * When a span was active: once, from start to end, for nearly all; one stretch more for every redrive that took it up again.
 * What is still running ends at `end`.
 */
export function activeStretches(tree: ExecutionTree, span: Span, end: Millis): readonly Stretch[] {
  const until = span.endedAt ?? end
  if (span.earlierSegments.length === 0) return [{ from: span.startedAt, to: Math.max(span.startedAt, until) }]
  const stretches: Stretch[] = []
  for (const { startEventId, endEventId } of span.earlierSegments) {
    const from = tree.event(startEventId)?.timestamp ?? span.startedAt
    const to = endEventId === null ? from : (tree.event(endEventId)?.timestamp ?? from)
    stretches.push({ from, to: Math.max(from, to) })
  }
  const from = tree.event(span.segmentStartEventId)?.timestamp ?? span.startedAt
  stretches.push({ from, to: Math.max(from, until) })
  return stretches
}
