import type { ExecutionTree } from '../../model/execution-tree.ts'

/** The same analysis, worked out once for each tree, however many parts of the page ask. */
export function oncePerTree<Result>(analyse: (tree: ExecutionTree) => Result): (tree: ExecutionTree) => Result {
  const known = new WeakMap<ExecutionTree, { readonly result: Result }>()
  return tree => {
    const found = known.get(tree) ?? { result: analyse(tree) }
    known.set(tree, found)
    return found.result
  }
}
