import { isGroup, type Query, type QueryTerm } from '../../analysis/query.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import { queryText } from '../../analysis/query-text.ts'

/** A query that hides one state more, with all that lies in it; what `before` hides stays hidden, as far as both can be asked at once. */
export function queryHiding(
  { name, holdsOthers }: { readonly name: string; readonly holdsOthers: boolean },
  before: string | undefined,
): string {
  const term: QueryTerm = { property: holdsOthers ? 'in' : 'state', operator: '!=', value: name }
  const parsed = parseQuery(before ?? '')
  const terms = 'problem' in parsed ? [] : termsToKeep(parsed.query)
  return queryText({ operation: 'and', terms: [...terms, term] })
}

function termsToKeep(query: Query): Query['terms'] {
  if (query.operation === 'and' || query.terms.length < 2) return query.terms
  const single = query.terms.flatMap(part => (isGroup(part) ? [] : [part]))
  return single.length === query.terms.length ? [{ operation: 'or', terms: single }] : []
}
