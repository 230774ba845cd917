import type { RunComparison } from '../../comparison/compare-runs.ts'
import type { Usual } from '../../comparison/usual.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SourceRef } from '../../source/source.ts'
import type { StatesBefore, StatesBelowBefore } from '../states/columns.ts'

/** A comparison with what it is of. */
export interface Compared {
  /** The other run; of several, that which took the middle time. */
  readonly ref: SourceRef
  readonly comparison: RunComparison
  readonly before: ExecutionTree
  readonly after: ExecutionTree
  /** How the states fared before, by their paths. */
  readonly statesBefore: StatesBefore
  /** The same of the state machines below, by their names in this run. */
  readonly statesBelow: ReadonlyMap<string, StatesBelowBefore>
  /** What several runs took; undefined where there is one other. */
  readonly usual: Usual | undefined
}
