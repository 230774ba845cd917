import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesIn, rawLines, splitAtMatches } from './search.ts'

describe('search in a payload', () => {
  it('finds lines whatever their case', () => {
    expect(matchesIn(['"Order": 1', '"id": 2', '"orders": []'], 'order')).toEqual([0, 2])
  })

  it('finds nothing for an empty query', () => {
    expect(matchesIn(['a'], '  ')).toEqual([])
  })

  it('marks every second piece', () => {
    expect(splitAtMatches('a-B-a', 'a')).toEqual(['', 'a', '-B-', 'a', ''])
  })

  it('neither loses nor adds a character', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, query) => {
        expect(splitAtMatches(text, query).join('')).toBe(text)
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 {}":]{0,2000}$/), text => {
        expect(rawLines(text).join('')).toBe(text)
        expect(Math.max(...rawLines(text).map(line => line.length))).toBeLessThanOrEqual(400)
      }),
    )
  })
})
