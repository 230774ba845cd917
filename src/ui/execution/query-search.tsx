import { useMemo } from 'react'
import type { QueryProperty } from '../../analysis/query.ts'
import { valuesFor } from '../../analysis/query-suggest.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { QueryBox } from '../query/query-box.tsx'
import { oncePerTree } from './once-per-tree.ts'
import type { QueryResult } from './use-query.ts'

interface QuerySearchProps {
  readonly tree: ExecutionTree | undefined
  readonly query: string
  readonly result: QueryResult
  readonly singleKeys: boolean
  readonly onQuery: (query: string) => void
  readonly onSelect: (span: Span) => void
  readonly selected: Span | undefined
}

const valuesByProperty = oncePerTree(() => new Map<QueryProperty, ReturnType<typeof valuesFor>>())

/** The query box over one execution: its values to choose from, its matches to walk. */
export function QuerySearch({ tree, query, result, singleKeys, onQuery, onSelect, selected }: QuerySearchProps) {
  const { found } = result
  const at = useMemo(() => (selected === undefined ? -1 : found.indexOf(selected.key)), [found, selected])
  const valuesOf = useMemo(
    () => (property: QueryProperty) => (tree === undefined ? [] : knownValues(tree, property)),
    [tree],
  )
  const step = (by: 1 | -1) => {
    const { length } = found
    const next = found[at < 0 ? (by > 0 ? 0 : length - 1) : (at + by + length) % length]
    const span = next === undefined ? undefined : tree?.span(next)
    if (span !== undefined) onSelect(span)
  }
  return (
    <QueryBox
      query={query}
      matches={result.matches === undefined ? undefined : found.length}
      current={at + 1}
      busy={result.busy}
      problem={result.problem}
      valuesOf={valuesOf}
      singleKeys={singleKeys}
      onQuery={onQuery}
      onStep={step}
    />
  )
}

/** Counted when first asked for: most of a history's values are never looked at. */
function knownValues(tree: ExecutionTree, property: QueryProperty): ReturnType<typeof valuesFor> {
  const known = valuesByProperty(tree)
  const values = known.get(property) ?? valuesFor(tree, property)
  known.set(property, values)
  return values
}
