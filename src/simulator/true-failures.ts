import type { EventId } from '../history/events.ts'

/** What went wrong while a simulation ran, written down as it happened. */
export interface TrueFailures {
  /** Every event that failed by itself, with its error. */
  readonly firstHand: Map<EventId, string>
  /** Those that a Catch took, the state having been left by it. */
  readonly caught: Set<EventId>
  /** Those that were tried again by a Retry. */
  readonly retried: Set<EventId>
  /** What ended the execution the last time; undefined while it runs, where it ended well or was stopped. */
  cause: EventId | undefined
}

export function noFailures(): TrueFailures {
  return { firstHand: new Map(), caught: new Set(), retried: new Set(), cause: undefined }
}

/** The event that failed first. */
export function firstOf({ eventId, firstId }: { readonly eventId: EventId; readonly firstId?: EventId }): EventId {
  return firstId ?? eventId
}
