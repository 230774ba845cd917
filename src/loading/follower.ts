import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionStatus } from '../history/execution-summary.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { FIRST_PACE, type FollowPace, nextPace, redriveWatchMs, shouldDescribe, statusOfEvents } from './follow.ts'
import { isRunning } from './still-running.ts'
import type { Surroundings } from './surroundings.ts'
import { createTimer } from './waiting.ts'

export interface FollowerParts {
  readonly surroundings: Surroundings
  /** DescribeExecution's latest word. */
  readonly status: () => ExecutionStatus | undefined
  /** Undefined while the history is empty, as it may be just after StartExecution. */
  readonly tree: () => ExecutionTree | undefined
  /** Asks DescribeExecution; `settle` is called again when it has answered. */
  readonly describe: () => void
  /** Reads backwards from the end in pages of `limit`; `settle` is called again when all ids are there. */
  readonly look: (limit: number) => void
  readonly changed: () => void
  /** Runs what a timer started: what throws in it is told. */
  readonly guarded: (action: () => void) => void
}

/** Decides when to look again once everything is loaded. */
export interface Follower {
  readonly following: boolean
  /** The end is certain: events and DescribeExecution agree. */
  readonly ended: boolean
  readonly dueAt: Millis | undefined
  /** Everything up to `lastId` is here. */
  readonly settle: (lastId: EventId) => void
  /** The person asked: look at once. */
  readonly now: (lastId: EventId) => void
  readonly onReturn: () => void
  readonly stop: () => void
}

/**
 * Follows a running execution to its end, makes sure of the end, and afterwards watches (ever more rarely) for a redrive.
 * Nothing is asked for in a hidden tab.
 */
export function createFollower(parts: FollowerParts): Follower {
  const { surroundings, status, tree, describe, look } = parts
  const timer = createTimer(surroundings)
  let pace: FollowPace = FIRST_PACE
  let following = false
  let ended = false
  let lookedFrom: EventId | undefined
  /** The last id at which DescribeExecution and the events were compared: once for each. */
  let describedAt: EventId | undefined
  let confirmedAt: EventId | undefined
  let watches = 0
  let waitingForReturn: (() => void) | undefined

  function settle(lastId: EventId): void {
    if (timer.dueAt !== undefined || waitingForReturn) return
    const looked = lookedFrom !== undefined
    if (lookedFrom !== undefined) pace = nextPace(pace, lastId - lookedFrom)
    lookedFrom = undefined
    const events = statusOfEvents(tree())
    const described = status()
    const disagree = events !== undefined && described !== undefined && isRunning(events) !== isRunning(described)
    if (describedAt !== lastId && (disagree || (looked && shouldDescribe(pace)))) {
      describedAt = lastId
      return describe()
    }
    if (described === undefined ? events === undefined || isRunning(events) : isRunning(described))
      return follow(lastId)
    // Described as ended, but its last events were written after the page from the end was read.
    if (events === undefined && confirmedAt !== lastId) {
      confirmedAt = lastId
      return lookNow(lastId)
    }
    watch(described ?? events, lastId)
  }

  function follow(lastId: EventId): void {
    following = true
    ended = false
    watches = 0
    timer.set(pace.intervalMs, () => parts.guarded(() => whenVisible(() => lookNow(lastId))))
  }

  function watch(last: ExecutionStatus | undefined, lastId: EventId): void {
    following = false
    ended = true
    const ms = redriveWatchMs(last, watches)
    if (ms === undefined) return
    const again = () => {
      watches++
      describedAt = lastId
      describe()
    }
    timer.set(ms, () => parts.guarded(() => whenVisible(again)))
  }

  function lookNow(lastId: EventId): void {
    lookedFrom = lastId
    look(pace.limit)
  }

  function whenVisible(action: () => void): void {
    if (surroundings.visible()) action()
    else waitingForReturn = action
    parts.changed()
  }

  function stop(): void {
    timer.clear()
    waitingForReturn = undefined
    following = false
  }

  return {
    get following() {
      return following
    },
    get ended() {
      return ended
    },
    get dueAt() {
      return following ? timer.dueAt : undefined
    },
    settle,
    stop,
    now: lastId => {
      const wasFollowing = following
      stop()
      following = wasFollowing
      if (wasFollowing) lookNow(lastId)
      else describe()
    },
    onReturn: () => {
      const action = waitingForReturn
      waitingForReturn = undefined
      action?.()
    },
  }
}
