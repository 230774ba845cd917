import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RowSlots, type ShownRow } from './row-slots.ts'

function rows(from: number, to: number, made: Pick<ShownRow, 'mould'> = { mould: 'span' }): ShownRow[] {
  return Array.from({ length: to - from }, (_, at) => ({ name: `r${from + at}`, ...made }))
}

const row = (at: number): ShownRow => ({ name: `r${at}`, mould: 'span' })

describe('elements of rows', () => {
  it('stay with their rows while these are in sight', () => {
    const slots = new RowSlots()
    const before = slots.keysFor(rows(0, 10), 'r0')
    const after = slots.keysFor(rows(4, 14), 'r0')
    expect(after.slice(0, 6)).toEqual(before.slice(4))
    expect(new Set([...before, ...after]).size).toBe(14)
  })

  it('are taken over on a jump, in order', () => {
    const slots = new RowSlots()
    const before = slots.keysFor(rows(0, 10), undefined)
    expect(slots.keysFor(rows(500, 512), undefined).slice(0, 10)).toEqual(before)
  })

  it('are taken over by rows of the same make alone', () => {
    const slots = new RowSlots()
    const controls = slots.keysFor(rows(0, 3, { mould: undefined }), undefined)
    const spans = slots.keysFor(rows(10, 13), undefined)
    const lanes = slots.keysFor(rows(20, 23, { mould: 'lane' }), undefined)
    expect(new Set([...controls, ...spans, ...lanes]).size).toBe(9)
  })

  it('never take the one that holds the focus, out of sight too', () => {
    const slots = new RowSlots()
    const [focused] = slots.keysFor(rows(0, 10), 'r0')
    const away = slots.keysFor([row(0), ...rows(500, 510)], 'r0')
    expect(away[0]).toBe(focused)
    expect(new Set(away).size).toBe(11)
  })

  it('do not move the focus from before the others to behind them', () => {
    const slots = new RowSlots()
    const before = slots.keysFor([row(300), ...rows(500, 510)], 'r300')
    const after = slots.keysFor([...rows(0, 10), row(300)], 'r300')
    expect(after.at(-1)).toBe(before[0])
    expect(before).not.toContain(after[0])
  })

  it('are one to a row, kept by whatever stays, and leave the focus where it stands among those kept', () => {
    const window = fc.record({ from: fc.nat({ max: 40 }), length: fc.integer({ min: 1, max: 8 }) })
    const steps = fc.array(window, { minLength: 2, maxLength: 12 })
    const property = fc.property(steps, fc.nat({ max: 48 }), (windows, focusedAt) => {
      const slots = new RowSlots()
      const focused = `r${focusedAt}`
      let before: ReadonlyMap<string, string> = new Map()
      for (const { from, length } of windows) {
        const seen = rows(from, from + length)
        const shown =
          focusedAt < from ? [row(focusedAt), ...seen] : focusedAt >= from + length ? [...seen, row(focusedAt)] : seen
        const keys = slots.keysFor(shown, focused)
        expect(new Set(keys).size).toBe(shown.length)
        for (const [at, { name }] of shown.entries()) if (before.has(name)) expect(keys[at]).toBe(before.get(name))
        // What React would not move: nothing that stood behind it stands before it now.
        const [old, now] = [[...before.values()], keys]
        const key = before.get(focused)
        if (key !== undefined) {
          const ahead = now.slice(0, now.indexOf(key))
          expect(ahead.filter(one => old.indexOf(one) > old.indexOf(key))).toEqual([])
        }
        before = new Map(shown.map(({ name }, at) => [name, keys[at] ?? '']))
      }
    })
    fc.assert(property, { numRuns: 500 })
  })
})
