import type { RunComparison } from '../../comparison/compare-runs.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

/** A comparison with what it is of. */
export interface Compared {
  readonly comparison: RunComparison
  readonly before: ExecutionTree
  readonly after: ExecutionTree
}
