import { describe, expect, it } from 'vitest'
import { formatAgo, formatDateTime, formatTime } from './format-time.ts'

const at = Date.UTC(2026, 10, 22, 14, 2, 11, 4)

describe('points in time', () => {
  it('reads relative to the start', () => {
    expect(formatTime(at, { mode: 'relative', startedAt: at - 123_000 })).toBe('+2 m 03 s')
  })

  it('reads in UTC, to the millisecond', () => {
    expect(formatTime(at, { mode: 'utc', startedAt: 0 })).toBe('14:02:11.004 UTC')
    expect(formatDateTime(at, 'relative')).toBe('2026-11-22 14:02:11.004 UTC')
  })

  it('names the offset of local time', () => {
    expect(formatTime(at, { mode: 'local', startedAt: 0 })).toMatch(/^\d\d:\d\d:11\.004 UTC[+-]\d+(:\d\d)?$/)
  })
})

describe('formatAgo', () => {
  const noon = new Date(2026, 10, 22, 12).getTime()
  it.each([
    [10_000, 'just now'],
    [4 * 60_000, '4 min ago'],
    [3 * 3_600_000, '3 h ago'],
    [20 * 3_600_000, 'yesterday'],
    [48 * 3_600_000, '20 Nov'],
    [365 * 86_400_000, '22 Nov 2025'],
  ])('%d ms ago is %s', (ago, words) => {
    expect(formatAgo(noon - ago, noon)).toBe(words)
  })
})
