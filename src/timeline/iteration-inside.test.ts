import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { mixedFanOut } from '../simulator/mixed-fan-out.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { shapeAt } from './boxes.ts'
import { at } from './column.ts'
import { listFanOut } from './fan-out.ts'
import { hitTest } from './hit-test.ts'
import { insideOf } from './iteration-inside.ts'
import { outcomeAt } from './outcome-code.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from './rows.ts'
import { type Scene, sceneOf } from './scene.ts'
import { timeScale } from './time-scale.ts'
import { troublesOf } from './troubles.ts'

const tree = createTreeBuilder().append(mixedFanOut(3))
const fan = tree.spanOfEvent(2)
const [zero = -1, one = -1, two = -1] = fan?.children ?? []
const lanes = new Map([[fan?.key ?? -1, { sort: 'index', show: 'all', limit: 12, lanes: true } as const]])

function scene(pxPerSecond: number): Scene {
  const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, fanOut: lanes })
  const scale = timeScale({ from: 0, to: 1000 }, pxPerSecond)
  return sceneOf({ tree, rows, scale, scrollTopPx: 0, heightPx: 400, now: 700 })
}

function drawn({ boxes }: Scene, key: number): readonly string[] {
  const indexes = Array.from({ length: boxes.count }, (_, index) => index).filter(index => at(boxes.key, index) === key)
  return indexes.map(index => {
    const [x0, x1] = [Math.round(at(boxes.x0, index)), Math.round(at(boxes.x1, index))]
    return `${shapeAt(boxes, index)} ${outcomeAt(boxes.outcome, index)} ${x0}–${x1}`
  })
}

describe('the inside of an iteration', () => {
  it('is queued, running, waiting, backoff, caught: state after state', () => {
    expect(insideOf(tree, zero).map(({ shape, outcome, from, to }) => [shape, outcome, from, to])).toEqual([
      ['queued', 'failed', 0, 100],
      ['running', 'failed', 100, 200],
      ['backoff', 'running', 200, 300],
      ['queued', 'succeeded', 300, 301],
      ['running', 'succeeded', 301, 310],
      ['waiting', 'succeeded', 310, 500],
    ])
    expect(insideOf(tree, one).map(({ outcome, ends }) => [outcome, ends])).toContainEqual(['caught', true])
  })

  it('is drawn in its lane, hit as the iteration; a queue under 4 px joins its run', () => {
    const wide = scene(1000)
    const boxes = drawn(wide, zero)
    expect(boxes).toContain('queued failed 0–100')
    expect(boxes).toContain('cap failed 188–200')
    expect(boxes).toContain('backoff running 200–300')
    expect(boxes).toContain('running succeeded 300–310')
    expect(boxes.some(box => box.startsWith('waiting succeeded 310'))).toBe(true)
    expect(drawn(wide, one)).toContain('cap caught 388–400')
    const row = wide.rows.rowOf(zero)
    expect(hitTest(wide, 250, wide.rows.topPx(row) + 5, tree)).toMatchObject({ key: zero, eventId: 4, part: 'backoff' })
  })

  it('is drawn in the row of a closed iteration as well, and in an open one a rail', () => {
    const rowsScene = (open: boolean) => {
      const fanOut = new Map([[fan?.key ?? -1, { sort: 'index', show: 'all', limit: 12, lanes: false } as const]])
      const byHand = new Map([zero, one].map(key => [key, open] as const))
      const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, fanOut, byHand })
      const scale = timeScale({ from: 0, to: 1000 }, 1000)
      return sceneOf({ tree, rows, scale, scrollTopPx: 0, heightPx: 400, now: 700 })
    }
    const closed = rowsScene(false)
    expect(drawn(closed, zero)).toEqual([
      'queued failed 0–100',
      'running failed 100–200',
      'cap failed 188–200',
      'backoff running 200–300',
      'running succeeded 300–310',
      'waiting succeeded 310–500',
    ])
    expect(drawn(closed, one)).toContain('cap caught 388–400')
    expect(drawn(rowsScene(true), zero)).toEqual(['rail succeeded 0–500'])
  })

  it('is one bar where it is narrow', () => {
    expect(drawn(scene(6), two)).toHaveLength(1)
  })

  it('has no overlaps and no time outside its iteration, whatever ran', () => {
    fc.assert(
      fc.property(randomCase(), ({ machine, options }) => {
        const any = createTreeBuilder().append(simulate(machine, options).events)
        for (const { span } of depthFirst(any)) {
          if (span.kind !== 'mapIteration') continue
          let end = span.startedAt
          for (const part of insideOf(any, span.key)) {
            expect(part.from).toBeGreaterThanOrEqual(end)
            expect(part.to).toBeGreaterThanOrEqual(part.from)
            end = part.to
          }
          expect(end === Infinity || end <= (span.endedAt ?? Infinity)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('troubles inside', () => {
  it('are counted through all levels', () => {
    const of = (key: number) => {
      const span = tree.span(key)
      return span && troublesOf(tree, span)
    }
    expect(of(zero)).toEqual({ retries: 1, caught: false })
    expect(of(one)).toEqual({ retries: 0, caught: true })
    expect(of(two)).toEqual({ retries: 0, caught: false })
  })

  it('are no retries where a redrive began again', () => {
    const redriven = createTreeBuilder().append(
      eventsOf(`
        1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=1 @0
        4<3 MapIterationStarted Fan 0 @0  5<4 TaskStateEntered Charge @0  6<5 TaskScheduled @0  7<6 TaskFailed error=Busy @9
        8<7 TaskScheduled @20  9<8 TaskFailed error=Busy @29  10<9 MapIterationFailed Fan 0 @29  11<10 MapStateFailed @29
        12<11 ExecutionFailed error=Busy @29  13<0 ExecutionRedriven @90  14<8 TaskScheduled @91  15<14 TaskSucceeded @95`),
    )
    const [again] = redriven.spanOfEvent(2)?.children ?? []
    const iteration = again === undefined ? undefined : redriven.span(again)
    expect(iteration && troublesOf(redriven, iteration).retries).toBe(1)
  })

  it('sort: failed first has caught and retried ones before the rest, most retries the most tried', () => {
    const view = { show: 'all', limit: 10, lanes: false } as const
    const keys = [two, zero, one]
    expect(listFanOut(tree, { keys }, { ...view, sort: 'failedFirst' }).keys).toEqual([one, zero, two])
    expect(listFanOut(tree, { keys }, { ...view, sort: 'retries' }).keys).toEqual([zero, one, two])
  })
})
