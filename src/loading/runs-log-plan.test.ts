import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { missingParts, windowOfLook, windowOfRange } from './runs-log-plan.ts'

const WEEK = 7 * 86_400_000
const NOW = 1_790_000_000_000

const moment = fc.integer({ min: 0, max: 60 })
const windows = fc.array(
  fc.tuple(moment, moment).map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) })),
  { maxLength: 8 },
)

it('what is missing and what was asked for make up what is wanted, each moment once', () => {
  fc.assert(
    fc.property(windows, windows, ([wanted = { fromMs: 3, toMs: 50 }], asked) => {
      const parts = missingParts(wanted, asked)
      const within = (at: number) => (one: { fromMs: number; toMs: number }) => one.fromMs <= at && at <= one.toMs
      for (let at = wanted.fromMs; at <= wanted.toMs; at++) {
        expect(parts.filter(within(at)).length).toBe(asked.some(within(at)) ? 0 : 1)
      }
      expect(parts.every(({ fromMs, toMs }) => wanted.fromMs <= fromMs && fromMs <= toMs && toMs <= wanted.toMs)).toBe(
        true,
      )
      expect(parts).toEqual(parts.toSorted((a, b) => b.toMs - a.toMs))
    }),
  )
})

it('no window is longer than the gateway lets through, whatever range or look is asked for', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 2_000, noNaN: true }),
      fc.option(fc.nat(4_000_000_000_000)),
      (hours, until) => {
        const ranges = [windowOfRange({ hours, until: until ?? undefined }, NOW), windowOfLook(until ?? 0, NOW)]
        for (const range of ranges.filter(({ fromMs, toMs }) => fromMs <= toMs)) {
          const lengths = missingParts(range, []).map(({ fromMs, toMs }) => toMs - fromMs)
          expect(Math.min(...lengths, range.fromMs)).toBeGreaterThanOrEqual(0)
          expect(Math.max(...lengths)).toBeLessThanOrEqual(WEEK)
        }
      },
    ),
  )
})
