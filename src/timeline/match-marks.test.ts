import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { downwards } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { MATCHED } from './boxes.ts'
import type { RowsView } from './chart-types.ts'
import { at } from './column.ts'
import { hitTest } from './hit-test.ts'
import { overviewOf } from './overview.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from './rows.ts'
import { type Scene, sceneOf } from './scene.ts'
import { timeScale } from './time-scale.ts'

// Two states in each of two iterations, one after another.
const tree: ExecutionTree = createTreeBuilder().append(
  eventsOf(`
    1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted @0
    4<3 MapIterationStarted Fan 0 @100  5<4 PassStateEntered Load @100  6<5 PassStateExited Load @200
    7<6 PassStateEntered Save @200  8<7 PassStateExited Save @300  9<8 MapIterationSucceeded Fan 0 @300
    10<9 MapIterationStarted Fan 1 @400  11<10 PassStateEntered Load @400  12<11 PassStateExited Load @500
    13<12 PassStateEntered Save @500  14<13 PassStateExited Save @600  15<14 MapIterationSucceeded Fan 1 @600
    16<15 MapStateSucceeded Fan @600  17<16 MapStateExited Fan @600`),
)
const fan = tree.spanOfEvent(2)?.key ?? -1
const saves = new Set(
  [...downwards(tree, tree.root)].flatMap(span => (span.kind === 'stateVisit' && span.name === 'Save' ? span.key : [])),
)

function scene(view: Partial<RowsView>, matches: ReadonlySet<SpanKey> | undefined): Scene {
  const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, ...view })
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  return sceneOf({ tree, rows, scale, scrollTopPx: 0, heightPx: 400, now: 900, matches })
}

const CLOSED = { byHand: new Map([[fan, false]]) }
const LANES = { fanOut: new Map([[fan, { sort: 'index', show: 'all', limit: 12, lanes: true } as const]]) }

describe('what a query found inside a closed Map', () => {
  it('has ticks in its band, at the times it began', () => {
    expect(scene(CLOSED, saves).bands.map(band => band.matches.map(tick => tick.xPx))).toEqual([[200, 500]])
    expect(scene(CLOSED, undefined).bands.map(band => band.matches)).toEqual([[]])
  })

  it('is selected by a click on its tick', () => {
    const one = scene(CLOSED, saves)
    expect(hitTest(one, 501, (one.bands[0]?.y ?? 0) + 3, tree)?.key).toBe(tree.spanOfEvent(13)?.key)
    expect(hitTest(one, 501, (one.bands[0]?.y ?? 0) + 18, tree)?.key).toBe(fan)
  })

  it('has ticks in the overview', () => {
    const bounds = { from: 0, to: 1000 }
    const frame = { tree, bounds, viewport: bounds, folds: [], missing: [], widthPx: 500, heightPx: 52, now: 900 }
    expect(overviewOf({ ...frame, matches: saves })?.matches.map(tick => tick.xPx)).toEqual([100, 250])
    expect(overviewOf(frame)?.matches).toEqual([])
  })
})

describe('what a query found inside packed lanes', () => {
  const flagged = ({ boxes }: Scene) =>
    Array.from({ length: boxes.count }, (_, index) => index)
      .filter(index => (at(boxes.flags, index) & MATCHED) !== 0)
      .map(index => at(boxes.key, index))

  it('frames the iteration that holds it', () => {
    const second = new Set([tree.spanOfEvent(13)?.key ?? -1])
    expect(flagged(scene(LANES, second))).toEqual([tree.spanOfEvent(10)?.key])
    expect(flagged(scene(LANES, new Set()))).toEqual([])
  })

  it('frames a box of several iterations too narrow to be told apart', () => {
    const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, ...LANES })
    const scale = timeScale({ from: 0, to: 1_000_000 }, 1000)
    const one = sceneOf({ tree, rows, scale, scrollTopPx: 0, heightPx: 400, now: 900, matches: saves })
    expect(flagged(one)).toHaveLength(1)
  })
})
