import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTCOMES } from '../model/span.ts'
import type { SourceRef } from '../source/source.ts'
import { ANSWERS_PANELS, type ViewLink } from './view-link.ts'
import { decodeLink, encodeLink, encodeRoute, mergeLink } from './view-link-codec.ts'
import { encodeWay } from './way-code.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders/Map:run 1'

const text = fc.string({ unit: 'grapheme', minLength: 1 })
const ref: fc.Arbitrary<SourceRef> = fc.oneof(
  text.map(arn => ({ kind: 'aws', arn }) as const),
  text.map(name => ({ kind: 'sample', name }) as const),
  fc
    .record(
      { hash: fc.stringMatching(/^[0-9a-f]{64}$/), fileName: fc.string({ unit: 'grapheme' }), executionArn: text },
      { requiredKeys: ['hash', 'fileName'] },
    )
    .map(file => ({ kind: 'file', ...file }) as const),
)
const time = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0)
const step = fc.record({ at: fc.integer({ min: 2, max: 2 ** 25 - 1 }), name: text }, { requiredKeys: ['at'] })
const viewLink: fc.Arbitrary<ViewLink> = fc.record(
  {
    ref,
    within: fc.array(step, { minLength: 1, maxLength: 4 }).map(encodeWay),
    event: fc.integer({ min: 1, max: 25_000 }),
    span: fc.stringMatching(/^[xsaibr]\??[1-9]\d{0,4}$/),
    from: time,
    to: time,
    query: fc.string({ unit: 'grapheme' }),
    queryMode: fc.constantFrom('filter', 'highlight'),
    tab: fc.constantFrom('timeline', 'states', 'events'),
    rows: fc.string(),
    below: fc.string(),
    timeMode: fc.constantFrom('relative', 'utc', 'local'),
    folds: fc.boolean(),
    criticalPath: fc.boolean(),
    panel: fc.constantFrom(...ANSWERS_PANELS),
    baseline: fc.oneof(
      ref,
      fc.record({ kind: fc.constant('lastSuccesses' as const), most: fc.integer({ min: 1, max: 99 }) }),
    ),
    ghosts: fc.boolean(),
    measure: fc.tuple(time, time).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
    unfolded: fc.array(time, { minLength: 1, maxLength: 12 }),
    eventText: fc.string({ unit: 'grapheme' }),
    eventType: fc.string(),
    eventOutcome: fc.constantFrom(...OUTCOMES),
    newestFirst: fc.constant(true),
    stateText: fc.string({ unit: 'grapheme' }),
    stateSort: fc.constantFrom('failed', 'p95.up'),
    twoCharts: fc.constant(true),
    alignAt: fc.string({ minLength: 1 }),
    stateMachine: fc.string(),
    beside: fc.nat({ max: 40_000 }),
    details: fc.constant('logs' as const),
    pinnedBelow: fc.array(
      fc.record({
        way: fc.array(step, { minLength: 1, maxLength: 3 }).map(encodeWay),
        key: fc.nat({ max: 2 ** 25 - 1 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    pinned: fc.uniqueArray(fc.nat({ max: 50_000_000 }), { minLength: 1, maxLength: 5 }),
    colouredBy: fc.constantFrom('state', 'error'),
  },
  { requiredKeys: ['ref'] },
)

describe('encodeLink', () => {
  it('writes the ARN encoded and only what is set', () => {
    expect(encodeLink({ ref: { kind: 'aws', arn: ARN }, event: 9412 })).toBe(
      '#/executions/arn%3Aaws%3Astates%3Aeu-west-1%3A123456789012%3Aexecution%3AOrders%2FMap%3Arun%201?v=1&event=9412',
    )
  })

  it('is of version 2 where it leads into an execution below, and of version 1 where that can say it all', () => {
    const ref = { kind: 'aws', arn: 'arn' } as const
    expect(encodeLink({ ref, event: 7, rows: '4_8' })).toBe('#/executions/arn?v=1&event=7&rows=4_8')
    expect(encodeLink({ ref, event: 7, within: '8*item-4~6', below: '8*item-4~~2' })).toBe(
      '#/executions/arn?v=2&in=8*item-4~6&event=7&below=8*item-4~~2',
    )
  })

  it('survives half a surrogate pair', () => {
    expect(encodeLink({ ref: { kind: 'sample', name: 's' }, query: 'a\uD800' })).toBe('#/samples/s?v=1&q=a%EF%BF%BD')
  })
})

describe('decodeLink', () => {
  it('is the inverse of encodeLink', () => {
    fc.assert(
      fc.property(viewLink, link => {
        expect(decodeLink(encodeLink(link))).toEqual({ kind: 'execution', link, problems: [] })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webFragments(),
          fc.webFragments().map(rest => `#/executions/${rest}`),
        ),
        hash => {
          expect(['open', 'execution', 'mapRun', 'invalid']).toContain(decodeLink(hash).kind)
        },
      ),
    )
  })

  it.each(['', '#', '#/', '/'])('takes %j for the open page', hash => {
    expect(decodeLink(hash)).toEqual({ kind: 'open' })
  })

  it('keeps the slash of an ARN pasted without encoding, and needs no version', () => {
    const arn = 'arn:aws:states:eu-west-1:123456789012:execution:Orders/Map:run'
    expect(decodeLink(`#/executions/${arn}`)).toEqual({
      kind: 'execution',
      link: { ref: { kind: 'aws', arn } },
      problems: [],
    })
  })

  it.each([
    ['#/executions/arn?v=3', /newer sfn-timeline \(link version 3\)/],
    ['#/executions/arn?v=x', /“x” is not a link version/],
    ['#/executions/%E0%A4%A', /cannot be decoded/],
    ['#/executions/', /names nothing/],
    ['#/files/abc/history.json', /not a SHA-256/],
    ['#/wherever/x', /no page “wherever”/],
  ])('answers %s with a message', (hash, message) => {
    const route = decodeLink(hash)
    expect(route.kind === 'invalid' && route.message).toMatch(message)
  })

  it.each(['event=abc', 'event=0', 'in=1k~', 'span=zz', 'from=soon', 'tab=secrets', 'folds=yes'])(
    'names the useless %s and keeps the rest',
    part => {
      const route = decodeLink(`#/samples/linear?v=1&${part}&q=Charge`)
      expect(route).toMatchObject({ link: { ref: { kind: 'sample', name: 'linear' }, query: 'Charge' } })
      expect(route.kind === 'execution' && route.problems).toEqual([expect.stringContaining(part)])
    },
  )
})

it('writes a Map Run as a page of its own', () => {
  const route = { kind: 'mapRun', arn: 'arn:aws:states:eu-west-1:1:mapRun:Orders/Map:0f' } as const
  expect(decodeLink(encodeRoute(route))).toEqual(route)
})

it('takes a part set to undefined out of a link', () => {
  const link: ViewLink = { ref: { kind: 'sample', name: 'linear' }, event: 5, query: 'x' }
  expect(mergeLink(link, { event: undefined, tab: 'events' })).toEqual({ ref: link.ref, query: 'x', tab: 'events' })
})

it('leads an event that is told without a way back into the execution that the link names', () => {
  const link: ViewLink = { ref: { kind: 'sample', name: 'linear' }, event: 5, within: '8', below: '8~~2' }
  expect(mergeLink(link, { event: 9 })).toEqual({ ref: link.ref, event: 9, below: '8~~2' })
  expect(mergeLink(link, { event: 9, within: '6' })).toEqual({ ...link, event: 9, within: '6' })
  expect(mergeLink(link, { from: 1, to: 2 })).toEqual({ ...link, from: 1, to: 2 })
})

/** Links of version 1 as people have them in tickets and chats: they open for ever, whatever this build writes. */
const FILE = 'a3f1'.repeat(16)
const AWS = { kind: 'aws', arn: 'arn:aws:states:eu-central-1:111122223333:execution:Orders:run-7' } as const
const FROM_AWS = '#/executions/arn%3Aaws%3Astates%3Aeu-central-1%3A111122223333%3Aexecution%3AOrders%3Arun-7?v=1'
describe('a link of version 1', () => {
  it.each<[string, ViewLink]>([
    [FROM_AWS, { ref: AWS }],
    [`${FROM_AWS}&event=9412`, { ref: AWS, event: 9412 }],
    [`${FROM_AWS}&event=31&span=b31`, { ref: AWS, event: 31, span: 'b31' }],
    [`${FROM_AWS}&span=a%3F17`, { ref: AWS, span: 'a?17' }],
    [`${FROM_AWS}&from=1795100000000&to=1795100030000.5`, { ref: AWS, from: 1795100000000, to: 1795100030000.5 }],
    [`${FROM_AWS}&q=state%3ACharge%20duration%3A%3E5s`, { ref: AWS, query: 'state:Charge duration:>5s' }],
    [`${FROM_AWS}&q=error%3ASchema&mode=filter`, { ref: AWS, query: 'error:Schema', queryMode: 'filter' }],
    [`${FROM_AWS}&tab=events&event=4`, { ref: AWS, event: 4, tab: 'events' }],
    [`${FROM_AWS}&tab=states&time=utc`, { ref: AWS, tab: 'states', timeMode: 'utc' }],
    [
      `${FROM_AWS}&rows=1_8.rk-.4_o%3A201e&folds=0&critical=1&panel=time`,
      {
        ...{ ref: AWS, rows: '1_8.rk-.4_o:201e', folds: false, criticalPath: true, panel: 'time' },
      },
    ],
    ['#/samples/retry-storm?v=1&event=12', { ref: { kind: 'sample', name: 'retry-storm' }, event: 12 }],
    [
      `#/files/${FILE}/my%20history.json?v=1&panel=failures`,
      {
        ...{ ref: { kind: 'file', hash: FILE, fileName: 'my history.json' }, panel: 'failures' },
      },
    ],
    [
      `#/files/${FILE}/logs.csv?v=1&execution=arn%3Ax&event=3`,
      {
        ...{ ref: { kind: 'file', hash: FILE, fileName: 'logs.csv', executionArn: 'arn:x' }, event: 3 },
      },
    ],
  ])('%s', (hash, link) => {
    expect(decodeLink(hash)).toEqual({ kind: 'execution', link, problems: [] })
  })

  it('opens nothing below but what its rows say', () => {
    const route = decodeLink(`${FROM_AWS}&rows=4_8.2&event=9`)
    expect(route).toMatchObject({ link: { rows: '4_8.2', event: 9 } })
    expect(route).not.toHaveProperty('link.within')
    expect(route).not.toHaveProperty('link.below')
  })

  it('to a Map Run', () => {
    expect(decodeLink('#/mapRuns/arn%3Aaws%3Astates%3Aeu-west-1%3A1%3AmapRun%3AOrders%2FMap%3A0f?v=1')).toEqual({
      ...{ kind: 'mapRun', arn: 'arn:aws:states:eu-west-1:1:mapRun:Orders/Map:0f' },
    })
  })
})
