import { expect, it } from 'vitest'
import { lineCount } from './line-count.ts'

it.each([
  [0, '0 lines'],
  [1, '1 line'],
  [12_000, '12,000 lines'],
])('%i is told as %s', (count, words) => {
  expect(lineCount(count)).toBe(words)
})
