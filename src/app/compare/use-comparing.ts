import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Baseline } from '../../state/baseline.ts'
import type { Comparing } from './comparing.ts'
import { useAgainstRun } from './use-against-run.ts'
import { useAgainstSuccesses } from './use-against-successes.ts'
import { useRun } from './use-run.ts'

/** Reads what a link names to be compared with; undefined where it names nothing. */
export function useComparing(
  baseline: Baseline | undefined,
  own: ExecutionView,
  tree: ExecutionTree | undefined,
): Comparing | undefined {
  const after = useRun(own, tree)
  const one = useAgainstRun(baseline?.kind === 'lastSuccesses' ? undefined : baseline, after)
  const several = useAgainstSuccesses(baseline?.kind === 'lastSuccesses' ? baseline : undefined, own, after)
  return one ?? several
}
