import { oncePerTree } from '../../analysis/once-per-tree.ts'
import type { QueryProperty } from '../../analysis/query.ts'
import { valuesAcross, valuesFor } from '../../analysis/query-suggest.ts'
import type { Member } from '../../forest/member.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { type Suggestion, suggestionsFor, withSuggestion, wordAt } from './suggestions.ts'

// All that completing a query takes comes as one.
export { withSuggestion, wordAt }

const valuesByProperty = oncePerTree(() => new Map<QueryProperty, ReturnType<typeof valuesFor>>())

/** How a word could go on, with values that occur in the executions that are read. */
export function suggestIn(members: readonly Member[], word: string): readonly Suggestion[] {
  return suggestionsFor(word, property => valuesAcross(members, property, tree => knownValues(tree, property)))
}

/** Counted when first asked for: most of a history's values are never looked at. */
function knownValues(tree: ExecutionTree, property: QueryProperty): ReturnType<typeof valuesFor> {
  const known = valuesByProperty(tree)
  const values = known.get(property) ?? valuesFor(tree, property)
  known.set(property, values)
  return values
}
