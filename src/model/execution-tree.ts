import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionSpan, Span, SpanId, SpanKey } from './span.ts'

/** An event that broke the rules: placed as well as they allow, shown, never thrown. */
export interface Oddity {
  readonly eventId: EventId
  readonly reason: string
}

/** Event ids `from..to`, both included. */
export interface IdRange {
  readonly from: EventId
  readonly to: EventId
}

/**
 * What a history says happened, at one moment of loading. Immutable: appending gives a new tree, in which the spans that
 * did not change are the same objects.
 */
export interface ExecutionTree {
  readonly root: ExecutionSpan
  /** Grows by one with every append that changed something. */
  readonly version: number
  /** The highest event id loaded; 0 before the first page. */
  readonly lastEventId: EventId
  /** How many events are loaded. */
  readonly eventCount: number
  /** The ids loaded, ascending, merged. One range `1..n` where nothing is missing so far. */
  readonly loaded: readonly IdRange[]
  /** Spans in the tree, the execution included. */
  readonly spanCount: number
  /** How many spans the deepest one lies in. */
  readonly depth: number
  readonly oddities: readonly Oddity[]
  /** No more events will come: what is not here is missing, not still to be loaded. */
  readonly isFinal: boolean
  /**
   * More happened than any event here tells, and nothing says how it ended: what is open may be over. Such are results without the
   * history around them, and files that break off.
   */
  readonly endsUntold: boolean
  /** Time of the last event loaded; undefined before the first page. */
  readonly lastEventAt: Millis | undefined
  span(key: SpanKey): Span | undefined
  spanById(id: SpanId): Span | undefined
  /** Undefined for an id that is not loaded. */
  spanOfEvent(id: EventId): Span | undefined
  event(id: EventId): HistoryEvent | undefined
}

/** What is known of a history that no more events will come to. */
export interface Sealing {
  /** See `ExecutionTree.endsUntold`. Of no account where an event ends the execution. */
  readonly endsUntold?: boolean
}

/** Turns pages of events into trees. Pages may come in any order and overlap; known ids are ignored. */
export interface TreeBuilder {
  /**
   * Adds events. An event already known is ignored, except that one with payloads replaces one without
   * (`includeExecutionData: false` first, payloads later).
   */
  append(events: readonly HistoryEvent[]): ExecutionTree
  /**
   * The same in steps of a fraction of a millisecond, for a thread that has other things to do in between. `tree` stays what
   * it was until the last step returns the new one. Another append meanwhile finishes this one first.
   */
  appending(events: readonly HistoryEvent[]): Generator<void, ExecutionTree>
  /**
   * No more events will come (a file): what is missing stays missing. Where that keeps the tree from reading right, or ids
   * do not tell what follows from what, it is built again by names and order. Later appends are ignored.
   */
  seal(how?: Sealing): ExecutionTree
  /** The same in steps. */
  sealing(how?: Sealing): Generator<void, ExecutionTree>
  /** Resolves when the tree may be sealed: the code for it may be loaded apart. */
  readyToSeal(): Promise<void>
  readonly tree: ExecutionTree
}
