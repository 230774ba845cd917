import { timeDay, timeFormat, utcFormat } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  calendarParts,
  dayAndMonth,
  dayOfYear,
  isoDay,
  localDaysBetween,
  millisecondText,
  minuteText,
  secondText,
} from './calendar-parts.ts'

const anyTime = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) })

const FORMATS = [
  [isoDay, '%Y-%m-%d'],
  [minuteText, '%H:%M'],
  [secondText, '%H:%M:%S'],
  [millisecondText, '%H:%M:%S.%L'],
  [dayAndMonth, '%-d %b'],
  [dayOfYear, '%-d %b %Y'],
] as const

describe('the parts of a point in time', () => {
  it.each(FORMATS)('read as d3 writes them: %o %s', (text, format) => {
    const [utc, local] = [utcFormat(format), timeFormat(format)]
    fc.assert(
      fc.property(anyTime, at => {
        expect(text(calendarParts(at, 'utc'))).toBe(utc(new Date(at)))
        expect(text(calendarParts(at, 'local'))).toBe(local(new Date(at)))
      }),
    )
  })
})

describe('days between', () => {
  it('are those of the calendar, however long they are', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 0, max: 400 * 86_400_000 }), (from, after) => {
        expect(localDaysBetween(from, from + after)).toBe(timeDay.count(new Date(from), new Date(from + after)))
      }),
    )
  })
})
