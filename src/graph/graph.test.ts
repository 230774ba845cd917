import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stateStatistics } from '../analysis/state-statistics.ts'
import { parseDefinition } from '../history/definition.ts'
import type { HistoryEvent } from '../history/events.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { downwards } from '../model/walk.ts'
import { definitionOf } from '../simulator/definition.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { definedGraph } from './defined-graph.ts'
import { layOut, layOutTowards } from './layout.ts'
import { countAt, presenceOf } from './presence.ts'
import { seenGraph, withSeen } from './seen-graph.ts'
import { wayKey } from './state-graph.ts'

const NAME_WIDTH = 120

/** A machine whose states all have names of their own, as AWS demands, and one of its runs. */
const run = () =>
  randomCase()
    .map(({ machine, options }) => {
      const text = JSON.stringify(definitionOf(machine))
      return { text, events: simulate(machine, { ...options, maxEvents: 300 }).events }
    })
    .filter(({ text }) => {
      const names = [...text.matchAll(/"([^"]+)":\{"Type"/g)].map(([, name]) => name)
      return new Set(names).size === names.length
    })

function read({ text, events }: { readonly text: string; readonly events: readonly HistoryEvent[] }) {
  const tree = createTreeBuilder().append(events)
  return { tree, defined: definedGraph(parseDefinition(text)) }
}

const drawn = (graph: ReturnType<typeof definedGraph>, direction: 'right' | 'down') =>
  layOutTowards(
    {
      graph,
      room: { width: 1000, height: 500 },
      widths: new Map(graph.states.map(({ id }) => [id, NAME_WIDTH])),
      loops: new Set(graph.states.filter((_, at) => at % 3 === 0).map(({ id }) => id)),
    },
    [direction],
  )

describe('the graph of what was seen', () => {
  it('is part of the graph of what was defined', () => {
    const property = fc.property(run(), given => {
      const { tree, defined } = read(given)
      const seen = seenGraph(tree).graph
      expect(defined.states.map(({ id }) => id)).toEqual(expect.arrayContaining(seen.states.map(({ id }) => id)))
      expect(defined.ways.map(wayKey)).toEqual(expect.arrayContaining(seen.ways.map(wayKey)))
      expect(defined.starts).toEqual(expect.arrayContaining([...seen.starts]))
      expect(defined.ends).toEqual(expect.arrayContaining([...seen.ends]))
      expect(withSeen(defined, seen)).toEqual(defined)
    })
    fc.assert(property, { numRuns: 200 })
  })

  it('has each visit come over one way, or first in its sequence', () => {
    const property = fc.property(run(), given => {
      const { tree } = read(given)
      const { graph, taken } = seenGraph(tree)
      const arrivals = new Map<string, number>()
      for (const way of graph.ways)
        arrivals.set(way.to, (arrivals.get(way.to) ?? 0) + (taken.get(wayKey(way)) ?? Number.NaN))
      const first = [...downwards(tree, tree.root)].filter(
        span => ['execution', 'mapIteration', 'parallelBranch'].includes(span.kind) && span.children.length > 0,
      ).length
      const visits = stateStatistics(tree).states.reduce((sum, state) => sum + state.visits, 0)
      expect([...arrivals.values()].reduce((sum, count) => sum + count, 0) + first).toBe(visits)
      for (const state of stateStatistics(tree).states)
        expect(arrivals.get(state.path) ?? 0).toBeLessThanOrEqual(state.visits)
    })
    fc.assert(property, { numRuns: 200 })
  })

  it('tells by the way that a Catch took the failure', () => {
    const property = fc.property(run(), given => {
      const { tree } = read(given)
      const { graph, taken } = seenGraph(tree)
      for (const { path, caught } of stateStatistics(tree).states) {
        const ways = graph.ways.filter(({ from, kind }) => from === path && kind === 'catch')
        const left = ways.reduce((sum, way) => sum + (taken.get(wayKey(way)) ?? 0), 0)
        // One caught last may not have been followed by anything yet.
        expect(left).toBeLessThanOrEqual(caught)
      }
    })
    fc.assert(property, { numRuns: 100 })
  })
})

describe('a layout', () => {
  it('has every state once, apart from its siblings and inside its frame, and every way as a line', () => {
    const property = fc.property(run(), fc.constantFrom('right' as const, 'down' as const), (given, direction) => {
      const { defined } = read(given)
      const { boxes, wires, width, height } = drawn(defined, direction)
      const byId = new Map(boxes.map(box => [box.id, box]))
      expect(boxes).toHaveLength(defined.states.length)
      for (const { id, frame } of defined.states) {
        const box = byId.get(id)
        const around = frame === undefined ? { x: 0, y: 0, width, height } : byId.get(frame)
        if (box === undefined || around === undefined) throw new Error(`no box for ${id}`)
        expect(box.x).toBeGreaterThanOrEqual(around.x)
        expect(box.y).toBeGreaterThanOrEqual(around.y)
        expect(box.x + box.width).toBeLessThanOrEqual(around.x + around.width)
        expect(box.y + box.height).toBeLessThanOrEqual(around.y + around.height)
        for (const sibling of defined.states) {
          const other = byId.get(sibling.id)
          if (sibling.frame !== frame || sibling.id === id || other === undefined) continue
          const apart =
            box.x + box.width <= other.x ||
            other.x + other.width <= box.x ||
            box.y + box.height <= other.y ||
            other.y + other.height <= box.y
          expect(apart, `${id} and ${sibling.id}`).toBe(true)
        }
      }
      const keys = wires.map(({ key }) => key)
      const straight = defined.ways.filter(({ from, to }) => from !== to)
      expect(keys).toEqual(expect.arrayContaining(straight.map(wayKey)))
      for (const { points } of wires)
        expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
    })
    fc.assert(property, { numRuns: 60 })
  }, 60_000)
})

describe('the way a graph is laid out', () => {
  it('is that in which more of it can be read', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F']
    const states = names.map((name, at) => [
      name,
      at === 5 ? { Type: 'Pass', End: true } : { Type: 'Pass', Next: names[at + 1] },
    ])
    const graph = definedGraph(parseDefinition(JSON.stringify({ StartAt: 'A', States: Object.fromEntries(states) })))
    const inRoom = (width: number, height: number) =>
      layOut({ graph, room: { width, height }, widths: new Map(), loops: new Set() })
    const wide = inRoom(1200, 300)
    const tall = inRoom(300, 1200)
    expect(wide.width).toBeGreaterThan(wide.height)
    expect(tall.height).toBeGreaterThan(tall.width)
  })
})

describe('who is where', () => {
  it('is at every moment who has come and not gone', () => {
    const property = fc.property(run(), fc.nat(), (given, pick) => {
      const { tree } = read(given)
      const presence = presenceOf(tree)
      const visits = [...downwards(tree, tree.root)].filter(span => span.kind === 'stateVisit')
      const times = visits.flatMap(({ startedAt, endedAt }) =>
        endedAt === undefined ? [startedAt] : [startedAt, endedAt],
      )
      const at = times[pick % Math.max(1, times.length)] ?? 0
      const there = visits.filter(
        visit => visit.earlierSegments.length === 0 && visit.startedAt <= at && (visit.endedAt ?? Infinity) > at,
      )
      const redriven = visits.some(visit => visit.earlierSegments.length > 0)
      const counted = [...presence.values()].reduce((sum, one) => sum + countAt(one, at), 0)
      if (redriven) expect(counted).toBeGreaterThanOrEqual(there.length)
      else expect(counted).toBe(there.length)
    })
    fc.assert(property, { numRuns: 200 })
  })
})
