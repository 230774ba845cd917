import { endOf, isComplete } from '../../analysis/completeness.ts'
import { type CriticalPath, criticalPathSteps } from '../../analysis/critical-path.ts'
import { type PathStepAcross, pathAcrossSteps } from '../../analysis/critical-path-across.ts'
import { type PathShareAcross, sharesAcross } from '../../analysis/critical-path-shares.ts'
import { toldMembersOf } from '../../analysis/told-members.ts'
import type { Forest } from '../../forest/forest.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { atOnce } from '../../waits/slices.ts'

/** What a run waited for at every moment, down into the executions that are read. */
export interface PathOfForest extends Omit<CriticalPath, 'steps' | 'shares'> {
  readonly steps: readonly PathStepAcross[]
  readonly shares: readonly PathShareAcross[]
}

const alone = new WeakMap<ExecutionTree, PathOfForest>()
const across = new WeakMap<Forest, PathOfForest>()

/** The critical path of the execution on the page; worked out once for each version of the forest. */
export function pathOfForest(tree: ExecutionTree, forest: Forest | undefined): PathOfForest {
  return atOnce(pathSteps(tree, forest))
}

/** The same in steps; what is known already takes none. */
export function* pathSteps(tree: ExecutionTree, forest: Forest | undefined): Generator<void, PathOfForest> {
  const main = forest?.member(0)?.tree
  // The page shows a tree that has settled: the forest's may be newer.
  if (forest === undefined || main !== tree || toldMembersOf(forest).length < 2) return yield* ofOne(tree)
  const known = across.get(forest) ?? (yield* ofForest(tree, forest))
  across.set(forest, known)
  return known
}

function* ofOne(tree: ExecutionTree): Generator<void, PathOfForest> {
  const known = alone.get(tree)
  if (known !== undefined) return known
  const { steps, shares, ...whole } = yield* criticalPathSteps(tree)
  const path: PathOfForest = {
    ...whole,
    steps: steps.map(step => ({ ...step, member: 0 })),
    shares: shares.map(share => ({ ...share, machine: undefined })),
  }
  alone.set(tree, path)
  return path
}

function* ofForest(tree: ExecutionTree, forest: Forest): Generator<void, PathOfForest> {
  const steps = yield* pathAcrossSteps(forest)
  const totalMs = endOf(tree) - tree.root.startedAt
  return { totalMs, complete: isComplete(tree), steps, shares: sharesAcross(forest, steps) }
}
