import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'

/** Some children of one span. */
export interface Siblings {
  readonly keys: readonly SpanKey[]
  /** The span whose children they are, all of them; undefined where a filter left some out. */
  readonly allOf?: SpanKey | undefined
}

/** Children of a span, all or what a filter leaves of them. */
export function siblingsIn(container: Span, keys: readonly SpanKey[]): Siblings {
  return { keys, allOf: keys === container.children ? container.key : undefined }
}

/**
 * Something of all children of a span, worked out once for each version of the tree, however often rows are worked out. Of what a
 * filter leaves of them nothing is kept.
 */
export function oncePerFamily<T>(
  of: (tree: ExecutionTree, keys: readonly SpanKey[]) => T,
): (tree: ExecutionTree, siblings: Siblings) => T {
  const known = new WeakMap<ExecutionTree, Map<SpanKey, { readonly value: T }>>()
  return (tree, { keys, allOf }) => {
    if (allOf === undefined) return of(tree, keys)
    const ofTree = known.get(tree) ?? new Map<SpanKey, { readonly value: T }>()
    known.set(tree, ofTree)
    const found = ofTree.get(allOf) ?? { value: of(tree, keys) }
    ofTree.set(allOf, found)
    return found.value
  }
}
