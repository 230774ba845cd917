import { useDeferredValue, useMemo } from 'react'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { depthFirst } from '../../model/outline.ts'
import type { Span, SpanKey } from '../../model/span.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { errorOf } from '../details/span-payloads.ts'
import { spanTitle } from '../details/span-words.ts'

/** What the query of a link finds in a tree. */
export interface QueryResult {
  readonly matches: ReadonlySet<SpanKey> | undefined
  /** In order of the tree. */
  readonly found: readonly Span[]
  /** Set where what does not match is hidden. */
  readonly only: ReadonlySet<SpanKey> | undefined
  readonly hidden: number
  readonly problem: string | undefined
}

const NOTHING: QueryResult = { matches: undefined, found: [], only: undefined, hidden: 0, problem: undefined }

/** Answers the link's query; a new tree or query is answered without holding up typing or drawing. */
export function useQuery({
  tree,
  link,
}: {
  readonly tree: ExecutionTree | undefined
  readonly link: ViewLink
}): QueryResult {
  const query = useDeferredValue(link.query ?? '')
  const latest = useDeferredValue(tree)
  const result = useMemo(() => (latest === undefined ? NOTHING : answer(latest, query)), [latest, query])
  const filters = (link.queryMode ?? 'highlight') === 'filter' && result.matches !== undefined
  return useMemo(
    () =>
      filters ? { ...result, only: result.matches, hidden: (latest?.spanCount ?? 0) - result.found.length } : result,
    [filters, result, latest],
  )
}

function answer(tree: ExecutionTree, query: string): QueryResult {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return NOTHING
  const found: Span[] = []
  for (const { span } of depthFirst(tree)) {
    const text = `${spanTitle(span)} ${errorOf(tree, span)?.error ?? ''}`.toLowerCase()
    if (span.kind !== 'execution' && text.includes(wanted)) found.push(span)
  }
  return { ...NOTHING, found, matches: new Set(found.map(span => span.key)) }
}
