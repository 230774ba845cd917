import { useMemo } from 'react'
import { oncePerTree } from '../../analysis/once-per-tree.ts'
import type { QueryProperty } from '../../analysis/query.ts'
import { valuesAcross, valuesFor } from '../../analysis/query-suggest.ts'
import type { Member } from '../../forest/member.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { QueryBox } from '../query/query-box.tsx'
import type { MatchSteps } from '../query/use-match-steps.ts'
import type { QueryResult } from '../query/use-query.ts'

interface QuerySearchProps {
  readonly members: readonly Member[]
  readonly query: string
  readonly result: QueryResult
  readonly steps: MatchSteps
  readonly singleKeys: boolean
  readonly onQuery: (query: string) => void
}

const valuesByProperty = oncePerTree(() => new Map<QueryProperty, ReturnType<typeof valuesFor>>())

/** The query box over the executions that are read: its values to choose from, its matches to walk. */
export function QuerySearch({ members, query, result, steps, singleKeys, onQuery }: QuerySearchProps) {
  const valuesOf = useMemo(
    () => (property: QueryProperty) => valuesAcross(members, property, tree => knownValues(tree, property)),
    [members],
  )
  return (
    <QueryBox
      query={query}
      matches={steps.count}
      current={steps.current}
      busy={result.busy}
      problem={result.problem}
      valuesOf={valuesOf}
      singleKeys={singleKeys}
      onQuery={onQuery}
      onStep={steps.go}
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
