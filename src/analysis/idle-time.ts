import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** A stretch in which an execution had ended and was not redriven yet. */
export interface IdleTime {
  readonly from: Millis
  readonly to: Millis
}

/** From each event that ended the execution to the redrive that took it up again, in order. Empty for nearly all. */
export function idleTimesOf(tree: ExecutionTree): readonly IdleTime[] {
  return tree.root.redrives.flatMap(id => {
    const redriven = tree.event(id)
    const ended = tree.event(redriven?.previousEventId ?? 0)
    if (redriven === undefined || ended === undefined || redriven.timestamp <= ended.timestamp) return []
    return [{ from: ended.timestamp, to: redriven.timestamp }]
  })
}

/** A clock that stands still while the execution is idle: turns a moment into the same less all idle time before it. */
export function activeClock(tree: ExecutionTree): (at: Millis) => Millis {
  const idle = idleTimesOf(tree)
  if (idle.length === 0) return at => at
  return at => idle.reduce((left, { from, to }) => left - Math.max(0, Math.min(at, to) - from), at)
}
