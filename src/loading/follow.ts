import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionStatus } from '../history/execution-summary.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { STATUS_AFTER } from '../source/status-after.ts'

/**
 * Following a running execution. There is no tail cursor (a running execution's last page has no token), so each look
 * reads backwards from the end until an id that is known.
 */
export interface FollowPace {
  /** Time until the next look. */
  readonly intervalMs: Millis
  /** AWS's `maxResults` for it: what is read twice is at most this. */
  readonly limit: number
  /** Looks in a row that brought nothing. */
  readonly idleLooks: number
}

const FASTEST: Millis = 1_500
const SLOWEST: Millis = 20_000
const SMALLEST_PAGE = 20
const LARGEST_PAGE = 1000
/** A finished execution can be redriven for 14 days; DescribeExecution alone tells. */
const WATCH_FASTEST: Millis = 30_000
const WATCH_SLOWEST: Millis = 300_000

export const FIRST_PACE: FollowPace = { intervalMs: FASTEST, limit: 50, idleLooks: 0 }

/** The pace after a look that brought `gained` new events: quick while things happen, slower with every idle look. */
export function nextPace(pace: FollowPace, gained: number): FollowPace {
  if (gained === 0) {
    const intervalMs = Math.min(SLOWEST, Math.round(pace.intervalMs * 1.5))
    return { intervalMs, limit: Math.max(SMALLEST_PAGE, Math.ceil(pace.limit / 2)), idleLooks: pace.idleLooks + 1 }
  }
  // Twice what came: one page suffices unless things speed up, and little is read twice.
  const limit = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, gained * 2))
  return { intervalMs: FASTEST, limit, idleLooks: 0 }
}

/** Is it time to ask DescribeExecution whether it has ended without an event saying so? Emulators do that. */
export function shouldDescribe(pace: FollowPace): boolean {
  return pace.idleLooks > 0 && pace.idleLooks % 5 === 0
}

/** Time until a finished execution is looked at again for a redrive; undefined if it cannot be redriven. */
export function redriveWatchMs(status: ExecutionStatus | undefined, looks: number): Millis | undefined {
  const redrivable = status === 'FAILED' || status === 'TIMED_OUT' || status === 'ABORTED'
  return redrivable ? Math.min(WATCH_SLOWEST, WATCH_FASTEST * 1.5 ** looks) : undefined
}

/** How far from the end a terminal event is looked for: emulators write a few events after it. */
const EVENTS_AFTER_THE_END = 100

/** The status the newest events tell; undefined if none of them ends or redrives the execution, or there are none yet. */
export function statusOfEvents(tree: ExecutionTree | undefined): ExecutionStatus | undefined {
  if (tree === undefined) return undefined
  for (let id: EventId = tree.lastEventId; id > Math.max(0, tree.lastEventId - EVENTS_AFTER_THE_END); id--) {
    const status = STATUS_AFTER.get(tree.event(id)?.type ?? '')
    if (status !== undefined) return status
  }
  return undefined
}
