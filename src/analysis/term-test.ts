import type { HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome, Span } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import type { LogsOfAttempts } from './log-terms.ts'
import { containsTest, holds, pathTest } from './payload-test.ts'
import type { QueryOperator, QueryTerm } from './query.ts'
import { durationOf, outcomeWord, wholeNumberOf } from './query-value.ts'
import type { TextsOfEvent } from './texts-of-events.ts'

/** A span with what it inherits from those around it. */
export interface Candidate {
  readonly span: Span
  /** The state's name: a visit's own, an attempt's by its visit; undefined for all others. */
  readonly state: string | undefined
  /** Names of the states it lies in, outermost first, its own last. */
  readonly around: readonly string[]
  /** Indexes of the iterations around it, its own last. */
  readonly iterations: readonly number[]
}

/** What is the same for all spans of an execution. */
export interface AskedIn {
  readonly tree: ExecutionTree
  /** Ends what is still running. */
  readonly end: Millis
  /** What the execution is called; undefined where nothing tells. */
  readonly within: WithinExecution | undefined
}

/** What an execution is called, and what its attempts printed. */
export interface WithinExecution {
  /** Its name, its ARN. */
  readonly names: readonly string[]
  readonly machine: string | undefined
  readonly logs?: LogsOfAttempts | undefined
}

/** `no`, or yes by what it inherits, or yes by itself. */
export type Verdict = 0 | 1 | 2
export const NO: Verdict = 0
export const INHERITED: Verdict = 1
export const OWN: Verdict = 2

/** Whether an event that says this answers; undefined where the term does not apply to it. */
export type EventTest = (event: HistoryEvent, texts: TextsOfEvent) => boolean | undefined

export type TermTest =
  | { readonly about: 'span'; readonly test: (candidate: Candidate) => Verdict }
  | {
      readonly about: 'event'
      readonly isNegative: boolean
      readonly readsPayloads: boolean
      /** For a negative term: the test of its opposite. */
      readonly test: EventTest
    }

/** A term made ready to be asked of many spans. A span that has no such property answers neither a term nor its opposite. */
export function testOf(term: QueryTerm, { tree, end, within }: AskedIn): TermTest {
  switch (term.property) {
    case 'state':
      return spanTest(stateTest(term))
    case 'in':
      return spanTest(insideTest(term))
    case 'outcome': {
      const test = outcomeTest(term)
      return spanTest(({ span }) => (test(span.outcome) ? OWN : NO))
    }
    case 'duration': {
      const test = durationTest(term)
      return spanTest(({ span }) => (test(activeMs(tree, span, end)) ? OWN : NO))
    }
    case 'attempt': {
      const wanted = wholeNumberOf(term.value) ?? 0
      return spanTest(({ span }) =>
        span.kind === 'taskAttempt' && holds(term.operator, span.attempt - wanted) ? OWN : NO,
      )
    }
    case 'iteration':
      return spanTest(iterationTest(term))
    case 'execution':
      return spanTest(withinTest(term, within?.names ?? []))
    case 'machine':
      return spanTest(withinTest(term, within?.machine === undefined ? [] : [within.machine]))
    case 'log':
      return spanTest(logTest(term, within?.logs))
    default:
      return eventTest(term)
  }
}

function spanTest(test: (candidate: Candidate) => Verdict): TermTest {
  return { about: 'span', test }
}

/** Whether a term is true of an outcome. */
export function outcomeTest(term: QueryTerm): (outcome: Outcome) => boolean {
  return textTest({ ...term, value: outcomeWord(term.value) })
}

/** Whether a term is true of a duration. */
export function durationTest({ operator, value }: QueryTerm): (durationMs: Millis) => boolean {
  const wantedMs = durationOf(value) ?? 0
  return durationMs => holds(operator, durationMs - wantedMs)
}

function stateTest(term: QueryTerm): (candidate: Candidate) => Verdict {
  const test = textTest(term)
  return ({ span, state }) => {
    if (state === undefined || !test(state)) return NO
    return span.kind === 'stateVisit' ? OWN : INHERITED
  }
}

/** A state speaks for all that lies in it. What excludes a name holds where no state around is called so. */
function insideTest(term: QueryTerm): (candidate: Candidate) => Verdict {
  const test = textTest(term)
  const isNegative = term.operator === '!=' || term.operator === '!:'
  return ({ span, around }) => {
    const own = around.at(-1)
    if (own === undefined || !(isNegative ? around.every(test) : around.some(test))) return NO
    return span.kind === 'stateVisit' && test(own) ? OWN : INHERITED
  }
}

/**
 * Whether what an attempt printed answers a term: one of its lines does. What excludes a text is true of a log that is read to its
 * end; of one that is not, nobody knows, and it answers neither.
 */
function logTest(term: QueryTerm, logs: LogsOfAttempts | undefined): (candidate: Candidate) => Verdict {
  const isNegative = term.operator === '!=' || term.operator === '!:'
  const isLine = term.operator === '=' || term.operator === '!='
  const test = isLine ? anyTextTest({ ...term, operator: '=' }) : containsTest(term.value)
  return ({ span }) => {
    const log = span.kind === 'taskAttempt' ? logs?.(span) : undefined
    if (log === undefined || log === 'unread') return NO
    if (isNegative && !log.isWhole) return NO
    return log.lines.some(test) !== isNegative ? OWN : NO
  }
}

/** An execution speaks for all that lies in it. */
function withinTest(term: QueryTerm, names: readonly string[]): (candidate: Candidate) => Verdict {
  const found = namesTest(term)(names)
  return ({ span }) => {
    if (!found) return NO
    return span.kind === 'execution' ? OWN : INHERITED
  }
}

/** Whether a term is true of something with several names. What excludes a name holds where none of them is like that. */
export function namesTest(term: QueryTerm): (names: readonly string[]) => boolean {
  const test = anyTextTest(term)
  const isNegative = term.operator === '!=' || term.operator === '!:'
  return names => names.length > 0 && (isNegative ? names.every(test) : names.some(test))
}

function iterationTest({ operator, value }: QueryTerm): (candidate: Candidate) => Verdict {
  const wanted = wholeNumberOf(value) ?? 0
  const isNegative = operator === '!='
  return ({ span, iterations }) => {
    if (iterations.length === 0) return NO
    const found = isNegative
      ? iterations.every(index => index !== wanted)
      : iterations.some(index => holds(operator, index - wanted))
    if (!found) return NO
    return span.kind === 'mapIteration' && holds(operator, span.index - wanted) ? OWN : INHERITED
  }
}

/** `=` is exact, `:` is part of it, both whatever the case and the composition of letters. */
function textTest(term: QueryTerm): (text: string) => boolean {
  return remembered(anyTextTest(term))
}

function anyTextTest({ operator, value }: QueryTerm): (text: string) => boolean {
  const wanted = folded(value)
  switch (operator) {
    case '=':
      return text => folded(text) === wanted
    case '!=':
      return text => folded(text) !== wanted
    case '!:':
      return text => !folded(text).includes(wanted)
    default:
      return text => folded(text).includes(wanted)
  }
}

/** A name typed on one system and written on another may differ in how its accents are composed. */
function folded(text: string): string {
  return text.normalize().toLowerCase()
}

/** Names of states, types and errors are few and stand in thousands of events; texts longer than any of them differ. */
const LONGEST_NAME = 80
const MOST_NAMES = 1_000

/** The same test, which knows what it has answered for a name before. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return text => {
    if (text.length > LONGEST_NAME) return test(text)
    const before = known.get(text)
    if (before !== undefined) return before
    const answer = test(text)
    if (known.size < MOST_NAMES) known.set(text, answer)
    return answer
  }
}

const POSITIVE: Readonly<Partial<Record<QueryOperator, QueryOperator>>> = { '!=': '=', '!:': ':' }

function eventTest(term: QueryTerm): TermTest {
  const positive = { ...term, operator: POSITIVE[term.operator] ?? term.operator }
  const isNegative = positive.operator !== term.operator
  const readsPayloads = term.property === 'payload' || term.property === 'text'
  return { about: 'event', isNegative, readsPayloads, test: positiveEventTest(positive, isNegative) }
}

function positiveEventTest(term: QueryTerm, isNegative: boolean): EventTest {
  switch (term.property) {
    case 'event': {
      const wanted = wholeNumberOf(term.value) ?? 0
      return ({ id }) => holds(term.operator, id - wanted)
    }
    case 'type': {
      const test = textTest(term)
      return ({ type }) => test(type)
    }
    case 'error':
      return fieldsTest(textTest(term), term.operator === '=' ? ['error'] : ['error', 'cause'])
    case 'resource':
      return fieldsTest(textTest(term), ['resource', 'resourceType', 'mapRunArn', 'workerName'])
    case 'payload':
      return payloadTest(term, isNegative)
    default:
      return anywhereTest(term.value)
  }
}

function fieldsTest(
  test: (text: string) => boolean,
  fields: readonly string[],
): (event: HistoryEvent) => boolean | undefined {
  return ({ details }) => {
    if (details === undefined) return undefined
    let applies: false | undefined
    for (const field of fields) {
      const text = details[field]
      if (typeof text !== 'string') continue
      if (test(text)) return true
      applies = false
    }
    return applies
  }
}

function payloadTest(term: QueryTerm, isNegative: boolean): EventTest {
  const contains = containsTest(term.value)
  const wanted = term.value.toLowerCase()
  const whole = (text: string) => text.toLowerCase() === wanted
  const test = term.path !== undefined ? pathTest(term, isNegative) : term.operator === '=' ? whole : contains
  return (_event, { payloads }) => {
    let applies: false | undefined
    for (const text of payloads) {
      const answer = test(text)
      if (answer === true) return true
      if (answer === false) applies = false
    }
    return applies
  }
}

/** Text anywhere an event says something. */
function anywhereTest(value: string): EventTest {
  const contains = containsTest(value)
  const known = new Map<readonly string[], boolean>()
  const someName = (names: readonly string[]): boolean => {
    const before = known.get(names)
    if (before !== undefined) return before
    const answer = names.some(contains)
    if (known.size < MOST_NAMES) known.set(names, answer)
    return answer
  }
  return (_event, { payloads, names }) => {
    if (someName(names)) return true
    for (const payload of payloads) if (contains(payload)) return true
    return false
  }
}
