import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortenPath } from './places.ts'

const steps = ['Deep failed in Outer branch One', 'Second branch Two', 'Third branch Three', 'Inner branch Four']

describe('shortenPath', () => {
  it('leaves out steps of the middle, as few as have to go', () => {
    const whole = steps.join(' › ')
    expect(shortenPath(whole, whole.length)).toBe(whole)
    expect(shortenPath(whole, 80)).toBe('Deep failed in Outer branch One › … › Third branch Three › Inner branch Four')
    expect(shortenPath(whole, 60)).toBe('Deep failed in Outer branch One › … › Inner branch Four')
  })

  it('then cuts long names in their middle', () => {
    const long = 'ReconcileInventoryOfEveryWarehouse failed in ForEachWarehouseOfTheRegion #41'
    expect(shortenPath(long, 60)).toBe('ReconcileInv…arehouse failed in ForEachWareh…heRegion #41')
  })

  it('keeps where it begins and where it ends, and is never longer', () => {
    const step = fc.string({ minLength: 1, maxLength: 20 }).filter(text => text.trim() === text && !text.includes('›'))
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.integer({ min: 10, max: 120 }), (path, most) => {
        const whole = path.join(' › ')
        const short = shortenPath(whole, most)
        expect(short.length).toBeLessThanOrEqual(whole.length)
        expect(short.startsWith(path[0] ?? '')).toBe(true)
        expect(short.endsWith(path.at(-1) ?? '')).toBe(true)
      }),
    )
  })
})
