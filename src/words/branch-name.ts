import type { ExecutionTree } from '../model/execution-tree.ts'
import type { ParallelBranch } from '../model/span.ts'

/**
 * What a Parallel's branch is called: the state it begins with, which no other branch of a state machine begins with. So it has the
 * same name in every iteration and round, whichever branch happened to start first. By number where its first state is not known.
 */
export function branchNameOf(tree: ExecutionTree, branch: ParallelBranch): string {
  const first = tree.span(branch.children[0] ?? 0)
  // The first state known is not the branch's first where its beginning is missing.
  const begins = first?.kind === 'stateVisit' && first.beginningLoaded && first.startEventId === branch.startEventId
  return begins ? first.name : `Branch ${branch.index + 1}`
}

/** The same after its Parallel's name: `branch ChargeCard`, `branch 2`. */
export function branchWords(tree: ExecutionTree, branch: ParallelBranch): string {
  const name = branchNameOf(tree, branch)
  return name === `Branch ${branch.index + 1}` ? `branch ${branch.index + 1}` : `branch ${name}`
}
