import type { RunComparison } from '../../comparison/compare-runs.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { StatesBefore } from '../states/columns.ts'

/** A comparison with what it is of. */
export interface Compared {
  readonly comparison: RunComparison
  readonly before: ExecutionTree
  readonly after: ExecutionTree
  /** How the states of the other fared, by their paths. */
  readonly statesBefore: StatesBefore
}
