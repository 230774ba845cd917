import { timeDay, timeMonth, utcDay, utcMonth } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarLines } from './calendar-lines.ts'

const anyTime = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2150, 0, 1) })

describe('lines by the calendar', () => {
  it('are where d3 has them', () => {
    fc.assert(
      fc.property(
        ...([anyTime, fc.integer({ min: 0, max: 500 * 86_400_000 }), fc.constantFrom('utc', 'local')] as const),
        fc.constantFrom(1, 2, 7, 14, 30, 90, 180, 360),
        (from, length, zone, days) => {
          const [day, month] = zone === 'utc' ? [utcDay, utcMonth] : [timeDay, timeMonth]
          const interval = days >= 30 ? month.every(days / 30) : day.every(days)
          const expected = interval?.range(new Date(from), new Date(from + length)).map(date => date.getTime())
          expect(calendarLines({ from, to: from + length }, days, zone)).toEqual(expected)
        },
      ),
    )
  })
})
