import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'

/**
 * Something of a list of spans, such as the children of a Map, worked out once for each version of the tree and each list,
 * however often rows are worked out. Of a list that is made anew each time (what a filter leaves of it) nothing is kept.
 */
export function oncePerList<T>(
  of: (tree: ExecutionTree, keys: readonly SpanKey[]) => T,
): (tree: ExecutionTree, keys: readonly SpanKey[]) => T {
  const known = new WeakMap<ExecutionTree, WeakMap<readonly SpanKey[], { readonly value: T }>>()
  return (tree, keys) => {
    const ofTree = known.get(tree) ?? new WeakMap<readonly SpanKey[], { readonly value: T }>()
    known.set(tree, ofTree)
    const found = ofTree.get(keys) ?? { value: of(tree, keys) }
    ofTree.set(keys, found)
    return found.value
  }
}
