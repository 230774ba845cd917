import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Query, QueryGroup, QueryTerm } from './query.ts'
import { parseQuery } from './query-parse.ts'
import { queryText } from './query-text.ts'

function read(text: string): Query {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.query
}

function problem(text: string): string {
  const parsed = parseQuery(text)
  return 'problem' in parsed ? `${parsed.problem.at}: ${parsed.problem.message}` : 'none'
}

describe('parseQuery', () => {
  it.each<[string, QueryTerm]>([
    ['Throttled', { property: 'text', operator: ':', value: 'Throttled' }],
    ['"two words"', { property: 'text', operator: ':', value: 'two words' }],
    ['-Throttled', { property: 'text', operator: '!:', value: 'Throttled' }],
    ['arn:aws:lambda', { property: 'text', operator: ':', value: 'arn:aws:lambda' }],
    ['state:Charge', { property: 'state', operator: ':', value: 'Charge' }],
    ['state="Charge Card"', { property: 'state', operator: '=', value: 'Charge Card' }],
    ['State!=Wait', { property: 'state', operator: '!=', value: 'Wait' }],
    ['NOT state:Wait', { property: 'state', operator: '!:', value: 'Wait' }],
    ['dur:>5s', { property: 'duration', operator: '>', value: '5s' }],
    ['duration<=1h30m', { property: 'duration', operator: '<=', value: '1h30m' }],
    ['attempt:>1', { property: 'attempt', operator: '>', value: '1' }],
    ['iteration:17', { property: 'iteration', operator: '=', value: '17' }],
    ['-event:9', { property: 'event', operator: '!=', value: '9' }],
    ['outcome:"timed out"', { property: 'outcome', operator: ':', value: 'timed out' }],
    ['payload:order-17', { property: 'payload', operator: ':', value: 'order-17' }],
    ['$.order.id = 42', { property: 'payload', operator: '=', value: '42', path: '$.order.id' }],
    ['$.items[0].sku:"a b"', { property: 'payload', operator: ':', value: 'a b', path: '$.items[0].sku' }],
    ['$..total >= 10', { property: 'payload', operator: '>=', value: '10', path: '$..total' }],
    ["$['odd name']", { property: 'payload', operator: ':', value: '', path: "$['odd name']" }],
    ['payload:$.a!=b', { property: 'payload', operator: '!=', value: 'b', path: '$.a' }],
  ])('reads %s', (text, term) => {
    expect(read(text)).toEqual({ operation: 'and', terms: [term] })
  })

  it('binds AND tighter than OR', () => {
    expect(queryText(read('state:A error:X OR state:B AND attempt:2'))).toBe('(state:A error:X) OR (state:B attempt:2)')
  })

  it('negates a group term by term', () => {
    expect(queryText(read('-(state:A OR duration:>5s) error:X'))).toBe('state!:A duration:<=5s error:X')
  })

  it('takes #412 for the event or the iteration of that number', () => {
    expect(queryText(read('#412'))).toBe('event:412 OR iteration:412')
    expect(queryText(read('state:A #412'))).toBe('state:A (event:412 OR iteration:412)')
    expect(queryText(read('"#412"'))).toBe('"#412"')
  })

  it.each([
    ['foo:bar', /^“foo:” is no field, so it is looked for as text\. Fields are state, outcome, /],
    ['state:A or state:B', /^“or” is looked for as a word\. To combine terms write OR, in capitals\.$/],
    ['Ch*', /^A part of a word is enough: “Ch\*” is looked for as “Ch”\. Quotes keep the star\.$/],
    ['state:*Card', /looked for as “Card”/],
    ['a*b', /^A star stands for itself/],
  ])('hints at what was perhaps meant by %s', (text, hint) => {
    const parsed = parseQuery(text)
    expect('hints' in parsed ? parsed.hints : []).toEqual([expect.stringMatching(hint)])
  })

  it.each(['arn:aws:lambda', 's3://bucket/key', 'https://x.y', '12:30', '"or"', '"Ch*"', 'is:failed'])(
    'has nothing to hint at in %s',
    text => {
      expect(parseQuery(text)).toMatchObject({ hints: [] })
    },
  )

  it.each(['outcome:timed_out', 'status:TIMED_OUT', 'is:"Timed out"', 'outcome:timeout', 'outcome:"Caught error"'])(
    'understands the words of AWS: %s',
    text => {
      expect(parseQuery(text)).toHaveProperty('query')
    },
  )

  it('asks for nothing with an empty text', () => {
    expect(read('   ')).toEqual({ operation: 'and', terms: [] })
  })

  it.each(['(', '-', 'NOT ', '-('])('refuses %s without end', text => {
    expect(problem(text.repeat(200) + 'x')).toMatch(/nested once/)
  })

  it.each([
    ['duration:5', '0: “5” is not a duration. Write a number with its unit, such as duration:>5s: ms, s, m, h or d.'],
    ['duration:5s', '0: Compare the duration: duration:>5s or duration:<5s.'],
    ['a attempt:x', '2: “x” is not a number. Write attempt:17 or attempt:>1.'],
    ['durtaion:>5s', '0: There is no “durtaion”. Did you mean duration? To search for it as text, use quotes.'],
    [
      'outcome:dead',
      '0: There is no outcome “dead”. Use one of: succeeded, running, failed, caught, timedOut, aborted.',
    ],
    ['"open', '0: A quote is not closed.'],
    ['(a b', '0: A bracket is not closed.'],
    ['a) b', '1: There is one closing bracket too many.'],
    ['a OR', '2: Something is missing beside OR. To search for the word itself, put it in quotes.'],
    ['state:', '0: Say what state to look for.'],
    ['state:>5', '0: > compares numbers; write state:5 or state=5.'],
    ['a (b OR c d)', '0: Brackets can be nested once: write the query as one OR of ANDs, or one AND of ORs.'],
  ])('says of %s what to do', (text, message) => {
    expect(problem(text)).toBe(message)
  })
})

const words = fc.oneof(
  fc.constantFrom('Charge', 'two words', 'AND', '-', '$', 'a"b', 'c\\d', '(', 'x:y', '>5', 'ü'),
  fc.string({ minLength: 1 }),
)
const term: fc.Arbitrary<QueryTerm> = fc.oneof(
  fc.record({
    property: fc.constant('text' as const),
    operator: fc.constantFrom(':' as const, '!:' as const),
    value: words,
  }),
  fc.record({
    property: fc.constantFrom('state' as const, 'type' as const, 'error' as const, 'resource' as const),
    operator: fc.constantFrom('=' as const, '!=' as const, ':' as const, '!:' as const),
    value: words,
  }),
  fc.record({
    property: fc.constantFrom('attempt' as const, 'iteration' as const, 'event' as const),
    operator: fc.constantFrom('=' as const, '!=' as const, '>' as const, '<=' as const),
    value: fc.nat(99_999).map(String),
  }),
  fc.record({
    property: fc.constant('duration' as const),
    operator: fc.constantFrom('>' as const, '<' as const, '=' as const),
    value: fc.constantFrom('5s', '1h30m', '200ms'),
  }),
  fc.record({
    property: fc.constant('payload' as const),
    operator: fc.constantFrom('=' as const, '!=' as const, ':' as const, '!:' as const, '>' as const),
    value: words,
    path: fc.constantFrom('$', '$.a', "$['b c'][0]", '$..d[*]'),
  }),
)
const group: fc.Arbitrary<QueryGroup> = fc.record({
  operation: fc.constant('or' as const),
  terms: fc.array(term, { minLength: 2, maxLength: 3 }),
})
const query: fc.Arbitrary<Query> = fc.record({
  operation: fc.constant('and' as const),
  terms: fc.array(fc.oneof(term, group), { minLength: 2, maxLength: 4 }),
})

describe('a query', () => {
  it('survives being written and read', () => {
    fc.assert(
      fc.property(query, one => {
        expect(read(queryText(one))).toEqual(one)
      }),
    )
  })

  it('is read or refused in words, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('state:', '"', '(', ')', ' OR ', '-', '$.', ' = ', 'x', '\\'))
        .map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(typed, text => {
        const parsed = parseQuery(text)
        if ('query' in parsed) expect(parseQuery(queryText(parsed.query))).toEqual({ query: parsed.query, hints: [] })
        else expect(parsed.problem.message).toMatch(/\.$/)
      }),
      { numRuns: 2000 },
    )
  })
})
