import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticksOf } from './ticks.ts'
import { timeScale } from './time-scale.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.UTC(2026, 10, 22, 14, 2, 11)

function labels(length: number, mode: 'relative' | 'utc' = 'relative', widthPx = 720): string[] {
  const scale = timeScale({ from: START, to: START + length }, widthPx)
  return ticksOf(scale, { mode, origin: START })
    .map(tick => tick.label)
    .filter(label => label !== '')
}

describe('ticksOf', () => {
  it.each([
    [0.05, '0 s, 0.005 ms, 0.010 ms'],
    [40, '0 s, 5 ms, 10 ms'],
    [5 * SECOND, '0 s, 500 ms, 1.0 s'],
    [5 * MINUTE, '0 s, 30 s, 1 m'],
    [20 * MINUTE, '0 s, 2 m, 4 m'],
    [3 * HOUR, '0 s, 30 m, 1 h'],
    [10 * DAY, '0 d, 1 d, 2 d'],
    [300 * DAY, '0 d, 30 d, 60 d'],
  ])('labels %d ms as %s', (length, expected) => {
    expect(labels(length).slice(0, 3).join(', ')).toBe(expected)
  })

  it('tells clock time with the date on the first label and on each new day', () => {
    expect(labels(20 * MINUTE, 'utc').slice(0, 2)).toEqual(['22 Nov 2026 14:04', '14:06'])
    const overMidnight = labels(20 * HOUR, 'utc')
    expect(overMidnight.filter(label => label.includes('Nov'))).toEqual(['22 Nov 2026 16:00', '23 Nov 2026 00:00'])
  })

  it('keeps 50 px between lines, whatever the window', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 400 * DAY, noNaN: true }), length => {
        const ticks = ticksOf(timeScale({ from: START, to: START + length }, 720), { mode: 'relative', origin: START })
        for (const [index, tick] of ticks.entries()) {
          const next = ticks[index + 1]
          if (next !== undefined) expect(next.xPx - tick.xPx).toBeGreaterThan(49.9)
        }
        expect(ticks.length).toBeLessThan(16)
      }),
    )
  })

  it('draws no line within a fold', () => {
    const folds = [{ from: START + 10 * MINUTE, to: START + 2 * HOUR }]
    const scale = timeScale({ from: START, to: START + 2 * HOUR + 10 * MINUTE }, 720, folds)
    const inFold = ticksOf(scale, { mode: 'relative', origin: START }).filter(
      tick => tick.at > START + 10 * MINUTE && tick.at < START + 2 * HOUR,
    )
    expect(inFold).toEqual([])
  })
})
