import type { QueryMatch } from '../../analysis/query-match.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SpanKey } from '../../model/span.ts'
import { withAncestors } from '../../model/walk.ts'

/** Matches, and the visits that matching attempts belong to: an attempt has no row of its own until its visit is opened. */
export function markedBy(tree: ExecutionTree, match: Pick<QueryMatch, 'spans'>): ReadonlySet<SpanKey> {
  const marked = new Set(match.spans)
  for (const key of match.spans) {
    const span = tree.span(key)
    if (span?.kind === 'taskAttempt' && span.parentKey !== undefined) marked.add(span.parentKey)
  }
  return marked
}

/** What a filter leaves: what matches and what it speaks for. Hidden is all else, but for what these lie in. */
export function onlyMatching(
  tree: ExecutionTree,
  match: Pick<QueryMatch, 'spans' | 'spokenFor'>,
): { readonly only: ReadonlySet<SpanKey>; readonly hidden: number } {
  const only = new Set([...match.spans, ...match.spokenFor])
  const inSight = withAncestors(tree, [tree.root.key, ...only])
  return { only, hidden: tree.spanCount - inSight.size }
}
