import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { BarPart } from './bar.ts'
import { shapeAt } from './boxes.ts'
import { at } from './column.ts'
import { hitTest } from './hit-test.ts'
import { type LoggedBar, loggedBars, withLoggedBar } from './logged-bars.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from './rows.ts'
import { boxesOfRow, type Scene, type SceneInput, sceneOf } from './scene.ts'
import { timeScale } from './time-scale.ts'

const tree = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted @0  2<0 TaskStateEntered Charge @100  3<2 TaskScheduled @100  4<3 TaskStarted @150
  5<4 TaskFailed error=Busy @300  6<5 TaskScheduled @400  7<6 TaskStarted @420  8<7 TaskSucceeded @600
  9<8 TaskStateExited Charge @600`),
)
const [visitKey = -1] = tree.root.children
const [first = -1, second = -1] = tree.span(visitKey)?.children ?? []

const told: LoggedBar = {
  visitKey,
  phases: [
    { kind: 'init', from: 430, to: 480 },
    { kind: 'run', from: 480, to: 590 },
  ],
  errors: [500, 500.2, 580],
}

/** 0..1000 ms on 1000 px: x is ms. The state's row, then one for each attempt. */
function scene(changes: Partial<SceneInput> = {}): Scene {
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  const view = { ...DEFAULT_ROWS_VIEW, byHand: new Map([[visitKey, true]]) }
  return sceneOf({ tree, rows: rowsOf(tree, view), scale, scrollTopPx: 0, heightPx: 400, now: 900, ...changes })
}

function shapes(one: Scene, row: number): readonly string[] {
  const [from, to] = boxesOfRow(one, row)
  return Array.from({ length: to - from }, (_, step) => {
    const [x0, x1] = [at(one.boxes.x0, from + step), at(one.boxes.x1, from + step)]
    return `${shapeAt(one.boxes, from + step)} ${Math.round(x0)}-${Math.round(x1)}`
  })
}

describe('what a log tells of a bar', () => {
  it('is drawn nowhere before one was read', () => {
    const { logTicks, boxes } = scene()
    expect(logTicks).toEqual([])
    expect(Array.from({ length: boxes.count }, (_, index) => shapeAt(boxes, index))).not.toContain('init')
  })

  it('sets the start apart from the run, in the row of the attempt and in that of its state', () => {
    const one = scene({ logged: loggedBars(new Map([[second, told]])) })
    const attempt = ['queued 400-420', 'running 420-430', 'init 430-480', 'running 480-600']
    expect(shapes(one, 2)).toEqual(attempt)
    expect(shapes(one, 0).slice(-4)).toEqual(attempt)
    expect(shapes(one, 1)).toEqual(shapes(scene(), 1))
    // Pointing at it is pointing at the attempt.
    expect(hitTest(one, 450, 50, tree)).toMatchObject({ key: second, part: 'bar' })
  })

  it('puts a tick where an error line was printed, one for each px', () => {
    const one = scene({ logged: loggedBars(new Map([[second, told]])) })
    const ticks = [500, 580]
    expect(one.logTicks).toEqual([0, 44].flatMap(yPx => ticks.map(xPx => ({ xPx, yPx }))))
    const scale = timeScale({ from: 550, to: 650 }, 1000)
    expect(scene({ scale, logged: loggedBars(new Map([[second, told]])) }).logTicks.map(({ xPx }) => xPx)).toEqual([
      300, 300,
    ])
  })

  it('is named in the legend as far as it is there, and said in the tooltip', () => {
    const names = (...bars: readonly LoggedBar[]) =>
      loggedBars(new Map(bars.map((bar, nth) => [nth, bar]))).legend.map(({ text }) => text)
    expect(names({ visitKey, phases: [], errors: [] })).toEqual([])
    expect(names(told)).toEqual(['Init', 'Error lines'])
    expect(names({ visitKey, phases: [{ kind: 'restore', from: 1, to: 2 }], errors: [] })).toEqual(['Restore'])
    const all = withLoggedBar(loggedBars(new Map([[second, told]])), first, { visitKey, phases: [], errors: [] })
    expect(all.wordsOf(second)).toEqual([
      ['Init', '50 ms'],
      ['Run', '110 ms'],
      ['Error lines', '3'],
    ])
    expect(all.wordsOf(first)).toEqual([])
    expect(all.wordsOf(visitKey)).toEqual([])
  })

  it('leaves a bar as long as it is, without gaps, and touches only what runs', () => {
    const shape = fc.constantFrom('queued' as const, 'running' as const, 'waiting' as const, 'untold' as const)
    const bar = fc.array(fc.tuple(shape, fc.integer({ min: 0, max: 50 })), { minLength: 1, maxLength: 4 })
    const starts = fc.array(fc.tuple(fc.integer({ min: -50, max: 200 }), fc.integer({ min: 0, max: 90 })), {
      maxLength: 2,
    })
    fc.assert(
      fc.property(bar, starts, (drawn, all) => {
        let end = 0
        const parts = drawn.map(([kind, lengthMs], nth): BarPart => {
          const from = end
          end += lengthMs
          return { shape: kind, from, to: end, eventId: nth + 1 }
        })
        const phases = all.map(([from, lengthMs]) => ({ kind: 'init' as const, from, to: from + lengthMs }))
        const cut = loggedBars(new Map([[1, { visitKey: undefined, phases, errors: [] }]])).partsOf(1, parts)
        expect(cut[0]?.from).toBe(0)
        expect(cut.at(-1)?.to).toBe(end)
        for (const [nth, part] of cut.slice(1).entries()) expect(part.from).toBe(cut[nth]?.to)
        for (const part of cut.filter(one => one.shape === 'init')) {
          expect(parts.find(({ eventId }) => eventId === part.eventId)?.shape).toBe('running')
        }
        const lengthOf = (list: readonly BarPart[], kind: BarPart['shape']) =>
          list.filter(one => one.shape === kind).reduce((sum, { from, to }) => sum + to - from, 0)
        for (const kind of ['queued', 'waiting', 'untold'] as const) {
          expect(lengthOf(cut, kind)).toBe(lengthOf(parts, kind))
        }
      }),
    )
  })
})
