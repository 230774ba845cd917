import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windowOn } from './sight.ts'
import { timeScale } from './time-scale.ts'
import { boundsOf } from './viewport.ts'

const HOUR = 3_600_000
const WIDTH_PX = 1000
const FOLDS = [{ from: 2 * HOUR, to: 20 * HOUR }]
const limits = { bounds: boundsOf(0, 24 * HOUR), folds: FOLDS }

const view = fc
  .record({ from: fc.integer({ min: 0, max: 23 * HOUR }), length: fc.integer({ min: 1000, max: HOUR }) })
  .map(({ from, length }) => ({ from, to: from + length }))

/** A bar that lasts, with or without a moment that has to be seen; not within idle time, where nothing is. */
const bar = fc
  .record({
    start: fc.oneof(fc.integer({ min: 0, max: 2 * HOUR - 1 }), fc.integer({ min: 20 * HOUR, max: 24 * HOUR - 1 })),
    length: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 4 * HOUR })),
    at: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  })
  .map(({ start, length, at }) => {
    const to = Math.min(start + length, start < 2 * HOUR ? 2 * HOUR : 24 * HOUR)
    return { from: start, to, at: at === undefined ? undefined : start + at * (to - start) }
  })

describe('windowOn', () => {
  it('shows any bar wide enough to be seen, with its moment, and then has nothing more to do', () => {
    fc.assert(
      fc.property(view, bar, (viewport, sought) => {
        const look = { viewport, widthPx: WIDTH_PX, limits, zooms: true }
        const window = windowOn(sought, look) ?? viewport
        const scale = timeScale(window, WIDTH_PX, FOLDS)
        const [x0, x1] = [scale.project(sought.from), scale.project(sought.to)]
        expect(x0).toBeLessThanOrEqual(WIDTH_PX - 3.9)
        expect(x1).toBeGreaterThanOrEqual(3.9)
        expect(x1 - x0).toBeGreaterThan(3.9)
        if (sought.at !== undefined) {
          expect(scale.project(sought.at)).toBeGreaterThanOrEqual(-0.5)
          expect(scale.project(sought.at)).toBeLessThanOrEqual(WIDTH_PX + 0.5)
        }
      }),
    )
  })

  it('moves without zooming where the bar is wide enough, or where it may not zoom', () => {
    fc.assert(
      fc.property(view, bar, fc.boolean(), (viewport, sought, zooms) => {
        const before = timeScale(viewport, WIDTH_PX, FOLDS)
        const wide = (sought.to - sought.from) * before.pxPerMs >= 4
        fc.pre(wide || !zooms)
        const window = windowOn(sought, { viewport, widthPx: WIDTH_PX, limits, zooms })
        fc.pre(window !== undefined)
        const rate = timeScale(window ?? viewport, WIDTH_PX, FOLDS).pxPerMs
        expect(rate / before.pxPerMs).toBeGreaterThan(0.9)
        expect(rate / before.pxPerMs).toBeLessThan(1.1)
      }),
    )
  })

  it('leaves alone what shows it, and does not go closer for a moment without length', () => {
    const viewport = { from: 0, to: HOUR }
    const look = { viewport, widthPx: WIDTH_PX, limits, zooms: true }
    expect(windowOn({ from: 1000, to: HOUR / 2, at: undefined }, look)).toBeUndefined()
    expect(windowOn({ from: 1000, to: 1000, at: undefined }, look)).toBeUndefined()
    expect(windowOn({ from: HOUR / 2, to: HOUR / 2 + 10, at: undefined }, look)).toBeDefined()
  })
})
