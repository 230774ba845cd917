import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome, Span } from '../model/span.ts'

/** A stretch of activity of a span in time. */
export interface TimedSegment {
  readonly from: Millis
  /** Undefined while active. */
  readonly to: Millis | undefined
  readonly outcome: Outcome
  readonly startEventId: EventId
  readonly endEventId: EventId | null
}

/**
 * A span's stretches of activity in order: one for nearly all, more where a redrive took it up again. The stretch after a
 * redrive starts at its `ExecutionRedriven`, since work resumes without a new Entered.
 */
export function timedSegments(tree: ExecutionTree, span: Span): readonly TimedSegment[] {
  const segments: TimedSegment[] = []
  let startEventId = span.startEventId
  for (const segment of span.earlierSegments) {
    const endEventId = segment.endEventId ?? segment.startEventId
    segments.push({
      from: timeOf(tree, segment.startEventId) ?? span.startedAt,
      to: timeOf(tree, endEventId) ?? span.startedAt,
      outcome: segment.outcome,
      startEventId: segment.startEventId,
      endEventId,
    })
    startEventId = tree.root.redrives.find(redrive => redrive > endEventId) ?? endEventId
  }
  segments.push({
    from: span.earlierSegments.length === 0 ? span.startedAt : (timeOf(tree, startEventId) ?? span.startedAt),
    to: span.endedAt,
    outcome: span.outcome,
    startEventId,
    endEventId: span.endEventId,
  })
  return segments
}

function timeOf(tree: ExecutionTree, id: EventId): Millis | undefined {
  return tree.event(id)?.timestamp
}
