import type { EventId, HistoryEvent } from '../history/events.ts'
import type { Outcome, Segment, SpanKey, SpanKind } from './span.ts'

/** A span's number within a draft: 1, 2, 3… in order of making; 0 for none. */
export type Slot = number
export const NONE: Slot = 0
export const ROOT: Slot = 1

/*
 * Spans are rows of numbers, not objects: a history of 25,000 events is built in a few milliseconds and leaves nothing
 * to collect. Objects are made of them when someone asks (`LoadedTree`). Children and events are lists linked from the last
 * to the first: a new one writes to its own row and its parent's, never to rows long finished, which would be copied.
 */
export const KEY = 0
export const PARENT = 1
export const KIND = 2
export const OUTCOME = 3
export const FLAGS = 4
export const END = 5
export const NAME = 6
export const STATE_TYPE = 7
export const ORDINAL = 8
export const ROUND = 9
export const LAST_CHILD = 10
export const PREVIOUS_SIBLING = 11
export const LAST_EVENT = 12
export const STAMP = 13
/** Of a span that a failure elsewhere closed: the failing event. */
export const FAILING = 14
export const SPAN_WIDTH_BITS = 4

/** Per event: the span it belongs to, the same span's event before it, the span and the branch it opened. */
export const SPAN_OF = 0
export const PREVIOUS_OWN = 1
export const OPENED = 2
export const OPENED_ODD = 3
export const EVENT_WIDTH_BITS = 2

export const KINDS: readonly SpanKind[] = [
  'execution',
  'stateVisit',
  'taskAttempt',
  'mapIteration',
  'parallelBranch',
  'mapRun',
]
export const EXECUTION = 0
export const STATE_VISIT = 1
export const TASK_ATTEMPT = 2
export const MAP_ITERATION = 3
export const PARALLEL_BRANCH = 4
export const MAP_RUN = 5

/** By the code that a span's row holds: 0, what a fresh row has, is `running`. */
export const OUTCOME_OF_CODE: readonly Outcome[] = ['running', 'succeeded', 'failed', 'caught', 'timedOut', 'aborted']
export const RUNNING = 0
export const SUCCEEDED = 1
export const FAILED = 2
export const CAUGHT = 3
export const TIMED_OUT = 4
export const ABORTED = 5

export const INFERRED_END = 1
export const BEGINNING_NOT_LOADED = 2
export const NOT_PLACED = 4
export const ENDING_NOT_LOADED = 8

/** Earlier stretches of activity, and where the current one began. */
export interface Activity {
  readonly earlier: readonly Segment[]
  readonly currentStart: EventId
}

/** Where something belongs whose beginning is not there: asked when a history with holes is read for good. */
export interface PlaceGuess {
  sequenceOf(event: HistoryEvent): Slot
  taskVisit(): Slot
  mapVisit(name: string): Slot
  /** The visit below `top` that failed, where the failing event is missing; NONE where several may have. */
  failedBelow(top: Slot): Slot
}

/** What a span is made of on its first day. */
export interface NewSpan {
  readonly key: SpanKey
  readonly kind: number
  readonly parent: Slot
  readonly placed: boolean
  /** Of a visit. */
  readonly name?: string
  readonly stateType?: string
  /** An attempt's number, an iteration's or a branch's index. */
  readonly ordinal?: number
  readonly round?: number
}
