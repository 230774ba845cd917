import { expect, it } from 'vitest'
import { formatSize } from './format-size.ts'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 KB'],
  [9_400, '9.4 KB'],
  [8_000_000, '8.0 MB'],
])('%i bytes', (bytes, words) => {
  expect(formatSize(bytes)).toBe(words)
})
