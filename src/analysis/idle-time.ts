import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { idleTimesOf } from '../model/stretches.ts'

/** A clock that stands still while the execution is idle: turns a moment into the same less all idle time before it. */
export function activeClock(tree: ExecutionTree): (at: Millis) => Millis {
  const idle = idleTimesOf(tree, tree.root)
  if (idle.length === 0) return at => at
  return at => idle.reduce((left, { from, to }) => left - Math.max(0, Math.min(at, to) - from), at)
}
