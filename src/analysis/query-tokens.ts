import type { QueryOperator, QueryProperty, QueryTerm } from './query.ts'
import { propertyNamed, propertyNear, QUERY_PROPERTIES } from './query-properties.ts'

/** A query that cannot be read: what to do about it, and where. */
export class QueryTextError extends Error {
  override readonly name = 'QueryTextError'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

export type QueryToken = {
  readonly at: number
  /** What was perhaps meant otherwise. */
  readonly hint?: string | undefined
} & (
  | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' }
  /** `#412` */
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'term'; readonly term: QueryTerm }
)

const WORDS: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
])

const PATH = /\$(?:\.\.?(?:[\p{L}\p{N}_$-]+|\*)|\[(?:\d{1,9}|\*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\])*/uy
const COMPARISON = /\s*(!=|!:|>=|<=|==|[=:<>])\s*/y
const PROPERTY = /([A-Za-z]{2,12})(!=|!:|:>=|:<=|:!=|:=|:>|:<|>=|<=|[:=<>])/y
const QUOTED = /"((?:[^"\\]|\\.)*)"/y
const BARE = /[^\s()"]+/y
const NUMBER = /#(\d{1,9})(?=[\s()]|$)/y

/** Nobody types that much, but a link may bring it: each term is asked of each event. */
const MOST_CHARACTERS = 10_000
const MOST_TERMS = 500

/** @throws QueryTextError where a quote is not closed, a value or property is wrong, or there is more than anyone asks. */
export function tokensOf(text: string): readonly QueryToken[] {
  if (text.length > MOST_CHARACTERS) {
    throw new QueryTextError('This query is too long: ask with at most 10,000 characters.', MOST_CHARACTERS)
  }
  const tokens: QueryToken[] = []
  const reader = new Reader(text)
  while (reader.skipBlanks()) {
    const token = reader.token()
    if (tokens.push(token) > MOST_TERMS) {
      throw new QueryTextError('This query asks for too much: use at most 500 words.', token.at)
    }
  }
  return tokens
}

class Reader {
  private readonly text: string
  private at = 0
  private hint: string | undefined

  constructor(text: string) {
    this.text = text
  }

  skipBlanks(): boolean {
    while (this.at < this.text.length && /\s/.test(this.text.charAt(this.at))) this.at++
    return this.at < this.text.length
  }

  token(): QueryToken {
    const at = this.at
    const char = this.text.charAt(at)
    if (char === '(' || char === ')') {
      this.at++
      return { kind: char === '(' ? 'open' : 'close', at }
    }
    if (char === '-' && /[^\s)]/.test(this.text.charAt(at + 1))) {
      this.at++
      return { kind: 'not', at }
    }
    const word = /^(?:AND|OR|NOT)(?=[\s()]|$)/.exec(this.text.slice(at, at + 4))?.[0]
    const kind = word === undefined ? undefined : WORDS.get(word)
    if (word !== undefined && kind !== undefined) {
      this.at += word.length
      return { kind, at }
    }
    const number = this.take(NUMBER)?.[1]
    if (number !== undefined) return { kind: 'number', at, value: number }
    this.hint = undefined
    const term = this.term()
    return { kind: 'term', at, term, hint: this.hint }
  }

  private term(): QueryTerm {
    if (this.text.charAt(this.at) === '$') return this.pathTerm()
    const property = this.take(PROPERTY)
    if (property !== undefined) {
      const named = this.propertyTerm(property[1] ?? '', property[2] ?? '')
      if (named !== undefined) return named
      this.at -= property[0].length
    }
    const quoted = this.text.charAt(this.at) === '"'
    const value = this.value(':')
    if (!quoted) this.hint ??= hintFor(value)
    return { property: 'text', operator: ':', value }
  }

  private propertyTerm(word: string, sign: string): QueryTerm | undefined {
    const start = this.at - word.length - sign.length
    const property = propertyNamed(word)
    if (property === undefined) {
      const near = propertyNear(word)
      // `arn:…` and `s3://…` are what people look for.
      const isField = !/^(?:arn|urn)$/i.test(word) && this.text.charAt(this.at) !== '/' && sign === ':'
      if (near === undefined && isField) this.hint = `“${word}:” is no field, so it is looked for as text. ${FIELDS}`
      if (near === undefined) return undefined
      throw new QueryTextError(
        `There is no “${word}”. Did you mean ${near}? To search for it as text, use quotes.`,
        start,
      )
    }
    const operator = operatorOf(sign)
    if (property === 'payload' && operator === ':' && this.text.charAt(this.at) === '$') return this.pathTerm()
    this.skipBlanks()
    if (this.at >= this.text.length) throw new QueryTextError(`Say what ${property} to look for.`, start)
    const value = this.value(operator)
    return { property, operator: COUNTED.has(property) ? exact(operator) : operator, value }
  }

  /** `$.order.id = 42`, or the path alone: it is there. */
  private pathTerm(): QueryTerm {
    const path = this.take(PATH)?.[0] ?? '$'
    const sign = this.take(COMPARISON)
    if (sign === undefined || this.at >= this.text.length) {
      if (sign !== undefined) throw new QueryTextError(`Say what ${path} should be, such as ${path} = 42.`, this.at)
      return { property: 'payload', operator: ':', value: '', path }
    }
    return { property: 'payload', operator: operatorOf(sign[1] ?? ''), value: this.value('='), path }
  }

  /** Of `:` a part is enough: a star at its ends asks for no more. */
  private value(operator: QueryOperator): string {
    if (this.text.charAt(this.at) === '"') {
      const quoted = this.take(QUOTED)
      if (quoted === undefined) throw new QueryTextError('A quote is not closed.', this.at)
      return (quoted[1] ?? '').replace(/\\(["\\])/g, '$1')
    }
    const bare = this.take(BARE)?.[0] ?? ''
    if (operator !== ':' && operator !== '!:') return bare
    const part = bare.replace(/^\*+|\*+$/g, '')
    if (part === bare || part === '') return bare
    this.hint = `A part of a word is enough: “${bare}” is looked for as “${part}”. Quotes keep the star.`
    return part
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match === null) return undefined
    this.at = pattern.lastIndex
    return match
  }
}

const FIELDS = `Fields are ${QUERY_PROPERTIES.map(({ property }) => property).join(', ')}.`

function hintFor(text: string): string | undefined {
  if (/^(?:and|or|not)$/i.test(text)) {
    return `“${text}” is looked for as a word. To combine terms write ${text.toUpperCase()}, in capitals.`
  }
  return /.\*./.test(text) ? `A star stands for itself: “${text}” is looked for as it is written.` : undefined
}

/** Of these `:` means `=`: iteration 17 is not 170. */
const COUNTED: ReadonlySet<QueryProperty> = new Set<QueryProperty>(['attempt', 'iteration', 'event'])

function exact(operator: QueryOperator): QueryOperator {
  if (operator === ':') return '='
  return operator === '!:' ? '!=' : operator
}

function operatorOf(sign: string): QueryOperator {
  switch (sign) {
    case ':>':
    case '>':
      return '>'
    case ':>=':
    case '>=':
      return '>='
    case ':<':
    case '<':
      return '<'
    case ':<=':
    case '<=':
      return '<='
    case ':=':
    case '==':
    case '=':
      return '='
    case ':!=':
    case '!=':
      return '!='
    case '!:':
      return '!:'
    default:
      return ':'
  }
}
