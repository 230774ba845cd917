import { isComplete } from '../../analysis/completeness.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

type Read = Pick<ExecutionView, 'tree'> & {
  readonly progress: Pick<ExecutionView['progress'], 'phase' | 'totalEvents'>
}

/**
 * Whether more comes, or is here, than the tree that is told of holds, which may be older than the view's. Shares of a part would
 * be shares of nothing, and the beginning of a run that failed reads like one that goes on.
 */
export function isStillArriving(
  { progress: { phase, totalEvents }, tree: latest }: Read,
  tree: ExecutionTree,
): boolean {
  if (tree.isFinal) return false
  // Each look brings some more: what was told a moment ago is told on.
  if (phase === 'following') return !isComplete(tree)
  if (tree.eventCount < (latest?.eventCount ?? 0)) return true
  return phase !== 'complete' && (!isComplete(tree) || tree.eventCount < (totalEvents ?? 0))
}
