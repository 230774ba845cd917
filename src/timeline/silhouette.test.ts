import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { foldsOf } from './folds.ts'
import { overviewOf } from './overview.ts'
import { columnsOf, countAt, failureTicks, silhouetteOf, stepsOf } from './silhouette.ts'
import { timeScale } from './time-scale.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

function treeOf(drawing: string) {
  return createTreeBuilder().append(eventsOf(drawing))
}

describe('stepsOf', () => {
  it('counts what runs at once as steps', () => {
    const steps = stepsOf(Float64Array.of(0, 10, 20), Float64Array.of(20, 30, Infinity))
    expect([...steps.times]).toEqual([0, 10, 20, 30])
    expect([...steps.counts]).toEqual([1, 2, 2, 1])
    expect(steps.peak).toBe(2)
  })

  it('agrees with counting one by one', () => {
    const stretch = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }))
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), fc.integer({ min: 0, max: 100 }), (stretches, t) => {
        const starts = Float64Array.from(stretches, ([from]) => from).toSorted()
        const ends = Float64Array.from(stretches, ([from, length]) => from + length).toSorted()
        const expected = stretches.filter(([from, length]) => from <= t && t < from + length).length
        expect(countAt(stepsOf(starts, ends), t)).toBe(expected)
      }),
    )
  })
})

const MAP = `
  1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=3 @0
  4<3 MapIterationStarted Fan 0 @0  5<3 MapIterationStarted Fan 1 @0
  6<4 MapIterationFailed Fan 0 @40  7<6 MapIterationStarted Fan 2 @40  8<5 MapIterationFailed Fan 1 @41
  9<7 MapIterationSucceeded Fan 2 @100`

describe('silhouetteOf', () => {
  const scale = timeScale({ from: 0, to: 100 }, 100)

  it('tells the peak and how many ran in each pixel', () => {
    const silhouette = silhouetteOf(treeOf(MAP), 4)
    expect([silhouette.peak, silhouette.total]).toEqual([2, 3])
    const columns = columnsOf(silhouette, scale)
    expect([columns[10], columns[39], columns[70]]).toEqual([2, 2, 1])
  })

  it('joins failures of one pixel column', () => {
    expect(failureTicks(silhouetteOf(treeOf(MAP), 4), scale)).toEqual([{ xPx: 40, count: 2, key: 8 }])
  })
})

describe('foldsOf', () => {
  const waiting = (minutes: number) =>
    treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered A @0  3<2 TaskScheduled @0  4<3 TaskStarted @0
      5<4 TaskSucceeded @${5 * MINUTE}  6<5 TaskStateExited A @${5 * MINUTE}  7<6 WaitStateEntered W @${5 * MINUTE}
      8<7 WaitStateExited W @${(5 + minutes) * MINUTE}  9<8 TaskStateEntered B @${(5 + minutes) * MINUTE}
      10<9 TaskScheduled @${(5 + minutes) * MINUTE}  11<10 TaskStarted @${(5 + minutes) * MINUTE}
      12<11 TaskSucceeded @${(10 + minutes) * MINUTE}  13<12 TaskStateExited B @${(10 + minutes) * MINUTE}
      14<13 ExecutionSucceeded @${(10 + minutes) * MINUTE}`)

  it('folds a two-hour Wait between ten minutes of work, leaving its ends to be seen', () => {
    const [fold, ...more] = foldsOf(waiting(120), { now: 3 * HOUR })
    expect(more).toEqual([])
    expect(fold?.from).toBeGreaterThan(5 * MINUTE)
    expect(fold?.from).toBeLessThan(6 * MINUTE)
    expect(fold?.to).toBeLessThan(125 * MINUTE)
  })

  it('leaves alone what is shorter than the work, and what the reader opened', () => {
    expect(foldsOf(waiting(4), { now: HOUR })).toEqual([])
    expect(foldsOf(waiting(120), { now: 3 * HOUR, opened: new Set([HOUR]) })).toEqual([])
  })
})

describe('overviewOf', () => {
  const more = { bounds: { from: 0, to: 100 }, viewport: { from: 20, to: 50 }, folds: [], missing: [], now: 100 }

  it('is there for whatever was at work, and left out where nothing was', () => {
    const of = (drawing: string) => overviewOf({ ...more, tree: treeOf(drawing), widthPx: 100, heightPx: 52 })
    expect(of('1<0 ExecutionStarted @0')).toBeUndefined()
    const one = of('1<0 ExecutionStarted @0 2<0 WaitStateEntered Pause @0 3<2 WaitStateExited Pause @100')
    expect(one?.brush).toEqual({ x0: 20, x1: 50 })
    expect([...(of(MAP)?.heights ?? [])].some(height => height > 0)).toBe(true)
  })

  it('tells where the execution went on while all of it waited, not where it had ended before a redrive', () => {
    const of = (drawing: string) => overviewOf({ ...more, tree: treeOf(drawing), widthPx: 100, heightPx: 52 })?.active
    const waits = '1<0 ExecutionStarted @0 2<0 WaitStateEntered Pause @0'
    expect(of(waits)).toEqual([{ x0: 0, x1: 100 }])
    expect(of(`${waits} 3<0 ExecutionAborted @30 4<0 ExecutionRedriven @60 5<2 WaitStateExited Pause @80`)).toEqual([
      { x0: 0, x1: 30 },
      { x0: 60, x1: 100 },
    ])
  })

  it('shows the window as a brush over the whole execution', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `${4 + i}<3 MapIterationStarted Fan ${i} @${i}`)
    const tree = treeOf(MAP.split('4<3')[0] + lines.join(' '))
    const strip = overviewOf({ ...more, tree, widthPx: 100, heightPx: 52 })
    expect(strip?.brush).toEqual({ x0: 20, x1: 50 })
    expect(strip?.peak).toBe(20)
  })
})
