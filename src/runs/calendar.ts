import type { Millis } from '../history/events.ts'

/** What a status strip counts by. */
export type BucketUnit = 'hour' | 'day' | 'week'

/** Whose clock says when a day begins. */
export type Zone = 'utc' | 'local'

const HOUR: Millis = 3_600_000
const DAY = 24 * HOUR
/** 1 January 1970 was a Thursday: weeks begin on the Monday before. */
const FIRST_MONDAY = -3 * DAY

/** The beginning of the hour, day or week (Monday) that a time lies in. */
export function floorTo(unit: BucketUnit, at: Millis, zone: Zone): Millis {
  if (zone === 'utc') {
    if (unit === 'week') return Math.floor((at - FIRST_MONDAY) / (7 * DAY)) * 7 * DAY + FIRST_MONDAY
    const length = unit === 'hour' ? HOUR : DAY
    return Math.floor(at / length) * length
  }
  const date = new Date(at)
  // Offsets need not be whole hours, but change at whole ones: an hour is told by its minutes alone.
  if (unit === 'hour') return at - (date.getMinutes() * 60_000 + date.getSeconds() * 1000 + date.getMilliseconds())
  date.setHours(0, 0, 0, 0)
  if (unit === 'week') date.setDate(date.getDate() - ((date.getDay() + 6) % 7))
  return date.getTime()
}

/** The beginning of the next hour, day or week. */
export function nextAfter(unit: BucketUnit, start: Millis, zone: Zone): Millis {
  if (unit === 'hour') return floorTo(unit, start, zone) + HOUR
  const days = unit === 'day' ? 1 : 7
  if (zone === 'utc') return floorTo(unit, start, zone) + days * DAY
  // Days have 23 to 25 hours.
  const date = new Date(floorTo(unit, start, zone))
  date.setDate(date.getDate() + days)
  return date.getTime()
}
