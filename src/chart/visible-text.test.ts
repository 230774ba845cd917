import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOf } from '../timeline/viewport.ts'
import { visibleText } from './visible-text.ts'

const STARTED = Date.UTC(2026, 10, 20, 1, 0, 0, 990)
const style = { startedAt: STARTED, timeMode: 'relative' } as const

describe('which time is in sight', () => {
  it('is the whole of what has ended, without the air around it', () => {
    const endsAt = STARTED + 28_800
    expect(visibleText(boundsOf(STARTED, endsAt), { ...style, endsAt, goesOn: false })).toBe('0 s – 28.8 s')
  })

  it('of what goes on reaches up to now, wherever between two strikes of the clock the axis is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 999 }), (ranMs, lagMs) => {
        const struck = STARTED + ranMs
        for (const bounds of [boundsOf(STARTED, struck), boundsOf(STARTED, struck + lagMs)]) {
          expect(visibleText(bounds, { ...style, endsAt: struck, goesOn: true })).toMatch(/^0 s – now$/)
        }
      }),
    )
  })

  it('is told in figures where one looks at what was before', () => {
    const viewport = { from: STARTED + 1000, to: STARTED + 3000 }
    expect(visibleText(viewport, { ...style, endsAt: STARTED + 6000, goesOn: true })).toBe('1.00 s – 3.00 s')
  })
})
