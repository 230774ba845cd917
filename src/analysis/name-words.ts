import { type QueryProperty, termsOf } from './query.ts'
import { parseQuery } from './query-parse.ts'

const NAMING: ReadonlySet<QueryProperty> = new Set(['text', 'state', 'iteration', 'execution', 'machine'])

/** The words of a query that can be found in the name of a state, an iteration or an execution, lower case. */
export function nameWords(query: string | undefined): readonly string[] {
  const parsed = parseQuery(query ?? '')
  if ('problem' in parsed) return []
  const words = termsOf(parsed.query).flatMap(term => {
    return NAMING.has(term.property) && (term.operator === ':' || term.operator === '=')
      ? [term.value.trim().toLowerCase()]
      : []
  })
  return words.filter(word => word !== '')
}
