import { isGroup, type Query, type QueryGroup, type QueryTerm } from './query.ts'

/** The query as text that `parseQuery` reads back to the same. */
export function queryText(query: Query): string {
  const join = query.operation === 'or' ? ' OR ' : ' '
  return query.terms.map(part => (isGroup(part) ? groupText(part) : termText(part))).join(join)
}

/** The query for exactly one state: names are unique within a state machine, so of several executions a machine tells which. */
export function queryOfState(name: string, machine?: string): string {
  const state = { property: 'state', operator: '=', value: name } as const
  const of = machine === undefined ? [] : [{ property: 'machine', operator: '=', value: machine } as const]
  return queryText({ operation: 'and', terms: [...of, state] })
}

function groupText({ operation, terms }: QueryGroup): string {
  return `(${terms.map(termText).join(operation === 'or' ? ' OR ' : ' ')})`
}

/** One term as text: `state:Charge`, `-"Rate exceeded"`, `duration:>5s`, `$.order.id = 42`. */
function termText({ property, operator, value, path }: QueryTerm): string {
  if (path !== undefined) return pathText(path, operator, value)
  if (property === 'text') return `${operator === ':' ? '' : '-'}${quotedIfNeeded(value, true)}`
  if (property === 'attempt' || property === 'iteration' || property === 'event' || property === 'duration') {
    const sign = operator === '=' && property !== 'duration' ? ':' : operator === '!=' ? '!=' : `:${operator}`
    return `${property}${sign}${quotedIfNeeded(value, false)}`
  }
  return `${property}${operator}${quotedIfNeeded(value, false)}`
}

function pathText(path: string, operator: string, value: string): string {
  if (value === '' && (operator === ':' || operator === '!:')) return `${operator === ':' ? '' : '-'}${path}`
  return `${path} ${operator} ${quotedIfNeeded(value, false)}`
}

/** Text that would be read as something else goes into quotes. */
function quotedIfNeeded(value: string, isText: boolean): string {
  const plain = isText ? /^[^\s()":=<>!$*-][^\s()":=<>!*]*$/ : /^[^\s()"$=<>:!*][^\s()"*]*$/
  const isWord = /^(?:AND|OR|NOT|#\d{1,9})$/i.test(value)
  return plain.test(value) && !isWord ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
}
