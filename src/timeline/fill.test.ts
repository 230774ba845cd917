import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { largeHistory } from '../simulator/large-history.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { AS_MANY_AS_FIT, type RowsView } from './chart-types.ts'
import { FEW_CHILDREN, fanOutViewOf, isFanOut } from './fan-out.ts'
import { type FillInput, fillOf } from './fill.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf } from './rows.ts'
import type { ChartRows } from './rows-draft.ts'

const NONE: ReadonlySet<SpanKey> = new Set()

/** A Map of some iterations at a time, in so many turns, and a state behind it. */
function mapOf(lanes: number, turns: number): ExecutionTree {
  const words = [`1<0 ExecutionStarted @0 2<0 MapStateEntered Fan @0 3<2 MapStateStarted length=${lanes * turns} @0`]
  let id = 4
  for (let turn = 0; turn < turns; turn++) {
    const first = id
    const index = (lane: number) => turn * lanes + lane
    for (let lane = 0; lane < lanes; lane++)
      words.push(`${id++}<3 MapIterationStarted Fan ${index(lane)} @${turn * 100}`)
    for (let lane = 0; lane < lanes; lane++) {
      words.push(`${id++}<${first + lane} MapIterationSucceeded Fan ${index(lane)} @${turn * 100 + 90}`)
    }
  }
  words.push(`${id++}<${id - 2} MapStateSucceeded Fan @1000 ${id++}<${id - 2} MapStateExited Fan @1000`)
  words.push(`${id++}<${id - 2} PassStateEntered After @1001`)
  return createTreeBuilder().append(eventsOf(words.join(' ')))
}

function filled(tree: ExecutionTree, heightPx: number, more: Partial<RowsView> = {}, input: Partial<FillInput> = {}) {
  const view: RowsView = { ...DEFAULT_ROWS_VIEW, ...more }
  const fill = fillOf({ tree, view, heightPx, former: NONE, ...input })
  return { fill, rows: rowsOf(tree, { ...view, fill }) }
}

function lanesIn(rows: ChartRows): readonly number[] {
  return Array.from({ length: rows.count }, (_, row) => row).filter(row => rows.kindAt(row) === 'lane')
}

describe('a Map where there is room', () => {
  it('opens as lanes that fill the height, 8 to 22 px each', () => {
    // 22 + 40 + 30 px of the Map, 22 px of the state behind it.
    const others = 22 + 40 + 30 + 22
    for (const [heightPx, lanePx] of [
      [others + 40 * 8, 8],
      [others + 40 * 11 + 39, 11],
      [others + 40 * 22, 22],
      [others + 40 * 30, 22],
    ] as const) {
      const { rows } = filled(mapOf(40, 3), heightPx)
      expect(lanesIn(rows).map(row => rows.rowHeightPx(row))).toEqual(Array.from({ length: 40 }, () => lanePx))
      expect(rows.heightPx).toBeLessThanOrEqual(heightPx)
    }
  })

  it('opens with lanes a little lower where that brings all in sight that stands behind them', () => {
    const others = 22 + 40 + 30 + 22
    for (const [heightPx, lanePx] of [
      [others + 40 * 8 - 1, 7],
      [others + 40 * 7, 7],
      [others + 40 * 6, 6],
      [others + 40 * 6 - 1, 8],
    ] as const) {
      const { rows } = filled(mapOf(40, 3), heightPx)
      expect(new Set(lanesIn(rows).map(row => rows.rowHeightPx(row)))).toEqual(new Set([lanePx]))
    }
  })

  it('opens with the least pitch where its lanes do not all fit: the rest scrolls', () => {
    const { rows } = filled(mapOf(40, 3), 300)
    expect(lanesIn(rows).map(row => rows.rowHeightPx(row))).toEqual(Array.from({ length: 40 }, () => 8))
  })

  it('stays a band where a dozen lanes have no room, and while pages arrive', () => {
    const tree = mapOf(40, 3)
    expect(lanesIn(filled(tree, 150).rows)).toEqual([])
    expect(lanesIn(filled(tree, 900, { arriving: true }).rows)).toEqual([])
  })

  it('stays closed where a hand closed it, and at the depth somebody chose', () => {
    const tree = mapOf(40, 3)
    const fan = tree.root.children[0] ?? -1
    expect(lanesIn(filled(tree, 900, { byHand: new Map([[fan, false]]) }).rows)).toEqual([])
    expect(lanesIn(filled(tree, 900, { openDepth: 0 }).rows)).toEqual([])
    expect(filled(tree, 900, { openDepth: OPEN_ALL }).fill).toBeUndefined()
  })

  it('stays open when the room grows less', () => {
    const tree = mapOf(40, 3)
    const { fill } = filled(tree, 900)
    expect(lanesIn(filled(tree, 100, {}, { former: fill?.opens ?? NONE }).rows)).toHaveLength(40)
  })

  it('lists as many rows as fit where it is listed in rows', () => {
    const tree = mapOf(40, 3)
    const fan = tree.root.children[0] ?? -1
    const chosen = { sort: 'index', show: 'all', limit: AS_MANY_AS_FIT, lanes: false } as const
    for (const heightPx of [400, 700, 1000]) {
      const { rows, fill } = filled(tree, heightPx, { fanOut: new Map([[fan, chosen]]) })
      expect(fill?.listed).toBeGreaterThanOrEqual(12)
      if (fill !== undefined && fill.listed > 12) {
        expect(rows.heightPx).toBeLessThanOrEqual(heightPx)
        expect(rows.heightPx).toBeGreaterThan(heightPx - 22)
      }
    }
  })

  it('has what failed above its lanes, three at most, closed, and found there', () => {
    const failing = mapOf(20, 1)
    const tree = createTreeBuilder().append(
      Array.from({ length: failing.lastEventId }, (_, at) => failing.event(at + 1))
        .flatMap(event => event ?? [])
        .map(event =>
          event.type === 'MapIterationSucceeded' && event.id % 4 === 0
            ? { ...event, type: 'MapIterationFailed' as const }
            : event,
        ),
    )
    const { rows } = filled(tree, 900)
    const first = rows.controlOf(tree.root.children[0] ?? -1) + 1
    expect([0, 1, 2, 3].map(nth => rows.kindAt(first + nth))).toEqual(['span', 'span', 'span', 'lane'])
    expect([0, 1, 2].map(nth => rows.expanded(first + nth))).toEqual([false, false, false])
    expect([0, 1, 2].map(nth => rows.rowOf(rows.keyAt(first + nth)))).toEqual([first, first + 1, first + 2])
  })
})

/** Random executions, with whatever Maps and Parallels they have. */
const anyTree = fc.oneof(
  randomCase().map(one => createTreeBuilder().append(simulate(one.machine, one.options).events)),
  fc.integer({ min: 200, max: 900 }).map(events => createTreeBuilder().append(largeHistory({ events }).events)),
)

describe('a fill of any execution', () => {
  it('closes nothing that was open, opens what no hand closed, and only opens more in a higher window', () => {
    fc.assert(
      fc.property(anyTree, fc.nat({ max: 1200 }), fc.nat({ max: 800 }), (tree, low, more) => {
        const [lower, higher] = [filled(tree, low), filled(tree, low + more)]
        for (const [{ fill, rows }, heightPx] of [
          [lower, low],
          [higher, low + more],
        ] as const) {
          for (const key of fill?.opens ?? NONE) {
            const row = rows.rowOf(key)
            if (row >= 0) expect(rows.expanded(row)).toBe(true)
          }
          const heights = lanesIn(rows).map(row => rows.rowHeightPx(row))
          for (const height of heights) expect(height >= 6 && height <= 22).toBe(true)
          if (heights.some(height => height < 8)) expect(rows.heightPx).toBeLessThanOrEqual(heightPx)
          expect(new Set(heights).size).toBeLessThanOrEqual(1)
        }
        const kept = filled(tree, low, {}, { former: higher.fill?.opens ?? NONE })
        expect([...(higher.fill?.opens ?? NONE)].every(key => kept.fill?.opens.has(key))).toBe(true)
        const byHand = new Map([...(higher.fill?.opens ?? NONE)].map(key => [key, false] as const))
        const closed = filled(tree, low + more, { byHand })
        for (const key of byHand.keys()) expect(closed.fill?.opens.has(key) ?? false).toBe(false)
      }),
      { numRuns: 25 },
    )
  })

  it('is the same when it is worked out again with what it opened', () => {
    fc.assert(
      fc.property(anyTree, fc.nat({ max: 1500 }), (tree, heightPx) => {
        const { fill } = filled(tree, heightPx)
        expect(filled(tree, heightPx, {}, { former: fill?.opens ?? NONE }).fill).toEqual(fill)
      }),
      { numRuns: 25 },
    )
  })

  it('opens nothing large while pages arrive', () => {
    fc.assert(
      fc.property(anyTree, fc.nat({ max: 1500 }), (tree, heightPx) => {
        const { fill } = filled(tree, heightPx, { arriving: true })
        for (const key of fill?.opens ?? NONE) {
          const span = tree.span(key)
          expect(span !== undefined && isFanOut(span) && span.children.length > FEW_CHILDREN).toBe(false)
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('how a large Map is listed at first', () => {
  it('is in lanes where it fills the height, in rows under a filter and where depth alone tells', () => {
    const tree = mapOf(40, 1)
    const fan = tree.span(tree.root.children[0] ?? -1)
    if (fan === undefined) throw new Error('no Map')
    const { fill } = filled(tree, 900)
    const view = { ...DEFAULT_ROWS_VIEW, fill }
    expect(fanOutViewOf(view, fan).lanes).toBe(true)
    expect(fanOutViewOf({ ...view, only: new Set([fan.key]) }, fan).lanes).toBe(false)
    expect(fanOutViewOf(DEFAULT_ROWS_VIEW, fan).lanes).toBe(false)
  })
})
