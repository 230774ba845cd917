import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Baseline } from '../../state/baseline.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { Comparing } from './comparing.ts'
import { useAgainstRun } from './use-against-run.ts'
import { useAgainstSuccesses } from './use-against-successes.ts'
import { useRun } from './use-run.ts'

/** The execution on the page. */
export interface OwnRun {
  readonly own: ExecutionView
  readonly below: BelowView | undefined
  readonly tree: ExecutionTree | undefined
}

/** Reads what a link names to be compared with; undefined where it names nothing. */
export function useComparing(baseline: Baseline | undefined, { own, below, tree }: OwnRun): Comparing | undefined {
  const isOne = baseline?.kind !== 'lastSuccesses'
  // What several runs started is not read: they are held against the run alone.
  const after = useRun(own, tree, isOne ? below?.forest : undefined)
  const one = useAgainstRun(isOne ? baseline : undefined, after, below)
  const several = useAgainstSuccesses(isOne ? undefined : baseline, own, after)
  return one ?? several
}
