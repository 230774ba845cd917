import type { StateMachineDefinition } from '../history/definition.ts'
import { errorOf } from '../history/event-fields.ts'
import type { EventId } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { failureOf } from './failures.ts'
import { failureThatEnded } from './first-hand.ts'

/** The error that ended a span. */
export interface SpanError {
  /** The failure's first record: inside the span, or its own. */
  readonly eventId: EventId
  readonly error: string | undefined
  readonly cause: string | undefined
}

/**
 * What a span failed by, or what a Catch took: of a container or iteration the failure inside that ended it, never one that was
 * retried or caught before. Undefined where it did not fail; of one that was stopped only what its own end says.
 */
export function spanErrorOf(
  tree: ExecutionTree,
  span: Span,
  definition?: StateMachineDefinition,
): SpanError | undefined {
  const failure = failureThatEnded(tree, span)
  if (failure !== undefined) {
    const { eventId, error, causeText: cause } = failureOf(tree, failure, definition)
    return error === undefined && cause === undefined ? undefined : { eventId, error, cause }
  }
  const end = span.endEventId === null || span.inferredEnd ? undefined : tree.event(span.endEventId)
  const told = end === undefined ? undefined : errorOf(end)
  return end === undefined || told === undefined ? undefined : { eventId: end.id, error: told.error, cause: told.cause }
}
