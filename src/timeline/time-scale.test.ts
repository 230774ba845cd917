import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FOLD_PX, timeScale } from './time-scale.ts'
import { boundsOf, clamp, easeViewport, fit, pan, zoomAt } from './viewport.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** 10 minutes of work, two hours of nothing, 10 minutes of work. */
const FOLDS = [{ from: 10 * MINUTE, to: 2 * HOUR + 10 * MINUTE }]
const WHOLE = { from: 0, to: 2 * HOUR + 20 * MINUTE }

const window = fc.record({
  from: fc.integer({ min: 0, max: WHOLE.to - 1000 }),
  length: fc.integer({ min: 10, max: WHOLE.to }),
})

describe('timeScale', () => {
  it('gives a fold 26 px and the rest one rate', () => {
    const scale = timeScale(WHOLE, 1026, FOLDS)
    expect(scale.project(10 * MINUTE)).toBeCloseTo(500)
    expect(scale.project(2 * HOUR + 10 * MINUTE)).toBeCloseTo(500 + FOLD_PX)
    expect(scale.project(WHOLE.to)).toBeCloseTo(1026)
  })

  it('leaves out a fold that is narrower unfolded', () => {
    expect(timeScale({ from: 0, to: 30 * MINUTE }, 600, [{ from: MINUTE, to: 2 * MINUTE }]).folds).toEqual([])
  })

  it('shows plain time when the window lies within a fold', () => {
    const scale = timeScale({ from: HOUR, to: 2 * HOUR }, 600, FOLDS)
    expect(scale.project(1.5 * HOUR)).toBeCloseTo(300)
  })

  it('goes there and back', () => {
    fc.assert(
      fc.property(window, fc.double({ min: 0, max: 1, noNaN: true }), ({ from, length }, share) => {
        const scale = timeScale({ from, to: from + length }, 720, FOLDS)
        const t = from + share * length
        expect(Math.abs(scale.unproject(scale.project(t)) - t)).toBeLessThan(length * 1e-6)
      }),
    )
  })

  it('never goes backwards and fills the window', () => {
    fc.assert(
      fc.property(window, ({ from, length }) => {
        const scale = timeScale({ from, to: from + length }, 720, FOLDS)
        expect(scale.project(from + length)).toBeCloseTo(720, 5)
        let last = -Infinity
        for (let step = 0; step <= 20; step++) {
          const x = scale.project(from + (length * step) / 20)
          expect(x).toBeGreaterThanOrEqual(last)
          last = x
        }
      }),
    )
  })
})

describe('viewport', () => {
  const limits = { folds: FOLDS, bounds: { from: -HOUR * 100, to: HOUR * 100 } }

  it('keeps the time under the cursor while zooming, folds or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 720 }), fc.double({ min: 0.3, max: 20, noNaN: true }), (x, factor) => {
        const before = timeScale(WHOLE, 720, FOLDS)
        const t = before.unproject(x)
        const after = timeScale(zoomAt(before, x, factor, limits), 720, FOLDS)
        expect(Math.abs(after.project(t) - x)).toBeLessThan(0.5)
      }),
    )
  })

  it('pans by pixels across a fold and stops at the bounds', () => {
    const scale = timeScale({ from: 0, to: 15 * MINUTE }, 720, FOLDS)
    const moved = pan(scale, 100, limits)
    expect(scale.project(moved.from)).toBeCloseTo(100, 3)
    expect(pan(scale, -1e9, { folds: [], bounds: { from: 0, to: HOUR } }).from).toBe(0)
  })

  it('stays within the bounds and above the shortest stretch', () => {
    const bounds = boundsOf(0, 1000)
    expect(clamp({ from: -1e6, to: 1e6 }, bounds)).toEqual(bounds)
    const tiny = clamp({ from: 500, to: 500 }, bounds)
    expect(tiny.to - tiny.from).toBeCloseTo(0.05)
    expect(fit(500, 500, bounds)).toEqual({ from: 495, to: 505 })
  })

  it('eases towards its goal and arrives exactly', () => {
    const [from, to] = [WHOLE, { from: 5, to: 7 }]
    expect(easeViewport(from, to, 0)).toEqual(from)
    expect(easeViewport(from, to, 120)).toEqual(to)
    expect(easeViewport(from, to, 1, 0)).toEqual(to)
    expect(easeViewport(from, to, 60).to).toBeLessThan(from.to / 2)
  })
})
