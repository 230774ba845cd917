import type { Millis } from '../history/events.ts'

/** A point in time by the calendar and the clock of a zone. */
export interface CalendarParts {
  readonly year: number
  /** From 0. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
}

/** Whose clock is read. */
export type ClockZone = 'utc' | 'local'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY = 86_400_000

export function calendarParts(at: Millis, zone: ClockZone): CalendarParts {
  const date = new Date(at)
  if (zone === 'utc') {
    return {
      ...{ year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), hour: date.getUTCHours() },
      ...{ minute: date.getUTCMinutes(), second: date.getUTCSeconds(), millisecond: date.getUTCMilliseconds() },
    }
  }
  return {
    ...{ year: date.getFullYear(), month: date.getMonth(), day: date.getDate(), hour: date.getHours() },
    ...{ minute: date.getMinutes(), second: date.getSeconds(), millisecond: date.getMilliseconds() },
  }
}

/** `2026-11-22` */
export function isoDay({ year, month, day }: CalendarParts): string {
  return `${digits(year, 4)}-${digits(month + 1)}-${digits(day)}`
}

/** `14:02` */
export function minuteText({ hour, minute }: CalendarParts): string {
  return `${digits(hour)}:${digits(minute)}`
}

/** `14:02:11` */
export function secondText(parts: CalendarParts): string {
  return `${minuteText(parts)}:${digits(parts.second)}`
}

/** `14:02:11.204` */
export function millisecondText(parts: CalendarParts): string {
  return `${secondText(parts)}.${digits(parts.millisecond, 3)}`
}

/** `22 Nov` */
export function dayAndMonth({ month, day }: CalendarParts): string {
  return `${day} ${MONTHS[month] ?? ''}`
}

/** `22 Nov 2026` */
export function dayOfYear(parts: CalendarParts): string {
  return `${dayAndMonth(parts)} ${digits(parts.year, 4)}`
}

/** How often the calendar's day changes from one point to another, by the local clock. */
export function localDaysBetween(from: Millis, to: Millis): number {
  return Math.round((localDay(to) - localDay(from)) / DAY)
}

/** The day as if it were one of UTC, where each has 24 hours. */
function localDay(at: Millis): Millis {
  const { year, month, day } = calendarParts(at, 'local')
  return new Date(0).setUTCFullYear(year, month, day)
}

function digits(value: number, count = 2): string {
  return String(value).padStart(count, '0')
}
