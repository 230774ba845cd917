import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatElapsed } from './format-elapsed.ts'
import { formatAgo, formatDateTime, formatMoment, formatTime } from './points-in-time.ts'

const at = Date.UTC(2026, 10, 22, 14, 2, 11, 4)

describe('points in time', () => {
  it('reads relative to the start', () => {
    expect(formatTime(at, { mode: 'relative', startedAt: at - 123_000 })).toBe('+2 m 3.000 s')
  })

  it('reads in UTC, to the millisecond', () => {
    expect(formatTime(at, { mode: 'utc', startedAt: 0 })).toBe('14:02:11.004 UTC')
    expect(formatDateTime(at, 'relative')).toBe('2026-11-22 14:02:11.004 UTC')
  })

  it('names the offset of local time', () => {
    expect(formatTime(at, { mode: 'local', startedAt: 0 })).toMatch(/^\d\d:\d\d:11\.004 UTC[+-]\d+(:\d\d)?$/)
  })
})

describe('a time and another that differs by a millisecond', () => {
  it('read differently, however late they are', () => {
    const anyTime = fc.integer({ min: 0, max: 400 * 86_400_000 })
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 1, max: 999 }), (after, apart) => {
        const reading = { mode: 'relative', startedAt: at } as const
        expect(formatTime(at + after, reading)).not.toBe(formatTime(at + after + apart, reading))
      }),
    )
  })

  it('so a short state after the first hour has a beginning and an end', () => {
    const reading = { mode: 'relative', startedAt: 0 } as const
    const at = 2 * 3_600_000 + 4 * 60_000 + 7512
    expect([formatTime(at, reading), formatTime(at + 401, reading)]).toEqual(['+2 h 4 m 7.512 s', '+2 h 4 m 7.913 s'])
  })
})

describe('formatMoment', () => {
  it('has its date where it is absolute', () => {
    expect(formatMoment(at, { mode: 'relative', startedAt: at - 130_512 })).toBe('+2 m 10.512 s')
    expect(formatMoment(at, { mode: 'utc', startedAt: at })).toBe('2026-11-22 14:02:11.004 UTC')
  })
})

describe('formatElapsed', () => {
  it('shows what the step needs and no more', () => {
    expect(formatElapsed(130 * 60_000, 60_000)).toBe('2 h 10 m')
    expect(formatElapsed(90_000, 10_000)).toBe('1 m 30 s')
    expect(formatElapsed(412.3, 0.1)).toBe('412.3 ms')
    expect(formatElapsed(-5000, 1000)).toBe('−5 s')
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
