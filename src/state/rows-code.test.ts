import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globalKey } from '../forest/keys.ts'
import type { OpenRows } from '../timeline/chart-types.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL } from '../timeline/rows.ts'
import { decodeRows, encodeRows } from './rows-code.ts'

const fanOutView = fc.record({
  sort: fc.constantFrom(
    'index' as const,
    'start' as const,
    'duration' as const,
    'failedFirst' as const,
    'retries' as const,
  ),
  show: fc.constantFrom('all' as const, 'failed' as const, 'running' as const, 'slowest' as const),
  limit: fc.integer({ min: 0, max: 100_000 }),
  lanes: fc.boolean(),
})

const DEFAULT_OPEN: OpenRows = { openDepth: DEFAULT_ROWS_VIEW.openDepth, byHand: new Map(), fanOut: new Map() }

describe('rows in a link', () => {
  it('says nothing where everything is as at first', () => {
    expect(encodeRows(DEFAULT_OPEN)).toBeUndefined()
  })

  it('is short: distances in base 36', () => {
    const fanOut = new Map([[24, { sort: 'duration' as const, show: 'all' as const, limit: 50, lanes: false }]])
    const byHand = new Map([
      [1000, false],
      [8, true],
      [1004, true],
    ])
    expect(encodeRows({ openDepth: 1, byHand, fanOut })).toBe('~1_8.rk-.4_o:201e')
  })

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.nat({ max: 30 }), fc.constant(OPEN_ALL)),
        fc.array(fc.tuple(fc.integer({ min: 2, max: 2_000_000 }), fc.boolean()), { maxLength: 150 }),
        fc.array(fc.tuple(fc.integer({ min: 2, max: 2_000_000 }), fanOutView), { maxLength: 5 }),
        fc.constantFrom(true as const, undefined),
        (openDepth, byHand, views, byDepth) => {
          const rows = { openDepth, byHand: new Map(byHand), fanOut: new Map(views), byDepth }
          expect(decodeRows(encodeRows(rows))).toEqual(rows)
        },
      ),
    )
  })

  it('takes no more than a link has room for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 2, max: 2 ** 25 }), fc.boolean()), { minLength: 300 }),
        byHand => {
          const code = encodeRows({ ...DEFAULT_OPEN, byHand: new Map(byHand) }) ?? ''
          expect(code.length).toBeLessThan(1_000)
          for (const [key, open] of decodeRows(code).byHand) expect(new Map(byHand).get(key)).toBe(open)
        },
      ),
    )
  })

  it('names no row of an execution below, whose number is of this page alone', () => {
    const below = globalKey(3, 8)
    const rows = { ...DEFAULT_OPEN, byHand: new Map([[below, true]]) }
    expect(encodeRows(rows)).toBeUndefined()
    expect(encodeRows({ ...rows, byHand: new Map([...rows.byHand, [8, true]]) })).toBe('~4_8')
  })

  it('keeps the rows of links made before anything opened by itself, and writes them as they were', () => {
    for (const code of ['4_8', '1_8.rk-.4_o:201e', '*_', '2_']) {
      expect(decodeRows(code).byDepth).toBe(true)
      expect(encodeRows(decodeRows(code))).toBe(code)
    }
    expect(decodeRows(undefined).byDepth).toBeUndefined()
    expect(decodeRows('~4_8').byDepth).toBeUndefined()
  })

  it('opens with defaults whatever the link says', () => {
    fc.assert(fc.property(fc.string(), text => void decodeRows(text)))
    expect(decodeRows('§§_!!_?:f')).toEqual(DEFAULT_OPEN)
  })
})
