import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waterfallOf } from './waterfall.ts'

const micros = fc.integer({ min: 0, max: 100_000_000 })

describe('waterfallOf', () => {
  it('leads from the end of one run to the end of the other, part by part, within the room', () => {
    fc.assert(
      fc.property(fc.array(micros, { minLength: 2, maxLength: 12 }), ends => {
        const [aMs = 0, bMs = 0] = [ends[0], ends.at(-1)]
        const deltas = ends.slice(1).map((end, at) => end - (ends[at] ?? 0))
        const { before, parts, after } = waterfallOf({ aMs, bMs }, deltas)
        let at = before.to
        for (const [index, { from, to }] of parts.entries()) {
          const isLonger = (deltas[index] ?? 0) >= 0
          expect(isLonger ? from : to).toBeCloseTo(at, 6)
          at = isLonger ? to : from
        }
        expect(after.to).toBeCloseTo(at, 6)
        for (const { from, to } of [before, ...parts, after]) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeGreaterThanOrEqual(from)
          expect(to).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
    )
  })
})
