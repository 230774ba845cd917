import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { durationBoundsWords, readDurationBounds } from './duration-bounds.ts'

const MINUTE = 60_000

it.each([
  ['', {}],
  ['>40m', { leastMs: 40 * MINUTE }],
  ['>= 1h 30m', { leastMs: 90 * MINUTE }],
  ['40m', { leastMs: 40 * MINUTE }],
  ['<2h', { mostMs: 120 * MINUTE }],
  ['1h - 40m', { leastMs: 40 * MINUTE, mostMs: 60 * MINUTE }],
  ['40m to 1h', { leastMs: 40 * MINUTE, mostMs: 60 * MINUTE }],
])('reads %j', (text, bounds) => {
  expect(readDurationBounds(text)).toEqual(bounds)
})

it.each(['long', '>', '40', '>40m-1h', '1m-2m-3m', '-'])('says that %j means nothing', text => {
  expect(readDurationBounds(text)).toBeUndefined()
})

it('reads what it writes, to the precision of the words', () => {
  const lengths = fc.option(fc.nat(5_000_000_000), { nil: undefined })
  fc.assert(
    fc.property(lengths, lengths, (a, b) => {
      const [low, high] = a !== undefined && b !== undefined ? [Math.min(a, b), Math.max(a, b)] : [a, b]
      const bounds = { ...(low !== undefined && { leastMs: low }), ...(high !== undefined && { mostMs: high }) }
      const words = durationBoundsWords(bounds)
      const read = readDurationBounds(words)
      expect(Object.keys(read ?? { none: 0 })).toEqual(Object.keys(bounds))
      expect(durationBoundsWords(read ?? {})).toBe(words)
    }),
  )
})
