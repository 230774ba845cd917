import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outlineOf } from '../export/outline.ts'
import { outlineText } from '../export/outline-text.ts'
import type { HistoryEvent } from '../history/events.ts'
import { fromBothEnds, MUTATIONS, mutate, pagesOf, shuffled } from '../simulator/mutate.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { seededRandom } from '../simulator/seeded-random.ts'
import { simulate } from '../simulator/simulate.ts'
import type { ExecutionTree } from './execution-tree.ts'

import { createTreeBuilder } from './tree-builder.ts'
import { depthFirst } from './walk.ts'

/** A history with one to four things wrong. */
const broken = () =>
  fc
    .record({
      history: randomCase().map(({ machine, options }) => simulate(machine, { ...options, maxEvents: 120 }).events),
      mutations: fc.array(fc.constantFrom(...MUTATIONS), { minLength: 1, maxLength: 4 }),
      seed: fc.nat(),
    })
    .map(({ history, mutations, seed }) => {
      const random = seededRandom(seed)
      const events = mutations.reduce<readonly HistoryEvent[]>((all, kind) => mutate(all, kind, random), history)
      return { events, mutations, seed }
    })

const idsOf = (events: readonly HistoryEvent[]) => [...new Set(events.map(({ id }) => id))].toSorted((a, b) => a - b)

function eventsInSpans(tree: ExecutionTree): number[] {
  return [...depthFirst(tree)].flatMap(({ span }) => [...span.events]).toSorted((a, b) => a - b)
}

describe('a history with something wrong', () => {
  it('is shown: each event in exactly one span, each span in the tree once, every end known', () => {
    const property = fc.property(broken(), ({ events }) => {
      const tree = createTreeBuilder().append(events)
      expect(eventsInSpans(tree)).toEqual(idsOf(events))
      const spans = [...depthFirst(tree)].map(({ span }) => span)
      expect(new Set(spans.map(({ key }) => key)).size).toBe(spans.length)
      const strays = spans.filter(({ key, events: own }) => own.some(id => tree.spanOfEvent(id)?.key !== key))
      const endless = outlineOf(tree).spans.filter(({ end, outcome }) => (end === null) !== (outcome === 'running'))
      expect([strays, endless]).toEqual([[], []])
    })
    fc.assert(property, { numRuns: 2000 })
  }, 120_000)

  it('can be written, as JSON and as text', () => {
    const property = fc.property(broken(), ({ events }) => {
      const tree = createTreeBuilder().append(events)
      const outline: unknown = JSON.parse(JSON.stringify(outlineOf(tree)))
      expect(outline).toHaveProperty('spans.0.id', 'x1')
      const lines = outlineText(tree).split('\n')
      expect(lines).toHaveLength(tree.spanCount + outlineOf(tree).oddities.length)
      expect(outlineText(tree, { failed: true, depth: 2 })).not.toBe('')
    })
    fc.assert(property, { numRuns: 500 })
  }, 120_000)

  it('holds each event exactly once after every page, in whatever order pages come', () => {
    const order = fc.constantFrom('forward', 'both ends', 'shuffled')
    const property = fc.property(broken(), order, fc.boolean(), ({ events, seed }, arrival, overlap) => {
      const random = seededRandom(seed)
      const pages = pagesOf(events, random, { overlap })
      const builder = createTreeBuilder()
      const known: HistoryEvent[] = []
      const inOrder = {
        forward: () => pages,
        'both ends': () => fromBothEnds(pages),
        shuffled: () => shuffled(pages, random),
      }
      for (const page of inOrder[arrival]()) {
        known.push(...page)
        expect(eventsInSpans(builder.append(page))).toEqual(idsOf(known))
      }
      expect(outlineOf(builder.tree).spans.length).toBe(builder.tree.spanCount)
    })
    fc.assert(property, { numRuns: 1000 })
  }, 120_000)
})

it('an attempt that starts twice, its beginning not loaded, is one attempt', () => {
  const started = (id: number): HistoryEvent => ({
    id,
    previousEventId: 21,
    type: 'TaskStarted',
    timestamp: 0,
    details: undefined,
  })
  const tree = createTreeBuilder().append([started(25), started(60)])
  expect(tree.spanById('a21')?.events).toEqual([25, 60])
  expect(eventsInSpans(tree)).toEqual([25, 60])
})

/** One thing wrong with an else good history, and the event it is wrong with. */
const oneWrong = (change: (event: HistoryEvent) => HistoryEvent) =>
  fc
    .record({
      history: randomCase().map(({ machine, options }) => simulate(machine, { ...options, maxEvents: 120 }).events),
      place: fc.nat(),
    })
    .filter(({ history }) => history.length > 2)
    .map(({ history, place }) => {
      const at = 1 + (place % (history.length - 1))
      const wrong = history.flatMap((event, index) => (index === at ? change(event) : event))
      return { events: wrong, id: at + 1 }
    })

const odditiesOf = (events: readonly HistoryEvent[]) => outlineOf(createTreeBuilder().append(events)).oddities

describe('oddities name', () => {
  it.each(['TaskStateReconsidered', 'QuantumFluctuated', '', 'constructor'])(
    'an event of the unknown type %j',
    type => {
      const property = fc.property(
        oneWrong(event => ({ ...event, type })),
        ({ events, id }) => {
          expect(odditiesOf(events).filter(({ eventId }) => eventId === id)).not.toEqual([])
        },
      )
      fc.assert(property, { numRuns: 300 })
    },
  )

  it('an event whose previous event is itself or comes later', () => {
    const later = (event: HistoryEvent) => ({ ...event, previousEventId: event.id + (event.id % 3) })
    const property = fc.property(oneWrong(later), ({ events, id }) => {
      expect(odditiesOf(events).map(({ eventId }) => eventId)).toContain(id)
    })
    fc.assert(property, { numRuns: 500 })
  })

  it('an event that is missing', () => {
    const property = fc.property(
      oneWrong(event => event),
      ({ events, id }) => {
        fc.pre(id < events.length)
        const missing = odditiesOf(events.filter(event => event.id !== id)).map(({ eventId }) => eventId)
        expect(missing).toContain(id)
      },
    )
    fc.assert(property, { numRuns: 500 })
  })
})
