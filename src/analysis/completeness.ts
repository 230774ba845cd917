import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/**
 * Whether all that is known to have happened is loaded: every event from the first to the last, and nothing tells of more. Otherwise
 * an answer holds "so far".
 */
export function isComplete(tree: ExecutionTree): boolean {
  return tree.loaded.length === 1 && tree.loaded[0]?.from === 1 && !tree.endsUntold
}

/**
 * Whether what has no end yet is known to run: not where the execution is over, or where an event that may tell its end is not
 * loaded.
 */
export function knowsWhatRuns(tree: ExecutionTree): boolean {
  return tree.root.outcome === 'running' && isComplete(tree)
}

/**
 * Where the tree ends in time: the end of a finished execution; of a running one `now`, or the last event loaded where
 * the caller has no clock.
 */
export function endOf(tree: ExecutionTree, now?: Millis): Millis {
  const { root } = tree
  if (root.endedAt !== undefined) return Math.max(root.endedAt, root.startedAt)
  return Math.max(root.startedAt, tree.lastEventAt ?? 0, now ?? 0)
}
