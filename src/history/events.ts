/** An event's `id`: 1..n without gaps within one execution. */
export type EventId = number

/** Milliseconds since the Unix epoch; may have a fraction. */
export type Millis = number

/**
 * One event of an execution history, whatever form it arrived in (API, CLI file, CloudWatch Logs line).
 *
 * The wire has one member per family (`taskScheduledEventDetails`, …), of which an event carries at most one. Here it is
 * always `details`, so that every event has the same shape; `detailsMember(type)` gives the wire's name back.
 */
export interface HistoryEvent {
  readonly id: EventId
  /** The event this one follows from: less than `id`, 0 for none. */
  readonly previousEventId: EventId
  /** AWS's event type. The set is open: a type nobody knows yet is kept and shown. */
  readonly type: string
  readonly timestamp: Millis
  /** The one `…EventDetails` member, as AWS wrote it. Absent where the type has none. */
  readonly details: Readonly<Record<string, unknown>> | undefined
}
