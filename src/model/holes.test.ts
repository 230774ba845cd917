import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outlineOf } from '../export/outline.ts'
import { outlineText } from '../export/outline-text.ts'
import type { HistoryEvent } from '../history/events.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { seededRandom } from '../simulator/seeded-random.ts'
import { simulate } from '../simulator/simulate.ts'
import type { ExecutionTree } from './execution-tree.ts'
import { createTreeBuilder } from './tree-builder.ts'
import { downwards } from './walk.ts'

function sealed(events: readonly HistoryEvent[]): ExecutionTree {
  const builder = createTreeBuilder()
  builder.append(events)
  return builder.seal()
}

const history = (maxEvents = 150) =>
  randomCase().map(({ machine, options }) => simulate(machine, { ...options, maxEvents }).events)

/** A history of which some events are missing: `share` of them, or all of some types. */
const withHoles = () =>
  fc
    .record({ events: history(), seed: fc.nat(), share: fc.constantFrom(0.02, 0.2, 0.5, 0.9), byType: fc.boolean() })
    .map(({ events, seed, share, byType }) => {
      const random = seededRandom(seed)
      const lost = new Set([...new Set(events.map(({ type }) => type))].filter(() => random.chance(share)))
      const kept = events.filter(event => (byType ? !lost.has(event.type) : !random.chance(share)))
      return { events, kept }
    })
    .filter(({ kept }) => kept.length > 0)

/** Where ids tell nothing. */
const unlinked = () =>
  fc.record({ events: history(), counts: fc.boolean() }).map(({ events, counts }) => ({
    events,
    kept: events.map(event => ({ ...event, previousEventId: counts ? event.id - 1 : 0 })),
  }))

function expectSound(tree: ExecutionTree, events: readonly HistoryEvent[]): void {
  const spans = [...downwards(tree, tree.root)]
  const ids = spans.flatMap(span => [...span.events]).toSorted((a, b) => a - b)
  expect(ids).toEqual(events.map(({ id }) => id).toSorted((a, b) => a - b))
  expect(new Set(spans.map(({ key }) => key)).size).toBe(tree.spanCount)
  expect(spans).toHaveLength(tree.spanCount)
  for (const span of spans) {
    for (const id of span.events) expect(tree.spanOfEvent(id)).toBe(span)
    expect(span.endEventId === null).toBe(span.outcome === 'running')
    if (tree.root.outcome !== 'running') expect(span.outcome).not.toBe('running')
  }
  expect(outlineText(tree)).not.toMatch(/loading|not loaded/)
}

describe('a history of which no more will come', () => {
  it('reads as ever where it is whole', () => {
    const property = fc.property(history(), events => {
      const builder = createTreeBuilder()
      const before = outlineOf(builder.append(events))
      expect(outlineOf(builder.seal())).toEqual(before)
    })
    fc.assert(property, { numRuns: 500 })
  }, 120_000)

  it('never throws, has every event in one span, and runs no longer than the execution, whatever is missing', () => {
    const property = fc.property(withHoles(), ({ kept }) => expectSound(sealed(kept), kept))
    fc.assert(property, { numRuns: 700 })
  }, 120_000)

  it('does so where ids do not tell what follows from what', () => {
    const property = fc.property(unlinked(), ({ kept }) => expectSound(sealed(kept), kept))
    fc.assert(property, { numRuns: 400 })
  }, 120_000)

  it('reads as ever without previous ids where one state follows another', () => {
    const linear = unlinked().filter(
      ({ events }) => !events.some(({ type }) => /^(?:Map|Parallel)State|Redriven/.test(type)),
    )
    const property = fc.property(linear, ({ events, kept }) => {
      expect(outlineOf(sealed(kept)).spans).toEqual(outlineOf(sealed(events)).spans)
    })
    fc.assert(property, { numRuns: 200 })
  }, 120_000)

  it('does not blame a failure that was tried again, nor one in a state that was left', () => {
    const cause = "An error occurred while executing the state 'B' (entered at the event id #8). Invalid path '$.a'"
    const texts = [
      ['ExecutionStarted', {}],
      ['TaskStateEntered', { name: 'A' }],
      ['ActivityScheduled', {}],
      ['ActivityFailed', { error: 'Boom' }],
      ['ActivityScheduled', {}],
      ['ActivitySucceeded', {}],
      ['TaskStateExited', { name: 'A' }],
      ['PassStateEntered', { name: 'B' }],
      ['ExecutionFailed', { error: 'States.Runtime', cause }],
    ] as const
    for (const details of [{ error: 'States.Runtime', cause }, { error: 'States.Runtime' }]) {
      const events = texts.map(([type, own], at) => ({
        id: at + 1,
        previousEventId: 0,
        type,
        timestamp: at,
        details: type === 'ExecutionFailed' ? details : own,
      }))
      const tree = sealed(events)
      expect(tree.spanOfEvent(8)?.outcome).toBe('failed')
      expect(tree.spanOfEvent(2)?.outcome).toBe('succeeded')
    }
  })

  it('has each state once where only entries and exits are kept', () => {
    const property = fc.property(history(), events => {
      const kept = events.filter(({ type }) => /StateEntered$|StateExited$|^Execution/.test(type))
      const visits = (tree: ExecutionTree) =>
        [...downwards(tree, tree.root)].filter(span => span.kind === 'stateVisit' && span.beginningLoaded)
      const seen = sealed(kept)
      expect(visits(seen).map(({ key }) => key)).toEqual(
        expect.arrayContaining(visits(sealed(events)).map(({ key }) => key)),
      )
      const entered = kept.filter(({ type }) => type.endsWith('StateEntered')).length
      expect(visits(seen)).toHaveLength(entered)
    })
    fc.assert(property, { numRuns: 200 })
  }, 120_000)
})
