import { useMemo } from 'react'
import { toldMembersOf } from '../../analysis/told-members.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestOf } from '../../forest/grow.ts'
import type { Member } from '../../forest/member.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

const NOBODY: readonly Member[] = []

/** The executions of which at least something is here, the one on the page first, with the tree that the page shows. */
export function usePageMembers(tree: ExecutionTree | undefined, forest: Forest | undefined): readonly Member[] {
  return useMemo(() => {
    if (tree === undefined) return NOBODY
    const told = toldMembersOf(forest ?? forestOf(tree))
    const [own = forestOf(tree).member(0), ...below] = told
    return own === undefined ? NOBODY : [own.tree === tree ? own : { ...own, tree }, ...below]
  }, [tree, forest])
}
