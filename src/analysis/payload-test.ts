import {
  ExactNumber,
  exactJsonText,
  exactTextsOfParts,
  isContainer,
  isSameNumber,
  membersOf,
  parseExactMembers,
} from '../history/exact-json.ts'
import { type JsonPath, type JsonStep, parseJsonPath, valuesAt } from './json-path.ts'
import { mayHaveMember } from './member-scan.ts'
import type { QueryOperator, QueryTerm } from './query.ts'

/** Whether one payload's text answers a term: `undefined` where the term does not apply (the path leads nowhere). */
export type PayloadTest = (text: string) => boolean | undefined

/** A regular expression of some ten thousand characters is refused by the engine. */
const LONGEST_PATTERN = 1_000

/** Text anywhere in a payload, whatever its case; JSON's escapes are seen through for what JSON must escape. */
export function containsTest(value: string): (text: string) => boolean {
  const forms = [value, value.normalize('NFC'), value.normalize('NFD')]
  const patterns = [...new Set(forms.flatMap(form => [form, JSON.stringify(form).slice(1, -1)]))]
  if (patterns.some(form => form.length > LONGEST_PATTERN)) {
    const wanted = patterns.map(form => form.toLowerCase())
    return text => wanted.some(word => text.toLowerCase().includes(word))
  }
  const pattern = new RegExp(patterns.map(literal).join('|'), 'i')
  return text => pattern.test(text)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/**
 * Compares the values at a JSONPath. A payload is parsed only if its text holds the path's names, and behind the last of them a
 * value that answers: 50 MB are searched in the time it takes to read them, and nothing parsed is kept. Where the opposite is
 * asked (`mustApply`) the path has to be followed even if the value is nowhere.
 */
export function pathTest({ path = '$', operator, value }: QueryTerm, mustApply: boolean): PayloadTest {
  const steps = parseJsonPath(path) ?? []
  const names = steps.flatMap(nameOf).map(name => JSON.stringify(name))
  const needles = mustApply ? names : [...names, ...needleOfValue(operator, value)]
  const test = valueTest(operator, value)
  const contains = operator === ':' || operator === '!:'
  const last = mustApply ? undefined : lastName(steps)
  // Two containers are compared as texts, and nothing is greater or less than one.
  const member = {
    scalar: (found: unknown) => test(found, exactJsonText),
    container: operator === ':' || operator === '=',
  }
  return text => {
    if (!needles.every(needle => mayHold(text, needle))) return undefined
    if (last !== undefined && !mayHaveMember(text, last, member) && !isEscaped(text)) return undefined
    const values = valuesIn(text, { steps, names })
    if (values.length === 0) return undefined
    const write = exactTextsOfParts()
    return (contains ? outermost(values) : values).some(found => test(found, write))
  }
}

/** Values without the containers that lie in another of them: what these hold, the outer one holds too. */
function outermost(values: readonly unknown[]): readonly unknown[] {
  const containers = values.filter(isContainer)
  if (containers.length < 2) return values
  const inner = new Set<unknown>()
  const pending: object[] = [...containers]
  for (let outer = pending.pop(); outer !== undefined; outer = pending.pop()) {
    for (const [, member] of membersOf(outer)) {
      if (!isContainer(member) || inner.has(member)) continue
      inner.add(member)
      pending.push(member)
    }
  }
  return values.filter(value => !inner.has(value))
}

/** As JSON text; undefined where the path ends in no name: then its values may stand behind anything. */
function lastName(steps: JsonPath): string | undefined {
  const [name] = steps.slice(-1).flatMap(nameOf)
  return name === undefined ? undefined : JSON.stringify(name)
}

function nameOf(step: JsonStep): readonly string[] {
  return step.kind === 'member' || step.kind === 'deep' ? [step.name] : []
}

/** The text a payload must hold to have a value equal to this one. Letters' case counts in `=`. */
function needleOfValue(operator: QueryOperator, value: string): readonly string[] {
  if (operator !== '=' || value === '' || !Number.isNaN(Number(value))) return []
  return [JSON.stringify(value).slice(1, -1)]
}

/** A text that escapes what it need not (`\u00e9`, `\/`) can hold anything: then only parsing tells. */
function mayHold(text: string, needle: string): boolean {
  return text.includes(needle) || isEscaped(text)
}

function isEscaped(text: string): boolean {
  return text.includes('\\u') || text.includes('\\/')
}

interface PathInText {
  readonly steps: JsonPath
  /** The path's names as JSON text. */
  readonly names: readonly string[]
}

function valuesIn(text: string, { steps, names }: PathInText): readonly unknown[] {
  try {
    return valuesAt(parseExactMembers(text, names), steps)
  } catch {
    // A payload that was cut is no JSON: no path leads into it.
    return []
  }
}

/** Writes a value as JSON text. */
type Write = (value: unknown) => string

function valueTest(operator: QueryOperator, value: string): (found: unknown, write: Write) => boolean {
  const wanted = value.toLowerCase()
  const mayBeContainer = /^[[{]/.test(value)
  const number = value.trim() === '' ? Number.NaN : Number(value)
  switch (operator) {
    case ':':
    case '!:':
      return (found, write) => value === '' || textOf(found, write).toLowerCase().includes(wanted)
    case '=':
    case '!=':
      return (found, write) =>
        ((mayBeContainer || !isContainer(found)) && textOf(found, write) === value) ||
        (isNumber(found) && isSameNumber(numberText(found), value))
    default:
      return found => compares(operator, { found, value, number })
  }
}

function compares(
  operator: QueryOperator,
  { found, value, number }: { readonly found: unknown; readonly value: string; readonly number: number },
): boolean {
  if (isNumber(found)) {
    const isSame = isSameNumber(numberText(found), value)
    return !Number.isNaN(number) && holds(operator, isSame ? 0 : differenceOf(numberText(found), value))
  }
  // Dates in ISO form compare as text.
  return typeof found === 'string' && holds(operator, found < value ? -1 : found > value ? 1 : 0)
}

function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber
}

/** The sign of the difference of two numbers that are not the same; whole ones are told apart at any length. */
function differenceOf(one: string, other: string): number {
  const difference = Number(one) - Number(other)
  if (difference !== 0 && !Number.isNaN(difference)) return difference
  const areWhole = /^-?\d+$/.test(one) && /^-?\d+$/.test(other)
  return areWhole ? Math.sign(Number(BigInt(one) - BigInt(other))) : Number.NaN
}

/** Whether `operator` holds for two values whose difference has this sign. */
export function holds(operator: QueryOperator, difference: number): boolean {
  switch (operator) {
    case '>':
      return difference > 0
    case '>=':
      return difference >= 0
    case '<':
      return difference < 0
    case '<=':
      return difference <= 0
    case '!=':
    case '!:':
      return difference !== 0
    default:
      return difference === 0
  }
}

function textOf(value: unknown, write: Write): string {
  return typeof value === 'string' ? value : write(value)
}

function numberText(value: number | ExactNumber): string {
  return value instanceof ExactNumber ? value.source : exactJsonText(value)
}
