import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionTree } from './execution-tree.ts'
import type { Outcome, Span } from './span.ts'

/** A time in which a span was active. */
export interface Stretch {
  readonly from: Millis
  /** Undefined while active; never before `from`. */
  readonly to: Millis | undefined
  readonly outcome: Outcome
  readonly startEventId: EventId
  readonly endEventId: EventId | null
}

/** A time in which a span had ended and was not taken up again yet. */
export interface IdleTime {
  readonly from: Millis
  readonly to: Millis
}

/**
 * When a span was active: one stretch from its start to its end for nearly all. Where a redrive took it up again, one more,
 * which begins with the span's first event after the redrive (of the execution that is `ExecutionRedriven` itself): until
 * then nothing of it was at work. This is the one answer to the question; whatever draws or sums up times asks it here.
 */
export function stretchesOf(tree: ExecutionTree, span: Span): readonly Stretch[] {
  if (span.earlierSegments.length === 0) {
    return [stretch(span, { from: span.startedAt, to: span.endedAt, startEventId: span.startEventId })]
  }
  const timeOf = (id: EventId) => tree.event(id)?.timestamp ?? span.startedAt
  const stretches = span.earlierSegments.map(({ startEventId, endEventId, outcome }, at) =>
    stretch(
      { outcome, endEventId: endEventId ?? startEventId },
      {
        from: at === 0 ? span.startedAt : timeOf(startEventId),
        to: timeOf(endEventId ?? startEventId),
        startEventId,
      },
    ),
  )
  const startEventId = span.segmentStartEventId
  stretches.push(stretch(span, { from: timeOf(startEventId), to: span.endedAt, startEventId }))
  return stretches
}

function stretch(
  { outcome, endEventId }: Pick<Stretch, 'outcome' | 'endEventId'>,
  { from, to, startEventId }: Pick<Stretch, 'from' | 'to' | 'startEventId'>,
): Stretch {
  return { from, to: to === undefined ? undefined : Math.max(from, to), outcome, startEventId, endEventId }
}

/** The times between a span's stretches, in order. Empty for nearly all. */
export function idleTimesOf(tree: ExecutionTree, span: Span): readonly IdleTime[] {
  if (span.earlierSegments.length === 0) return []
  const idle: IdleTime[] = []
  let endedAt: Millis | undefined
  for (const { from, to } of stretchesOf(tree, span)) {
    if (endedAt !== undefined && from > endedAt) idle.push({ from: endedAt, to: from })
    endedAt = to
  }
  return idle
}

/** How long a span was active, in ms; one that still runs, up to `now`. Idle time before a redrive does not count. */
export function activeMs(tree: ExecutionTree, span: Span, now: Millis): Millis {
  if (span.earlierSegments.length === 0) return Math.max(0, (span.endedAt ?? now) - span.startedAt)
  return stretchesOf(tree, span).reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0)
}
