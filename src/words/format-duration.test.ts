import { describe, expect, it } from 'vitest'
import { formatDuration } from './format-duration.ts'

describe('formatDuration', () => {
  it.each([
    [812.9, '812 ms'],
    [3429, '3.42 s'],
    [32_090, '32.0 s'],
    [59_999, '59.9 s'],
    [247_000, '4 m 07 s'],
    [60_400, '1 m'],
    [3_599_999, '59 m 59 s'],
    [7_440_000, '2 h 04 m'],
    [172_800_000, '2 d'],
    [266_400_000, '3 d 02 h'],
  ])('tells %d ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words)
  })
})
