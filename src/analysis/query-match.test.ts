import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { spanId } from '../model/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { inSlices } from '../waits/slices.ts'
import type { Query } from './query.ts'
import { matchQuery, matchSteps } from './query-match.ts'
import { parseQuery } from './query-parse.ts'
import { valuesFor } from './query-suggest.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function query(text: string): Query {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.query
}

function found(tree: ExecutionTree, text: string): string {
  const { spans, events } = matchQuery(tree, query(text))
  return `${spans.map(key => spanId(tree.span(key) ?? tree.root)).join(' ')} | ${events.join(' ')}`
}

const ORDERS = treeOf(`
  1<0 ExecutionStarted @0 input={order:42}   2<0 MapStateEntered Orders @0   3<2 MapStateStarted length=2 @0
  4<3 MapIterationStarted Orders 0 @0   5<4 TaskStateEntered Charge @0
  6<5 TaskScheduled @0 resourceType=lambda resource=invoke  7<6 TaskFailed @5000 error=Throttled cause="Rate exceeded"
  8<7 TaskScheduled @8000 resource=invoke  9<8 TaskSucceeded @8500  10<9 TaskStateExited Charge @8500
  11<10 MapIterationSucceeded Orders 0 @8500
  12<3 MapIterationStarted Orders 1 @0   13<12 TaskStateEntered Refund @0  14<13 TaskScheduled @0 resource=putItem
  15<14 TaskSucceeded @100  16<15 TaskStateExited Refund @100  17<16 MapIterationSucceeded Orders 1 @100
  18<11 MapStateSucceeded @9000  19<11 MapStateExited Orders @9000  20<19 ExecutionSucceeded @9000`)

describe('matchQuery', () => {
  it.each([
    ['state:charge', 's5 | 5 6 7 8 9 10'],
    ['state:Charge attempt:>1', 'a8 | 8 9'],
    ['state:Charge error:throttled', 'a6 | 7'],
    ['error:"rate exceeded"', 'a6 | 7'],
    ['error="rate exceeded"', ' | '],
    ['iteration:1', 'i12 | 12 13 14 15 16 17'],
    ['iteration:1 state:Refund', 's13 | 13 14 15 16'],
    ['duration:>8s state:Charge', 's5 | 5 10'],
    ['type:TaskFailed', 'a6 | 7'],
    ['event:>=19', 's2 x1 | 19 20'],
    ['resource:putItem OR error:Throttled', 'a6 a14 | 7 14'],
    ['resource!=invoke', 'a14 | 14 15'],
    ['(state:Refund OR state:Charge) duration:<1s', 's13 a14 a8 | 8 9 13 14 15 16'],
    ['Throttled', 'a6 | 7'],
    ['nowhere', ' | '],
    ['order:42', 'x1 | 1'],
    ['', ' | '],
  ])('%s finds %s', (text, expected) => {
    const [spans = '', events = ''] = expected.split(' | ')
    const [foundSpans = '', foundEvents = ''] = found(ORDERS, text).split(' | ')
    expect(foundEvents).toBe(events)
    expect(foundSpans.split(' ').toSorted()).toEqual(spans.split(' ').toSorted())
  })

  it('finds nothing where a span has no such property', () => {
    expect(found(ORDERS, 'attempt!=9 state:Wait')).toBe(' | ')
    expect(matchQuery(ORDERS, query('iteration!=5')).spans.length).toBe(2)
  })

  it('tells which payloads it could not see', () => {
    const tree = treeOf('1<0 ExecutionStarted  2<0 PassStateEntered P input={}  3<2 PassStateExited P')
    expect(matchQuery(tree, query('payload:x'))).toMatchObject({ unseenPayloads: 2, unseenEvents: 0, complete: true })
    expect(matchQuery(tree, query('state:x')).unseenPayloads).toBe(0)
  })

  it('tells which events it could not see', () => {
    const tree = createTreeBuilder().append(eventsOf('7<6 PassStateEntered P'))
    expect(matchQuery(tree, query('P'))).toMatchObject({ unseenEvents: 6, complete: false, events: [7] })
  })
})

describe('payloads', () => {
  const payload = {
    order: { id: 42, ref: 'A-17', tags: ['new', 'eu "west"'], total: 99.5, paidAt: '2026-03-01T00:00:00Z' },
    'odd name': null,
  }
  const events = eventsOf('1<0 ExecutionStarted  2<0 PassStateEntered P').map(event =>
    event.id === 2 ? { ...event, details: { name: 'P', input: JSON.stringify(payload) } } : event,
  )
  const tree = createTreeBuilder().append(events)

  it.each([
    ['$.order.id = 42', true],
    ['$.order.id = 4', false],
    ['$.order.id = "42"', true],
    ['$.order.id > 41', true],
    ['$.order.id > 42', false],
    ['$.order.ref = A-17', true],
    ['$.order.ref = a-17', false],
    ['$.order.ref : a-1', true],
    ['$.order.ref != A-18', true],
    ['$.order.ref != A-17', false],
    ['$.order.missing != A-17', false],
    ['$.order.tags[0] = new', true],
    ['$.order.tags[*] = new', true],
    ['$.order.tags[1] = "eu \\"west\\""', true],
    ['$..total >= 99.5', true],
    ['$.order.paidAt < 2026-04', true],
    ["$['odd name'] = null", true],
    ['$.order', true],
    ['$.constructor', false],
    ['payload:a-17', true],
    ['payload:"eu \\"west\\""', true],
    ['payload:zzz', false],
    ['-payload:zzz', true],
  ])('%s: %j', (text, expected) => {
    expect(matchQuery(tree, query(text)).spans.length > 0).toBe(expected)
  })

  it.each([
    ['$.id = 1182379401234567891', true],
    ['$.id = 1182379401234567890', false],
    ['$.id > 1182379401234567890', true],
    ['$.id >= 1182379401234567892', false],
    ['$.price = 10.1', true],
    ['$.price = 10.10', true],
    ['$.price : 10.10', true],
    ['$.twice = 1', true],
    ['$.twice = 2', true],
    ['payload:Pru\u0308fen', true],
  ])('reads numbers and members as they are written: %s: %j', (text, expected) => {
    const input = '{"id": 1182379401234567891, "price": 10.10, "twice": 1, "twice": 2, "name": "Pr\u00fcfen"}'
    const exact = events.map(event => (event.id === 2 ? { ...event, details: { name: 'P', input } } : event))
    expect(matchQuery(createTreeBuilder().append(exact), query(text)).spans.length > 0).toBe(expected)
  })

  it('sees through escapes that JSON need not have', () => {
    const escaped = events.map(event =>
      event.id === 2 ? { ...event, details: { name: 'P', input: '{"city":"K\\u00f6ln"}' } } : event,
    )
    const found = matchQuery(createTreeBuilder().append(escaped), query('$.city = Köln'))
    expect(found.events).toEqual([2])
  })

  it('takes a cut payload for text', () => {
    const cut = events.map(event =>
      event.id === 2 ? { ...event, details: { name: 'P', input: '{"order":{"id":4' } } : event,
    )
    const broken = createTreeBuilder().append(cut)
    expect(matchQuery(broken, query('$.order.id')).spans).toEqual([])
    expect(matchQuery(broken, query('payload:order')).events).toEqual([2])
  })
})

describe('in any history', () => {
  it('a state query finds exactly the visits of that name', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 300 }).events)
      for (const { value, count } of valuesFor(tree, 'state')) {
        const match = matchQuery(tree, { operation: 'and', terms: [{ property: 'state', operator: '=', value }] })
        const visits = [...depthFirst(tree)].filter(({ span }) => span.kind === 'stateVisit' && span.name === value)
        expect(match.spans).toEqual(visits.map(({ span }) => span.key))
        expect(match.spans.length).toBe(count)
      }
    })
    fc.assert(property, { numRuns: 100 })
  })

  it('every event is found by its id, in the span it belongs to', () => {
    const property = fc.property(randomCase(), fc.nat(), ({ machine, options }, pick) => {
      const tree = createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 300 }).events)
      const id = 1 + (pick % tree.lastEventId)
      expect(matchQuery(tree, query(`event:${id}`))).toMatchObject({ spans: [tree.spanOfEvent(id)?.key], events: [id] })
    })
    fc.assert(property, { numRuns: 100 })
  })
})

describe('inSlices', () => {
  it('gives what the whole gives, pausing between', async () => {
    let [clock, pauses] = [0, 0]
    const steps = Array.from({ length: 5000 }, (_, at) => ({
      ...{ id: at + 2, previousEventId: at === 0 ? 0 : at + 1, timestamp: at, details: { name: `P${at >> 1}` } },
      type: at % 2 === 0 ? 'PassStateEntered' : 'PassStateExited',
    }))
    const long = createTreeBuilder().append([...eventsOf('1<0 ExecutionStarted'), ...steps])
    const result = await inSlices(matchSteps(long, query('P24')), {
      sliceMs: 8,
      now: () => (clock += 5),
      pause: async () => void pauses++,
      isStale: () => false,
    })
    expect(result).toEqual(matchQuery(long, query('P24')))
    expect(pauses).toBeGreaterThan(2)
  })

  it('gives up when nobody wants the answer any more', async () => {
    function* endless(): Generator<number, string> {
      for (;;) yield 0
    }
    const result = await inSlices(endless(), { sliceMs: 0, now: () => 0, pause: async () => {}, isStale: () => true })
    expect(result).toBeUndefined()
  })
})
