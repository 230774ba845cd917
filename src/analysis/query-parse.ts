import {
  asQuery,
  EMPTY_QUERY,
  isGroup,
  negated,
  type Query,
  type QueryGroup,
  type QueryProblem,
  type QueryTerm,
} from './query.ts'
import { QueryTextError, type QueryToken, tokensOf } from './query-tokens.ts'
import { problemWith } from './query-value.ts'

/** `hints`: what was perhaps meant otherwise, in words. */
export type ParsedQuery =
  | { readonly query: Query; readonly hints: readonly string[] }
  | { readonly problem: QueryProblem }

/**
 * Reads a query as people write it:
 *
 *     state:ChargeCard outcome:failed          both
 *     error:Timeout OR duration:>5s            either
 *     (state:Charge OR state:Refund) attempt:>1
 *     -state:Wait  NOT error:"Rate exceeded"   not
 *     $.order.id = 42                          a value in a payload
 *     #412                                     the event or the iteration of that number
 *     anything else                            text, anywhere in an event
 *
 * What stands side by side must all hold; OR binds weaker. Brackets nest once. An empty text asks for nothing.
 */
export function parseQuery(text: string): ParsedQuery {
  try {
    const tokens = tokensOf(text)
    const query = new Parser(tokens).query()
    return { query, hints: [...new Set(tokens.flatMap(({ hint }) => hint ?? []))] }
  } catch (error) {
    if (error instanceof QueryTextError) return { problem: { message: error.message, at: error.at } }
    throw error
  }
}

type Part = QueryTerm | QueryGroup

const MAX_DEPTH = 50
const NESTING = 'Brackets can be nested once: write the query as one OR of ANDs, or one AND of ORs.'

class Parser {
  private readonly tokens: readonly QueryToken[]
  private next = 0
  private depth = 0

  constructor(tokens: readonly QueryToken[]) {
    this.tokens = tokens
  }

  query(): Query {
    if (this.tokens.length === 0) return EMPTY_QUERY
    const query = this.alternatives()
    const rest = this.tokens[this.next]
    if (rest !== undefined) throw new QueryTextError('There is one closing bracket too many.', rest.at)
    return query
  }

  /** `a b OR c d`. */
  private alternatives(): Query {
    const start = this.tokens[this.next]?.at ?? 0
    const sides: Query[] = [this.conjunction()]
    while (this.take('or')) sides.push(this.conjunction())
    const [only] = sides
    if (only !== undefined && sides.length === 1) return only
    return { operation: 'or', terms: sides.flatMap(side => partsWithin(side, 'or', start)) }
  }

  /** `a b AND c`. */
  private conjunction(): Query {
    const start = this.tokens[this.next]?.at ?? 0
    const parts: Query[] = []
    for (;;) {
      const part = this.part()
      if (part === undefined) break
      parts.push(part)
      if (this.take('and') && !this.beginsPart()) throw this.missing('AND')
    }
    const [only] = parts
    if (only === undefined) throw this.missing('OR')
    if (parts.length === 1) return only
    return { operation: 'and', terms: parts.flatMap(part => partsWithin(part, 'and', start)) }
  }

  /** A link may open more brackets than the engine's stack can take. */
  private part(): Query | undefined {
    const token = this.tokens[this.next]
    if (token === undefined) return undefined
    if (++this.depth > MAX_DEPTH) throw new QueryTextError(NESTING, token.at)
    const part = this.partAt(token)
    this.depth--
    return part
  }

  private partAt(token: QueryToken): Query | undefined {
    switch (token.kind) {
      case 'not': {
        this.next++
        const inner = this.part()
        if (inner === undefined) throw this.missing('NOT')
        return opposite(inner)
      }
      case 'open': {
        this.next++
        const inner = this.alternatives()
        if (!this.take('close')) throw new QueryTextError('A bracket is not closed.', token.at)
        return inner
      }
      case 'term': {
        this.next++
        const problem = problemWith(token.term)
        if (problem !== undefined) throw new QueryTextError(problem, token.at)
        return asQuery(token.term)
      }
      case 'number': {
        this.next++
        return numbered(token.value)
      }
      default:
        return undefined
    }
  }

  private take(kind: QueryToken['kind']): boolean {
    const isNext = this.tokens[this.next]?.kind === kind
    if (isNext) this.next++
    return isNext
  }

  private beginsPart(): boolean {
    const kind = this.tokens[this.next]?.kind
    return kind === 'term' || kind === 'number' || kind === 'open' || kind === 'not'
  }

  private missing(word: string): QueryTextError {
    const at = this.tokens[this.next]?.at ?? this.tokens.at(-1)?.at ?? 0
    return new QueryTextError(
      `Something is missing beside ${word}. To search for the word itself, put it in quotes.`,
      at,
    )
  }
}

/** Events and iterations are both shown as `#412`. */
function numbered(value: string): Query {
  const is = { operator: '=', value } as const
  return {
    operation: 'or',
    terms: [
      { property: 'event', ...is },
      { property: 'iteration', ...is },
    ],
  }
}

function opposite({ operation, terms }: Query): Query {
  return {
    operation: terms.length < 2 ? operation : operation === 'and' ? 'or' : 'and',
    terms: terms.map(part =>
      isGroup(part)
        ? { operation: part.operation === 'and' ? 'or' : 'and', terms: part.terms.map(negated) }
        : negated(part),
    ),
  }
}

/** What a query contributes to one around it: its parts where both mean the same, else a group. */
function partsWithin(inner: Query, operation: Query['operation'], at: number): readonly Part[] {
  const [only] = inner.terms
  if (only !== undefined && inner.terms.length === 1) {
    return isGroup(only) && only.operation === operation ? only.terms : [only]
  }
  if (inner.operation === operation) return inner.terms
  const terms = inner.terms.flatMap(part => (isGroup(part) ? [] : [part]))
  if (terms.length < inner.terms.length) {
    throw new QueryTextError(NESTING, at)
  }
  return [{ operation: inner.operation, terms }]
}
