import type { QueryProperty } from '../../analysis/query.ts'
import { propertyNamed, QUERY_PROPERTIES } from '../../analysis/query-properties.ts'
import type { SuggestedValue } from '../../analysis/query-suggest.ts'
import { formatCount } from '../../words/format-count.ts'

/** A way to go on writing. */
export interface Suggestion {
  /** What replaces the word at the caret. */
  readonly text: string
  /** What it is, or how often it occurs. */
  readonly note: string
  /** True where a value is still to follow: no blank is put behind it. */
  readonly isOpen: boolean
}

/** The word the caret is in; quotes keep blanks together. */
export interface Word {
  readonly from: number
  readonly to: number
  /** Up to the caret. */
  readonly text: string
}

export function wordAt(text: string, caret: number): Word {
  let from = 0
  let isQuoted = false
  for (let at = 0; at < caret; at++) {
    const char = text.charAt(at)
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && /[\s()]/.test(char)) from = at + 1
  }
  let to = caret
  while (to < text.length && (isQuoted || !/[\s()]/.test(text.charAt(to)))) {
    if (text.charAt(to) === '"') isQuoted = !isQuoted
    to++
  }
  return { from, to, text: text.slice(from, caret) }
}

const MAX_SUGGESTIONS = 10
/** Where values are numbers nobody can list them; these show how to write one. */
const EXAMPLES: ReadonlyMap<QueryProperty, readonly string[]> = new Map([
  ['duration', ['>1s', '>10s', '>1m', '>1h']],
  ['attempt', ['>1', '1']],
])

/** How a word could go on: properties, then values that occur in this execution. */
export function suggestionsFor(
  word: string,
  valuesOf: (property: QueryProperty) => readonly SuggestedValue[],
): readonly Suggestion[] {
  const [, sign = '', name = '', operator = '', value = ''] = /^(-?)(?:([A-Za-z]+)(!=|!:|[:=]))?(.*)$/s.exec(word) ?? []
  const property = propertyNamed(name)
  if (operator !== '' && property === undefined) return []
  const found =
    property === undefined
      ? startingWith(sign, value, valuesOf)
      : valuesOfProperty(property, { prefix: `${sign}${name}${operator}`, value, valuesOf })
  return found.filter(({ text }) => text !== word).slice(0, MAX_SUGGESTIONS)
}

interface Asked {
  readonly prefix: string
  readonly value: string
  readonly valuesOf: (property: QueryProperty) => readonly SuggestedValue[]
}

function valuesOfProperty(property: QueryProperty, { prefix, value, valuesOf }: Asked): readonly Suggestion[] {
  const examples = EXAMPLES.get(property)
  if (examples !== undefined) {
    return examples
      .filter(example => example.startsWith(value))
      .map(example => ({ text: `${prefix}${example}`, note: 'for example', isOpen: false }))
  }
  const wanted = value.replace(/^"/, '').toLowerCase()
  return valuesOf(property)
    .filter(one => one.value.toLowerCase().includes(wanted))
    .map(one => ({ text: `${prefix}${quoted(one.value)}`, note: formatCount(one.count), isOpen: false }))
}

/** A word without a property: properties spelled like it, then states and errors that hold it. */
function startingWith(sign: string, word: string, valuesOf: Asked['valuesOf']): readonly Suggestion[] {
  const wanted = word.toLowerCase()
  if (wanted.startsWith('"') || wanted.startsWith('$')) return []
  const properties = QUERY_PROPERTIES.filter(({ property }) => property.startsWith(wanted)).map(
    ({ property, label, example }) => ({
      text: `${sign}${property}:`,
      note: `${label}, as in ${example}`,
      isOpen: true,
    }),
  )
  if (wanted.length < 2) return properties
  const values = (['state', 'error', 'outcome'] as const).flatMap(property =>
    valuesOf(property)
      .filter(({ value }) => value.toLowerCase().includes(wanted))
      .map(({ value, count }) => ({
        text: `${sign}${property}:${quoted(value)}`,
        note: formatCount(count),
        isOpen: false,
      })),
  )
  return [...properties, ...values]
}

function quoted(value: string): string {
  return /[\s()"]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
}

/** The text with a suggestion in place of the word, and where the caret goes. */
export function withSuggestion(
  text: string,
  word: Word,
  suggestion: Suggestion,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(word.to).trimStart()
  const before = `${text.slice(0, word.from)}${suggestion.text}${suggestion.isOpen ? '' : ' '}`
  return { text: before + rest, caret: before.length }
}
