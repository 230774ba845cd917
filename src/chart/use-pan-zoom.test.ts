import { describe, expect, it } from 'vitest'
import { openingOn } from './use-pan-zoom.ts'

const start = { x: 600, y: 30, width: 120, height: 44 }

describe('a picture that is opened', () => {
  it('is whole where its names can be read', () => {
    const { k } = openingOn({ clientWidth: 1400, clientHeight: 600 }, { width: 900, height: 700 }, start)
    expect(k).toBeCloseTo((600 - 48) / 700)
  })
  it('is as large as can be read where it is too large for its frame, its start in the middle', () => {
    const opening = openingOn({ clientWidth: 390, clientHeight: 300 }, { width: 1200, height: 900 }, start)
    expect(opening.k * 13).toBeGreaterThanOrEqual(11)
    const [left, top] = opening.apply([start.x, start.y])
    const [right] = opening.apply([start.x + start.width, start.y])
    expect((left + right) / 2).toBeCloseTo(195)
    expect(top).toBeGreaterThan(0)
    expect(top).toBeLessThan(60)
  })
  it('lies in the middle where it is long and narrow', () => {
    const opening = openingOn({ clientWidth: 390, clientHeight: 300 }, { width: 200, height: 900 }, undefined)
    expect(opening.applyX(100)).toBeCloseTo(195)
  })
})
