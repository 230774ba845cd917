import { describe, expect, it } from 'vitest'
import { type Deep, withoutStack } from './deep.ts'

describe('withoutStack', () => {
  it('gives each call the result of the calls it makes', () => {
    function* fibonacci(n: number): Deep<number> {
      return n < 2 ? n : (yield fibonacci(n - 1)) + (yield fibonacci(n - 2))
    }
    expect(withoutStack(fibonacci(15))).toBe(610)
  })

  it('goes as deep as memory reaches', () => {
    function* depthOf(levels: number): Deep<number> {
      return levels === 0 ? 0 : 1 + (yield depthOf(levels - 1))
    }
    expect(withoutStack(depthOf(200_000))).toBe(200_000)
  })

  it('throws what a call throws', () => {
    function* failing(levels: number): Deep<void> {
      if (levels === 0) throw new TypeError('below')
      yield failing(levels - 1)
    }
    expect(() => withoutStack(failing(3))).toThrow('below')
  })
})
