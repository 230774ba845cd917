import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outlineOf } from '../export/outline.ts'
import type { HistoryEvent } from '../history/events.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import type { ExecutionTree } from './execution-tree.ts'

import { createTreeBuilder } from './tree-builder.ts'
import { depthFirst } from './walk.ts'

/** A history and how it arrives: cut points and the order of the pieces, some twice, some overlapping. */
const arrival = () =>
  fc.record({
    events: randomCase().map(({ machine, options }) => simulate(machine, { ...options, maxEvents: 200 }).events),
    pageSize: fc.integer({ min: 1, max: 40 }),
    overlap: fc.integer({ min: 0, max: 5 }),
    order: fc.constantFrom('forward', 'backward', 'both ends', 'shuffled'),
    reversedPages: fc.boolean(),
    seed: fc.nat(),
  })

type Arrival = ReturnType<typeof arrival> extends fc.Arbitrary<infer A> ? A : never

function pagesOf({ events, pageSize, overlap, order, reversedPages, seed }: Arrival): readonly HistoryEvent[][] {
  const pages: HistoryEvent[][] = []
  for (let at = 0; at < events.length; at += pageSize)
    pages.push(events.slice(Math.max(0, at - overlap), at + pageSize))
  const inOrder = {
    forward: () => pages,
    backward: () => pages.toReversed(),
    'both ends': () => pages.map((_, n) => pages.at(n % 2 === 0 ? n / 2 : -(n + 1) / 2) ?? []),
    shuffled: () => pages.toSorted((a, b) => hash(a[0]?.id ?? 0, seed) - hash(b[0]?.id ?? 0, seed)),
  }[order]()
  return inOrder.map(page => (reversedPages ? page.toReversed() : page))
}

function hash(id: number, seed: number): number {
  return Math.sin(id * 12.9898 + seed) % 1
}

function eventsInSpans(tree: ExecutionTree): number[] {
  return [...depthFirst(tree)].flatMap(({ span }) => [...span.events]).toSorted((a, b) => a - b)
}

describe('pages', () => {
  it('give the same tree however they are cut and in whatever order they come', () => {
    fc.assert(
      fc.property(arrival(), at => {
        const builder = createTreeBuilder()
        for (const page of pagesOf(at)) builder.append(page)
        expect(outlineOf(builder.tree)).toEqual(outlineOf(createTreeBuilder().append(at.events)))
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it('put each event loaded so far into exactly one span, without an oddity', () => {
    fc.assert(
      fc.property(arrival(), at => {
        const builder = createTreeBuilder()
        const known = new Set<number>()
        for (const page of pagesOf(at)) {
          for (const event of page) known.add(event.id)
          const tree = builder.append(page)
          expect(eventsInSpans(tree)).toEqual([...known].toSorted((a, b) => a - b))
          expect(tree.oddities).toEqual([])
          for (const id of known) expect(tree.spanOfEvent(id)?.events).toContain(id)
        }
      }),
      { numRuns: 200 },
    )
  }, 60_000)

  it('from the end: what began in them already has its final id', () => {
    fc.assert(
      fc.property(arrival(), ({ events, pageSize }) => {
        const tail = createTreeBuilder().append(events.slice(-pageSize))
        const whole = createTreeBuilder().append(events)
        for (const { span } of depthFirst(tail)) {
          if (span.beginningLoaded && span.kind !== 'parallelBranch') expect(whole.span(span.key)?.kind).toBe(span.kind)
        }
      }),
      { numRuns: 200 },
    )
  }, 60_000)

  it('to come only add: a prefix has the same spans at the same places, with fewer events and ends', () => {
    const property = fc.property(arrival(), fc.nat({ max: 200 }), ({ events }, length) => {
      const prefix = createTreeBuilder().append(events.slice(0, Math.max(1, length)))
      const whole = createTreeBuilder().append(events)
      for (const { span } of depthFirst(prefix)) {
        const later = whole.span(span.key)
        expect(later).toMatchObject({ kind: span.kind, parentKey: span.parentKey, startedAt: span.startedAt })
        expect(later?.events.slice(0, span.events.length)).toEqual(span.events)
        expect(later?.children.slice(0, span.children.length)).toEqual(span.children)
      }
    })
    fc.assert(property, { numRuns: 300 })
  }, 60_000)

  it('leave every span they do not change as the same object', () => {
    fc.assert(
      fc.property(arrival(), ({ events, pageSize }) => {
        const builder = createTreeBuilder()
        const before = builder.append(events.slice(0, pageSize))
        const frozen = JSON.stringify([...depthFirst(before)].map(({ span }) => span))
        const after = builder.append(events.slice(pageSize))
        expect(JSON.stringify([...depthFirst(before)].map(({ span }) => span))).toBe(frozen)
        for (const { span } of depthFirst(before)) {
          const later = after.span(span.key)
          const { owner: _, ...now } = { owner: 0, ...later }
          const { owner: __, ...then } = { owner: 0, ...span }
          if (later !== span && JSON.stringify(now) === JSON.stringify(then))
            expect.fail(`${span.key} was copied for nothing`)
        }
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})
