/** What a term of a query asks about. `text`: anything an event says. */
export type QueryProperty =
  | 'text'
  | 'state'
  | 'in'
  | 'type'
  | 'outcome'
  | 'error'
  | 'duration'
  | 'attempt'
  | 'iteration'
  | 'event'
  | 'resource'
  | 'payload'
  | 'execution'
  | 'machine'
  | 'log'

/** `:` contains, `=` is, the others compare. */
export type QueryOperator = '=' | '!=' | ':' | '!:' | '>' | '>=' | '<' | '<='

export interface QueryTerm {
  readonly property: QueryProperty
  readonly operator: QueryOperator
  readonly value: string
  /** Of `payload`: a JSONPath (`$.order.id`) whose values are compared, instead of the payload's text. */
  readonly path?: string
}

/** Terms in brackets. They nest once. */
export interface QueryGroup {
  readonly operation: 'and' | 'or'
  readonly terms: readonly QueryTerm[]
}

export interface Query {
  readonly operation: 'and' | 'or'
  readonly terms: readonly (QueryTerm | QueryGroup)[]
}

/** Why a query cannot be answered, and what to write instead. */
export interface QueryProblem {
  readonly message: string
  /** Where in the text, from 0. */
  readonly at: number
}

export const EMPTY_QUERY: Query = { operation: 'and', terms: [] }

export function isGroup(part: QueryTerm | QueryGroup): part is QueryGroup {
  return 'terms' in part
}

/** All terms, those in groups too. */
export function termsOf(query: Query): readonly QueryTerm[] {
  return query.terms.flatMap(part => (isGroup(part) ? part.terms : [part]))
}

const OPPOSITES: Readonly<Record<QueryOperator, QueryOperator>> = {
  ...{ '=': '!=', '!=': '=', ':': '!:', '!:': ':' },
  ...{ '>': '<=', '<=': '>', '<': '>=', '>=': '<' },
}

/** The term that holds where this one does not. */
export function negated(term: QueryTerm): QueryTerm {
  return { ...term, operator: OPPOSITES[term.operator] }
}

/** Only one term or group: it needs no brackets around it. */
export function asQuery(part: QueryTerm | QueryGroup): Query {
  return isGroup(part) ? part : { operation: 'and', terms: [part] }
}
