import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { GLYPH, INFERRED_END, OPEN_END, shapeAt } from './boxes.ts'
import type { RowsView } from './chart-types.ts'
import { at } from './column.ts'
import { hitTest } from './hit-test.ts'
import type { Lane } from './lanes.ts'
import { measure, snapTime } from './measure.ts'
import { missingRanges } from './missing.ts'
import { outcomeAt } from './outcome-code.ts'
import { DEFAULT_ROWS_VIEW, rowsOf, rowsOfLanes } from './rows.ts'
import { boxesOfRow, MOST_BOXES, type Scene, type SceneInput, sceneOf } from './scene.ts'
import { timeScale } from './time-scale.ts'

function treeOf(drawing: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(drawing))
}

/** A scene of 0..1000 ms on 1000 px: x is ms. */
function scene(tree: ExecutionTree, changes: Partial<SceneInput> = {}, view: RowsView = DEFAULT_ROWS_VIEW): Scene {
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  return sceneOf({ tree, rows: rowsOf(tree, view), scale, scrollTopPx: 0, heightPx: 400, now: 900, ...changes })
}

/** The boxes of a row in words: `queued 100-150 succeeded`. */
function words(one: Scene, row: number): string[] {
  const { boxes } = one
  const [from, to] = boxesOfRow(one, row)
  return Array.from({ length: to - from }, (_, step) => {
    const index = from + step
    const flags = at(boxes.flags, index)
    const marks = `${flags & OPEN_END ? ' open' : ''}${flags & INFERRED_END ? ' inferred' : ''}${flags & GLYPH ? ' glyph' : ''}`
    const ends = `${Math.round(at(boxes.x0, index))}-${Math.round(at(boxes.x1, index))}`
    return `${shapeAt(boxes, index)} ${ends} ${outcomeAt(boxes.outcome, index)}${marks}`
  })
}

const RETRIED = `
  1<0 ExecutionStarted @0  2<0 TaskStateEntered Charge @100  3<2 TaskScheduled @100  4<3 TaskStarted @150
  5<4 TaskFailed error=Busy @300  6<5 TaskScheduled @400  7<6 TaskStarted @420  8<7 TaskSucceeded @600
  9<8 TaskStateExited Charge @600  10<9 WaitStateEntered Pause @600`

/** Iterations one after another, one at a time; those of some indexes fail. */
function oneAtATime(count: number, failing: readonly number[]): ExecutionTree {
  const start = `1<0 ExecutionStarted @0 2<0 MapStateEntered Fan @0 3<2 MapStateStarted length=${count} @0`
  const turns = Array.from({ length: count }, (_, index) => {
    const [id, at] = [4 + 2 * index, index * 40]
    const end = failing.includes(index) ? 'MapIterationFailed' : 'MapIterationSucceeded'
    return `${id}<3 MapIterationStarted Fan ${index} @${at} ${id + 1}<${id} ${end} Fan ${index} @${at + 40}`
  })
  return treeOf([start, ...turns].join(' '))
}

describe('an iteration with a row above the lanes of its Map', () => {
  const tree = oneAtATime(20, [3, 7])
  const fan = tree.root.children[0] ?? -1
  const [opened = -1] = tree.span(fan)?.children.slice(11) ?? []
  const lanes = { sort: 'failedFirst', show: 'all', limit: 12, lanes: true } as const
  const byHand = new Map([fan, opened].map(key => [key, true] as const))
  const view = { ...DEFAULT_ROWS_VIEW, fanOut: new Map([[fan, lanes]]), byHand }

  it('is drawn there, failed or opened by hand; in its lane a thin line keeps its place and leads to it', () => {
    const one = scene(tree, {}, view)
    const drawn = new Map<number, number>()
    for (let box = 0; box < one.boxes.count; box++) {
      const key = at(one.boxes.key, box)
      if (shapeAt(one.boxes, box) === 'idle' || tree.span(key)?.kind !== 'mapIteration') continue
      const row = at(one.boxes.row, box)
      expect(drawn.get(key) ?? row, `#${key} in one row`).toBe(row)
      drawn.set(key, row)
    }
    expect(drawn.size).toBe(20)
    const lane = one.rows.rowAtPx(one.rows.heightPx - 1)
    expect(words(one, lane).filter(text => text.startsWith('idle'))).toEqual([
      'idle 120-160 failed',
      'idle 280-320 failed',
      'idle 440-480 succeeded',
    ])
    expect(hitTest(one, 140, one.rows.topPx(lane) + 11, tree)?.key).toBe(tree.span(fan)?.children[3])
  })
})

describe('sceneOf', () => {
  it('draws attempts as phases with a cap, and the backoff between them', () => {
    expect(words(scene(treeOf(RETRIED)), 0)).toEqual([
      'queued 100-150 failed',
      'running 150-300 failed',
      'cap 288-300 failed glyph',
      'backoff 300-400 failed',
      'queued 400-420 succeeded',
      'running 420-600 succeeded',
    ])
  })

  it('says beside a bar how long it was active: the time before a redrive is idle', () => {
    const redriven = `
      1<0 ExecutionStarted @0  2<0 WaitStateEntered Pause @0  3<0 ExecutionAborted @100  4<0 ExecutionRedriven @600
      5<2 WaitStateExited Pause @650`
    const one = scene(treeOf(redriven))
    expect(one.labels.map(({ text }) => text)).toEqual(['100 ms'])
  })

  it('draws the backoff that is under way, and where a stop cut it short', () => {
    const waiting =
      '1<0 ExecutionStarted @0 2<0 TaskStateEntered T @0 3<2 TaskScheduled @0 4<3 TaskStarted @0 5<4 TaskFailed @200'
    expect(words(scene(treeOf(waiting)), 0).at(-1)).toBe('backoff 200-900 failed')
    const stopped = words(scene(treeOf(`${waiting} 6<0 ExecutionAborted @600`)), 0)
    expect(stopped.slice(-2)).toEqual(['backoff 200-600 failed', 'mark 600-604 aborted inferred'])
  })

  it('leaves what still runs open at now', () => {
    expect(words(scene(treeOf(RETRIED)), 1)).toEqual(['waiting 600-900 running open'])
  })

  it('stops bars at both edges of a fold', () => {
    const scale = timeScale({ from: 0, to: 1000 }, 1000, [{ from: 700, to: 800 }])
    const bars = words(scene(treeOf(RETRIED), { scale }), 1)
    expect(bars).toHaveLength(2)
    expect(bars[0]).toMatch(/^waiting \d+-758 running$/)
    expect(bars[1]).toMatch(/^waiting 784-\d+ running open$/)
  })

  it('keeps a state without length visible, and points at what lies outside', () => {
    const tree = treeOf('1<0 ExecutionStarted @0 2<0 PassStateEntered P @500 3<2 PassStateExited P @500')
    expect(words(scene(tree), 0)).toEqual(['mark 500-504 succeeded'])
    const later = timeScale({ from: 600, to: 1000 }, 1000)
    expect(words(scene(tree, { scale: later }), 0)[0]).toMatch(/^beforeWindow/)
  })

  it('fades an end that nobody saw', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 ParallelStateEntered Both @0  3<2 ParallelStateStarted @0
      4<3 TaskStateEntered A @0  5<3 TaskStateEntered B @0  6<4 TaskScheduled @0  7<5 TaskScheduled @0
      8<6 TaskFailed error=E @400  9<8 TaskStateAborted @400  10<8 TaskStateAborted @400
      11<8 ParallelStateFailed @400  12<11 ExecutionFailed @400`)
    const one = scene(tree)
    const all = Array.from({ length: one.endRow }, (_, row) => words(one, row)).flat()
    expect(all.some(word => word.includes('aborted') && word.includes('inferred'))).toBe(true)
  })

  it('makes a thin line of the idle time before a redrive, and a seam', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered T @0  3<2 TaskScheduled @0  4<3 TaskStarted @10
      5<4 TaskFailed error=E @200  6<5 ExecutionFailed @200  7<6 ExecutionRedriven @500
      8<2 TaskScheduled @510  9<8 TaskStarted @520  10<9 TaskSucceeded @700  11<10 TaskStateExited T @700
      12<11 ExecutionSucceeded @700`)
    const one = scene(tree)
    expect(words(one, 0)).toContain('idle 200-510 failed')
    expect(one.seams.map(seam => [seam.x, seam.eventId])).toEqual([[500, 7]])
  })

  it('draws only the rows in the window', () => {
    const lanes = Array.from({ length: 1000 }, () => laneOf([[0, 500]]))
    const one = sceneOf({ ...bare(lanes), scrollTopPx: 220, heightPx: 44 })
    expect([one.firstRow, one.endRow, one.boxes.count]).toEqual([10, 13, 3])
  })
})

function laneOf(stretches: readonly (readonly [number, number])[], outcome = 0): Lane {
  return {
    keys: Float64Array.from(stretches, (_, index) => 2 * (index + 1)),
    starts: Float64Array.from(stretches, ([from]) => from),
    ends: Float64Array.from(stretches, ([, to]) => to),
    outcomes: new Float64Array(stretches.length).fill(outcome),
  }
}

function bare(lanes: readonly Lane[]): SceneInput {
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  return { tree: undefined, rows: rowsOfLanes(lanes), scale, scrollTopPx: 0, heightPx: 700, now: 1000 }
}

describe('lanes of many spans', () => {
  const dense = (count: number) =>
    Array.from({ length: count }, (_, i) => [(i * 1000) / count, ((i + 0.6) * 1000) / count] as const)

  it('joins spans narrower than a pixel and shows the worst of them', () => {
    const lane = laneOf(dense(100_000))
    lane.outcomes[50_500] = 5
    const one = sceneOf(bare([lane]))
    expect(words(one, 0)).toEqual(['merged 0-1000 failed'])
  })

  it('keeps spans apart that a pixel can part', () => {
    expect(sceneOf(bare([laneOf(dense(100))])).boxes.count).toBe(100)
  })

  it('stays near the cap of boxes however many spans there are', () => {
    const lanes = Array.from({ length: 32 }, () => laneOf(dense(480)))
    expect(sceneOf(bare(lanes)).boxes.count).toBeLessThanOrEqual(MOST_BOXES)
  })

  it('finds the span itself under the pointer within a joined box', () => {
    const one = sceneOf(bare([laneOf(dense(100_000))]))
    expect(hitTest(one, 500.503, 10)).toMatchObject({ key: 2 * 50_051, part: 'bar' })
  })
})

describe('hitTest', () => {
  it('finds a bar narrower than a pointer within four pixels of its middle, and not beyond', () => {
    const brief = treeOf('1<0 ExecutionStarted @0 2<0 PassStateEntered P @500 3<2 PassStateExited P @500')
    const one = scene(brief)
    const [from] = boxesOfRow(one, 0)
    const [left, right] = [at(one.boxes.x0, from), at(one.boxes.x1, from)]
    const middle = (left + right) / 2
    for (const reach of [-3.9, 0, 3.9]) expect(hitTest(one, middle + reach, 10)).toMatchObject({ part: 'bar' })
    for (const reach of [-4.5, 4.5]) expect(hitTest(one, middle + reach, 10)).toMatchObject({ part: 'row' })
  })

  const one = scene(treeOf(RETRIED))

  it('tells the phase under the pointer by its event', () => {
    expect(hitTest(one, 120, 5)).toMatchObject({ eventId: 3, part: 'bar' })
    expect(hitTest(one, 200, 21)).toMatchObject({ eventId: 4, part: 'bar' })
    expect(hitTest(one, 295, 10)).toMatchObject({ eventId: 5, part: 'bar' })
    expect(hitTest(one, 350, 10)).toMatchObject({ part: 'backoff' })
  })

  it('falls back to the row, and to nothing below the last one', () => {
    expect(hitTest(one, 50, 10)).toMatchObject({ row: 0, part: 'row' })
    expect(hitTest(one, 50, 300)).toBeUndefined()
  })
})

describe('measure', () => {
  it('counts what touches a stretch of time, and snaps to ends of bars', () => {
    const tree = treeOf(RETRIED)
    const found = measure(tree, 150, 350)
    expect(found).toMatchObject({ length: 200, spans: 2, events: 2 })
    expect(found.byOutcome).toMatchObject({ failed: 1, succeeded: 1 })
    expect(snapTime(scene(tree), 297)).toBeCloseTo(300)
    expect(snapTime(scene(tree), 350)).toBeCloseTo(350)
  })
})

describe('missingRanges', () => {
  it('lies between the nearest events known on both sides', () => {
    const events = eventsOf(RETRIED).filter(event => event.id <= 4 || event.id >= 8)
    const tree = createTreeBuilder().append(events)
    const extent = { startedAt: 0, endsAt: 900, totalEvents: 12 }
    expect(missingRanges(tree, extent)).toEqual([
      { from: 150, to: 600, count: 3, arriving: true },
      { from: 600, to: 900, count: 2, arriving: true },
    ])
  })
})
