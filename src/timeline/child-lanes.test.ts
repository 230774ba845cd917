import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChildList, type ListedChild } from '../forest/child-list.ts'
import { forestWith, withChange, withChildren } from '../forest/grow.ts'
import { globalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { shapeAt } from './boxes.ts'
import { chartTrees } from './chart-trees.ts'
import type { FanOutView, RowsView } from './chart-types.ts'
import { childCounts, listChildren, silhouetteOfList } from './child-rows.ts'
import { at } from './column.ts'
import { hitTest } from './hit-test.ts'
import { packColumns } from './lanes.ts'
import { matchMarks } from './match-marks.ts'
import { DEFAULT_ROWS_VIEW, rowsOf, visibleRowOf } from './rows.ts'
import { boxesOfRow, sceneOf } from './scene.ts'
import { countAt } from './silhouette.ts'
import { timeScale } from './time-scale.ts'

const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:M/R:${name}`
const tree = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted @0  2<0 MapStateEntered Reindex @0  3<2 MapStateStarted @0
  4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:123456789012:mapRun:M/R:1 @10`),
)
const child = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted @250  2<0 PassStateEntered Charge @250  3<2 PassStateExited Charge @300  4<3 ExecutionSucceeded @300`),
)
const mapRun = tree.spanOfEvent(4)?.key ?? -1

function listed(name: string, status: string | undefined, startedAt?: number, stoppedAt?: number): ListedChild {
  return { executionArn: arn(name), name, status, startedAt, stoppedAt, redriveCount: 0, itemCount: 1 }
}

//   a ───── c ──     lane 0
//     b ──────── …   lane 1
const forest = withChildren(forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree }), mapRun, [
  listed('c', 'SUCCEEDED', 250, 300),
  listed('a', 'FAILED', 100, 200),
  listed('b', 'RUNNING', 150),
  listed('unknown', 'SUCCEEDED'),
])
const [c, a, b] = [1, 2, 3].map(rootKeyOf)

function lanes(change: Partial<FanOutView> = {}, open: readonly number[] = []): RowsView {
  const view: FanOutView = { sort: 'failedFirst', show: 'all', limit: 12, lanes: true, ...change }
  const byHand = new Map([mapRun, ...open].map(key => [key, true]))
  return { ...DEFAULT_ROWS_VIEW, byHand, fanOut: new Map([[mapRun, view]]) }
}

function kindsOf(rows: ReturnType<typeof rowsOf>): readonly string[] {
  return Array.from({ length: rows.count }, (_, row) => rows.kindAt(row))
}

function sceneOn(of: typeof forest, view: RowsView) {
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  return sceneOf({
    ...{ tree, forest: of, rows: rowsOf(tree, view, of), scale },
    ...{ scrollTopPx: 0, heightPx: 400, now: 1000 },
  })
}

describe('children of a Map Run in lanes', () => {
  it('are packed by their start; one that no list tells a start of is left out', () => {
    const rows = rowsOf(tree, lanes(), forest)
    expect(kindsOf(rows)).toEqual(['span', 'span', 'band', 'control', 'lane', 'lane'])
    expect([4, 5].map(row => [...(rows.laneAt(row)?.keys ?? [])])).toEqual([[a, c], [b]])
  })

  it('show what is chosen', () => {
    const rows = rowsOf(tree, lanes({ show: 'failed' }), forest)
    expect([...(rows.laneAt(4)?.keys ?? [])]).toEqual([a])
    expect(rows.count).toBe(5)
  })

  it('are outlines until they are read, and lead to the execution under the pointer', () => {
    const read = withChange(forest, 1, { tree: child, state: { kind: 'read' } })
    const scene = sceneOn(read, lanes())
    const [from, to] = boxesOfRow(scene, 4)
    const shapes = Array.from({ length: to - from }, (_, step) => from + step)
      .map(index => [at(scene.boxes.key, index), shapeAt(scene.boxes, index)])
      .filter(([, shape]) => shape !== 'cap')
    expect(shapes).toEqual([
      [a, 'listed'],
      [c, 'running'],
    ])
    const y = scene.rows.topPx(4) + 11
    expect(hitTest(scene, 150, y, chartTrees(tree, read))).toEqual({ key: a, row: 4, eventId: 1, part: 'bar' })
  })

  it('are outlines where several share a pixel, until one of them is read', () => {
    const many = Array.from({ length: 40 }, (_, n) => listed(`m${n}`, 'SUCCEEDED', 400 + n / 4, 400 + (n + 1) / 4))
    const all = withChildren(forest, mapRun, many)
    const shapesIn = (of: typeof forest) => {
      const scene = sceneOn(of, lanes())
      const [from, to] = boxesOfRow(scene, 4)
      return Array.from({ length: to - from }, (_, step) => shapeAt(scene.boxes, from + step))
    }
    const first = all.memberOfArn(arn('m0'))?.id ?? -1
    const read = withChange(all, first, { tree: child, state: { kind: 'read' } })
    expect([shapesIn(all).at(-1), shapesIn(read).at(-1)]).toEqual(['mergedListed', 'merged'])
    const scene = sceneOn(all, lanes())
    expect(hitTest(scene, 405, scene.rows.topPx(4) + 11, chartTrees(tree, all))?.key).toBe(
      rootKeyOf(all.memberOfArn(arn('m20'))?.id ?? -1),
    )
  })

  it('open into rows of their own above the lanes, which show them still', () => {
    const read = withChange(forest, 1, { tree: child, state: { kind: 'read' } })
    const rows = rowsOf(tree, lanes({}, [c ?? 0]), read)
    expect(kindsOf(rows)).toEqual(['span', 'span', 'band', 'control', 'member', 'span', 'lane', 'lane'])
    expect([...(rows.laneAt(6)?.keys ?? [])]).toEqual([a, c])
    expect([c, a, b].map(key => rows.rowOf(key ?? 0))).toEqual([4, 6, 7])
    const charge = globalKey(1, child.spanOfEvent(2)?.key ?? -1)
    expect(visibleRowOf(chartTrees(tree, read), rows, charge)).toBe(5)
    expect(visibleRowOf(chartTrees(tree, read), rowsOf(tree, lanes(), read), charge)).toBe(4)
  })

  it('are marked where something in them matches', () => {
    const lane = rowsOf(tree, lanes(), forest).laneAt(4)
    const marks = matchMarks(tree, new Set([globalKey(1, child.spanOfEvent(2)?.key ?? -1)]))
    expect(lane === undefined ? undefined : [...marks.inLane(lane)]).toEqual([1])
  })
})

describe('a child of which nothing tells how or when it ended', () => {
  // One of no status, one of a status of tomorrow, one that ended at a time that nobody tells.
  const open = withChildren(forest, mapRun, [
    listed('none', undefined, 260),
    listed('new', 'HIBERNATING', 270),
    listed('ended', 'FAILED', 280),
  ])
  const list = open.graft(mapRun)?.children ?? ChildList.EMPTY
  const names = (view: Partial<FanOutView>) =>
    listChildren(list, { sort: 'failedFirst', show: 'all', limit: 12, lanes: false, ...view }).keys.map(
      key => open.member(memberIdOf(key))?.summary?.name,
    )

  it('is not told to run: neither counted, nor among those that ran at once, nor listed as such', () => {
    expect(childCounts(list)).toEqual({ total: 7, failed: 2, running: 1 })
    expect(countAt(silhouetteOfList(list), 1000)).toBe(1)
    expect(silhouetteOfList(list).peak).toBe(2)
    expect(names({ show: 'running' })).toEqual(['b'])
  })

  it('is not said to be the slowest, and stands behind what is known', () => {
    expect(names({ sort: 'duration' }).slice(0, 3)).toEqual(['b', 'a', 'c'])
    expect(names({ show: 'slowest', sort: 'duration', limit: 3 })).toEqual(['b', 'a', 'c'])
    expect(names({}).slice(-2)).toEqual(['none', 'new'])
  })

  it('is drawn as what is not told, in a lane and in a row', () => {
    const shapesOf = (view: RowsView) => {
      const scene = sceneOn(open, view)
      return Array.from({ length: scene.boxes.count }, (_, index) => index).flatMap(index => {
        const name = open.member(memberIdOf(at(scene.boxes.key, index)))?.summary?.name ?? ''
        return ['none', 'new', 'ended', 'b'].includes(name) ? [`${name} ${shapeAt(scene.boxes, index)}`] : []
      })
    }
    const drawn = ['b listed', 'ended untold', 'new untold', 'none untold']
    expect(shapesOf(lanes()).toSorted()).toEqual(drawn)
    expect(shapesOf(lanes({ lanes: false })).toSorted()).toEqual(drawn)
  })
})

describe('packing', () => {
  const spans = fc.array(fc.record({ start: fc.nat(60), length: fc.option(fc.nat(20), { nil: Infinity }) }), {
    maxLength: 80,
  })

  it('gives each span the first lane that is free when it starts', () => {
    fc.assert(
      fc.property(spans, drawn => {
        const packed = packColumns({
          keys: Float64Array.from(drawn, (_, key) => key),
          starts: Float64Array.from(drawn, one => one.start),
          ends: Float64Array.from(drawn, one => one.start + one.length),
          outcomes: new Float64Array(drawn.length),
        })
        const free: number[] = []
        const expected: number[][] = []
        for (const [key, { start, length }] of [...drawn.entries()].toSorted(([, x], [, y]) => x.start - y.start)) {
          const found = free.findIndex(end => end <= start)
          const lane = found < 0 ? free.length : found
          free[lane] = start + length
          expected[lane] = [...(expected[lane] ?? []), key]
        }
        const lanes = Array.from({ length: packed.count }, (_, nth) => [...packed.laneAt(nth).keys])
        expect(lanes).toEqual(expected)
      }),
    )
  })
})
