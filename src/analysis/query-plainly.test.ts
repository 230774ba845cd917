import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst, iterationsAround, upwards, visitAround } from '../model/walk.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { endOf } from './completeness.ts'
import { collectPayloads } from './event-texts.ts'
import { pathTest } from './payload-test.ts'
import { isGroup, type Query, type QueryGroup, type QueryTerm } from './query.ts'
import { matchQuery } from './query-match.ts'
import { INHERITED, NO, OWN, testOf, type Verdict } from './term-test.ts'

/*
 * The queries of a page go through events and spans in an order and with shortcuts of their own; here each span is asked each
 * term, one after another.
 */

interface Told {
  readonly verdict: Verdict
  readonly events: readonly EventId[]
}

function plainTerm(tree: ExecutionTree, term: QueryTerm, span: Span): Told {
  const test = testOf(term, { tree, end: endOf(tree), within: { names: ['run-7'], machine: 'Orders' } })
  if (test.about === 'span') {
    const state = 'name' in span && span.kind !== 'mapIteration' ? span.name : undefined
    const inherited = span.kind === 'mapRun' ? visitAround(tree, span)?.name : state
    const around = [...upwards(tree, span)].flatMap(at => (at.kind === 'stateVisit' ? [at.name] : [])).toReversed()
    const iterations = iterationsAround(tree, span)
    return { verdict: test.test({ span, state: inherited, around, iterations }), events: [] }
  }
  const answers = span.events.map(id => {
    const event = tree.event(id)
    if (event === undefined) return undefined
    const payloads: string[] = []
    collectPayloads(event, payloads)
    return test.test(event, { payloads, names: namesOf(event) })
  })
  if (test.isNegative) {
    const applies = answers.some(answer => answer !== undefined) && !answers.includes(true)
    return { verdict: applies ? OWN : NO, events: [] }
  }
  const events = span.events.filter((_, at) => answers[at] === true)
  return { verdict: events.length > 0 ? OWN : NO, events }
}

/** Its type and all its other words but payloads; the name of a Map is not its iterations' own. */
function namesOf({ type, details = {} }: HistoryEvent): readonly string[] {
  const words = Object.entries(details).filter(
    ([field]) =>
      !['input', 'output', 'parameters'].includes(field) && !(field === 'name' && /^MapIteration/.test(type)),
  )
  return [type, ...words.flatMap(([, text]) => (typeof text === 'string' ? [text] : []))]
}

function plainVerdict(tree: ExecutionTree, part: Query | QueryGroup | QueryTerm, span: Span): Verdict {
  if (!('terms' in part)) return plainTerm(tree, part, span).verdict
  const verdicts = new Set(part.terms.map(inner => plainVerdict(tree, inner, span)))
  if (part.operation === 'and' && verdicts.has(NO)) return NO
  return verdicts.has(OWN) ? OWN : verdicts.has(INHERITED) ? INHERITED : NO
}

function plainMatch(tree: ExecutionTree, query: Query) {
  const terms = query.terms.flatMap(part => (isGroup(part) ? part.terms : [part]))
  const positive = terms.filter(term => {
    const test = testOf(term, { tree, end: endOf(tree), within: undefined })
    return test.about === 'event' && !test.isNegative
  })
  const asksOfExecution = terms.some(
    ({ property }) => !['state', 'in', 'outcome', 'duration', 'attempt', 'iteration'].includes(property),
  )
  const [spans, spokenFor, events]: [SpanKey[], SpanKey[], EventId[]] = [[], [], []]
  const matched = new Set<SpanKey>()
  for (const { span } of depthFirst(tree)) {
    if (span.kind === 'execution' && !asksOfExecution) continue
    const verdict = plainVerdict(tree, query, span)
    if (verdict === NO) continue
    matched.add(span.key)
    if (verdict === OWN || !matched.has(span.parentKey ?? -1)) spans.push(span.key)
    else spokenFor.push(span.key)
    const told = positive.flatMap(term => plainTerm(tree, term, span).events)
    events.push(...(positive.length > 0 ? new Set(told) : span.events))
  }
  return { spans, spokenFor, events: events.toSorted((a, b) => a - b) }
}

const term = (): fc.Arbitrary<QueryTerm> => {
  const named = (property: QueryTerm['property'], ...values: readonly string[]) =>
    fc.record({
      property: fc.constant(property),
      operator: fc.constantFrom<QueryTerm['operator'][]>('=', '!=', ':', '!:'),
      value: fc.constantFrom(...values),
    })
  const numbered = (property: QueryTerm['property'], ...values: readonly string[]) =>
    fc.record({
      property: fc.constant(property),
      operator: fc.constantFrom<QueryTerm['operator'][]>('=', '!=', '>', '<='),
      value: fc.constantFrom(...values),
    })
  return fc.oneof(
    named('state', 'A', 'Task', 'S1', 'a', '1'),
    named('in', 'A', 'Map', 'S1', 'a', '1'),
    named('outcome', 'failed', 'succeeded', 'running'),
    named('type', 'TaskFailed', 'Map', 'Entered', 'Iteration'),
    named('error', 'States', 'Err', 'e'),
    named('resource', 'invoke', 'lambda'),
    named('text', 'fail', '1', 'lambda', 'x'),
    named('payload', '1', '{', 'x', 'id'),
    numbered('iteration', '0', '1', '3'),
    numbered('attempt', '1', '2'),
    numbered('event', '1', '7', '40'),
    numbered('duration', '0', '1s', '500ms'),
  )
}

const query = (): fc.Arbitrary<Query> => {
  const operation = fc.constantFrom<Query['operation'][]>('and', 'or')
  const group = fc.record({ operation, terms: fc.array(term(), { minLength: 1, maxLength: 3 }) })
  return fc.record({ operation, terms: fc.array(fc.oneof(term(), group), { minLength: 1, maxLength: 3 }) })
}

it('a query finds what each span says that it is asked by itself', () => {
  const property = fc.property(randomCase(), query(), ({ machine, options }, asked) => {
    const tree = createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 200 }).events)
    expect(matchQuery(tree, asked)).toMatchObject(plainMatch(tree, asked))
  })
  fc.assert(property, { numRuns: 300 })
})

it('a path finds in a payload what it finds when all of it is read', () => {
  const name = fc.constantFrom('id', 'a', 'na"me', 'id\\', 'é')
  const leaf = fc.oneof(
    fc.constantFrom<unknown[]>('12', 'A-17', 'a"b', 'id', 'é', '2026-03-01', '', null, true, 12, 12.5, -3, 1e21),
    fc.integer(),
  )
  const { json } = fc.letrec(tie => ({
    json: fc.oneof({ maxDepth: 4 }, leaf, fc.dictionary(name, tie('json')), fc.array(tie('json'), { maxLength: 3 })),
  }))
  const path = fc
    .array(fc.constantFrom('.id', '.a', '..id', '..a', "['na\"me']", '[0]', '[*]', '.é'), { maxLength: 3 })
    .map(steps => `$${steps.join('')}`)
  const written = fc.record({ value: json, indent: fc.constantFrom(0, 1), cut: fc.boolean(), isEscaped: fc.boolean() })
  const asked = fc.record({
    property: fc.constant('payload' as const),
    operator: fc.constantFrom<QueryTerm['operator'][]>('=', ':', '>', '>=', '<', '<='),
    value: fc.constantFrom(
      '12',
      '12.0',
      '1',
      'A-17',
      'a-17',
      'a"b',
      'true',
      'null',
      '{"id":12}',
      '[]',
      '2026',
      '',
      'é',
    ),
    path,
  })
  const property = fc.property(written, asked, ({ value, indent, cut, isEscaped }, one) => {
    const whole = JSON.stringify(value, undefined, indent)
    const text = isEscaped ? whole.replaceAll('é', '\\u00e9') : whole
    const payload = cut ? text.slice(0, -1) : text
    // What must apply is always followed to its end.
    expect(pathTest(one, false)(payload) === true).toBe(pathTest(one, true)(payload) === true)
  })
  fc.assert(property, { numRuns: 2_000 })
})
