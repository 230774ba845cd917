import type { Millis } from '../history/events.ts'
import { OUTCOMES } from '../model/span.ts'
import { parseJsonPath } from './json-path.ts'
import type { QueryTerm } from './query.ts'

const UNITS_MS: ReadonlyMap<string, Millis> = new Map(
  Object.entries<Millis>({ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }),
)

/** `5s`, `200 ms`, `1h30m`, `2.5m`, `0` in ms; undefined for anything else. */
export function durationOf(text: string): Millis | undefined {
  const compact = text.replaceAll(' ', '')
  if (compact === '0') return 0
  if (!/^(?:\d{1,12}(?:\.\d{1,9})?(?:ms|[smhd])){1,5}$/.test(compact)) return undefined
  let sum = 0
  for (const [, number, unit] of compact.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) {
    sum += Number(number) * (UNITS_MS.get(unit ?? '') ?? 0)
  }
  return sum
}

/** A number as written in a query: `17`, `#17`; undefined for anything else. */
export function wholeNumberOf(text: string): number | undefined {
  const digits = /^#?(\d{1,9})$/.exec(text.trim())?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** AWS's words for outcomes, of the API and the console, and what people write for them. */
const OUTCOME_WORDS: ReadonlyMap<string, string> = new Map([
  ['success', 'succeeded'],
  ['inprogress', 'running'],
  ['pendingredrive', 'running'],
  ['caughterror', 'caught'],
  ['canceled', 'aborted'],
  ['cancelled', 'aborted'],
  ['stopped', 'aborted'],
  ['timeout', 'timedout'],
  ['error', 'failed'],
])

/** An outcome as written in a query, in lower case: `TIMED_OUT` and `timeout` are `timedout`. */
export function outcomeWord(text: string): string {
  const word = text.toLowerCase().replace(/[\s_-]/g, '')
  return OUTCOME_WORDS.get(word) ?? word
}

/** Each step may walk a whole payload (`..name`). */
const MOST_STEPS = 50

/** What is wrong with a term's value, and what to write instead; undefined where nothing is. */
export function problemWith(term: QueryTerm): string | undefined {
  const { property, operator, value, path } = term
  if (path !== undefined) {
    const steps = parseJsonPath(path)
    if (steps === undefined) return `${path} is not a path. Write one like $.order.id or $.items[0].name.`
    return steps.length > MOST_STEPS ? `This path is too long: follow at most ${MOST_STEPS} steps.` : undefined
  }
  switch (property) {
    case 'duration':
      if (durationOf(value) === undefined)
        return `${quoted(value)} is not a duration. Write a number with its unit, such as duration:>5s: ms, s, m, h or d.`
      return operator === ':' || operator === '!:'
        ? `Compare the duration: duration:>${value} or duration:<${value}.`
        : undefined
    case 'attempt':
    case 'iteration':
    case 'event':
      return wholeNumberOf(value) === undefined
        ? `${quoted(value)} is not a number. Write ${property}:17 or ${property}:>1.`
        : undefined
    case 'outcome': {
      const wanted = outcomeWord(value)
      const known = OUTCOMES.some(outcome => outcome.toLowerCase().includes(wanted))
      return known && wanted !== ''
        ? undefined
        : `There is no outcome ${quoted(value)}. Use one of: succeeded, running, failed, caught, timedOut, aborted.`
    }
    default:
      return compares(term)
        ? `${term.operator} compares numbers; write ${property}:${value} or ${property}=${value}.`
        : undefined
  }
}

function compares({ operator }: QueryTerm): boolean {
  return operator.startsWith('>') || operator.startsWith('<')
}

function quoted(value: string): string {
  return value === '' ? 'Nothing' : `“${value}”`
}
