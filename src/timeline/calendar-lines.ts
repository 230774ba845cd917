import type { Millis } from '../history/events.ts'
import { type ClockZone, calendarParts } from '../words/calendar-parts.ts'

/** More lines than a very wide screen could hold would be a mistake in the step. */
const MOST_LINES = 1000

/** Where every so many days of a month begin, or, from 30 days on, every so many months of a year; ascending, `to` is not among them. */
export function calendarLines(
  { from, to }: { readonly from: Millis; readonly to: Millis },
  days: number,
  zone: ClockZone,
): Millis[] {
  const months = Math.round(days / 30)
  const every = months >= 1 ? months : Math.round(days)
  const lines: Millis[] = []
  for (let at = beginning(from, months >= 1, 0, zone); at < to && lines.length < MOST_LINES; ) {
    const { month, day } = calendarParts(at, zone)
    if (at >= from && (months >= 1 ? month : day - 1) % every === 0) lines.push(at)
    at = beginning(at, months >= 1, 1, zone)
  }
  return lines
}

/** The beginning of the day or month that a time lies in, or of one `later`. Days have 23 to 25 hours. */
function beginning(at: Millis, ofMonth: boolean, later: number, zone: ClockZone): Millis {
  const date = new Date(at)
  if (zone === 'utc') {
    date.setUTCHours(0, 0, 0, 0)
    return ofMonth ? date.setUTCMonth(date.getUTCMonth() + later, 1) : date.setUTCDate(date.getUTCDate() + later)
  }
  const { year, month, day } = calendarParts(at, zone)
  date.setFullYear(year, ofMonth ? month + later : month, ofMonth ? 1 : day + later)
  return date.setHours(0, 0, 0, 0)
}
