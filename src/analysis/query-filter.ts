import {
  isGroup,
  type Query,
  type QueryGroup,
  type QueryOperator,
  type QueryProblem,
  type QueryProperty,
  type QueryTerm,
} from './query.ts'
import { parseQuery } from './query-parse.ts'
import { QUERY_PROPERTIES } from './query-properties.ts'
import { queryText, termText } from './query-text.ts'

/** A token of Cloudscape's property filter. Without `propertyKey` it is free text. */
export interface FilterToken {
  readonly propertyKey?: string
  readonly operator: string
  readonly value: string
}

export interface FilterGroup {
  readonly operation: 'and' | 'or'
  readonly tokens: readonly FilterToken[]
}

/** The `query` of Cloudscape's property filter with `enableTokenGroups`: `tokens` is then unused. */
export interface FilterQuery {
  readonly operation: 'and' | 'or'
  readonly tokens: readonly FilterToken[]
  readonly tokenGroups: readonly (FilterToken | FilterGroup)[]
}

/** The query as the property filter shows it. A JSONPath becomes a payload token whose value is the comparison. */
export function toFilterQuery(query: Query): FilterQuery {
  return {
    operation: query.operation,
    tokens: [],
    tokenGroups: query.terms.map(part =>
      isGroup(part) ? { operation: part.operation, tokens: part.terms.map(toToken) } : toToken(part),
    ),
  }
}

function toToken(term: QueryTerm): FilterToken {
  if (term.path !== undefined) return { propertyKey: 'payload', operator: ':', value: termText(term) }
  const { property, operator, value } = term
  return property === 'text' ? { operator, value } : { propertyKey: property, operator, value }
}

/** What a person put into the property filter, as a query; the problem with the first token that makes no sense. */
export function fromFilterQuery(filter: FilterQuery): { readonly query: Query } | { readonly problem: QueryProblem } {
  const parts = filter.tokenGroups.length > 0 ? filter.tokenGroups : filter.tokens
  const terms: (QueryTerm | QueryGroup)[] = parts.map(part =>
    'tokens' in part ? { operation: part.operation, terms: part.tokens.map(toTerm) } : toTerm(part),
  )
  const query: Query = { operation: filter.operation, terms }
  // Read back from its text, so that a token's value is checked by the same rules as a typed one.
  return parseQuery(queryText(query))
}

const PROPERTIES: ReadonlyMap<string, QueryProperty> = new Map(
  QUERY_PROPERTIES.map(({ property }) => [property, property]),
)
const OPERATORS: readonly QueryOperator[] = ['=', '!=', ':', '!:', '>', '>=', '<', '<=']

function toTerm({ propertyKey, operator, value }: FilterToken): QueryTerm {
  const property = PROPERTIES.get(propertyKey ?? '') ?? 'text'
  const known = OPERATORS.find(one => one === operator) ?? ':'
  const comparison = property === 'payload' && /^-?\$/.test(value) ? parseQuery(value) : undefined
  if (comparison !== undefined && 'query' in comparison) {
    const [term] = comparison.query.terms
    if (term !== undefined && !isGroup(term)) return term
  }
  return { property, operator: known, value }
}
