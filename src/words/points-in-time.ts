import type { Millis } from '../history/events.ts'
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
import { formatElapsed, roundTo, secondFraction } from './format-elapsed.ts'
import type { TimeMode } from './time-mode.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How points in time read. */
export interface TimeReading {
  readonly mode: TimeMode
  /** The execution's start, where relative time counts from. */
  readonly startedAt: Millis
}

/**
 * A point in time to the millisecond: `+2 h 4 m 7.512 s`, `14:02:11.204 UTC`, `16:02:11.204 UTC+2`. Never rounded as a duration is: two
 * points that differ read differently, however late they are.
 */
export function formatTime(at: Millis, { mode, startedAt }: TimeReading): string {
  if (mode === 'relative') return formatOffset(at - startedAt)
  return `${millisecondText(calendarParts(at, mode))} ${zoneName(at, mode)}`
}

/** The same with its date, always absolute: `2026-11-22 14:02:11.204 UTC`. */
export function formatDateTime(at: Millis, mode: TimeMode): string {
  const zone = mode === 'local' ? 'local' : 'utc'
  return `${isoDay(calendarParts(at, zone))} ${formatTime(at, { mode: zone, startedAt: at })}`
}

/** The same without the milliseconds, where the day is what matters. */
export function formatDateTimeToSecond(at: Millis, mode: TimeMode): string {
  return formatDateTime(at, mode).replace(/\.\d{3}/, '')
}

/** Where nothing around says the day: relative, or with its date. */
export function formatMoment(at: Millis, reading: TimeReading): string {
  return reading.mode === 'relative' ? formatTime(at, reading) : formatDateTime(at, reading.mode)
}

/** How points in time read beside others of a regular distance. */
export interface AxisReading extends TimeReading {
  /** The smallest difference that must show. */
  readonly step: Millis
}

/**
 * A time for the axis, exact to `step`: `2 h 10 m` after the start, or `14:03` by the clock; seconds and their fraction only if the step
 * is that fine.
 */
export function formatAxisTime(at: Millis, { mode, startedAt, step }: AxisReading): string {
  if (mode === 'relative') return formatElapsed(at - startedAt, step)
  const rounded = roundTo(at, Math.min(step, SECOND))
  const parts = calendarParts(Math.floor(rounded), mode)
  if (step >= DAY) return dayAndMonth(parts)
  return step >= MINUTE ? minuteText(parts) : secondText(parts) + secondFraction(rounded, step)
}

/** The calendar day, such as `22 Nov 2026`; for relative times the empty string. */
export function formatDay(at: Millis, mode: TimeMode): string {
  if (mode === 'relative') return ''
  return dayOfYear(calendarParts(at, mode))
}

/** How long ago, coarsely: `just now`, `4 min ago`, `3 h ago`, `yesterday`, `20 Nov`, `20 Nov 2025`. */
export function formatAgo(at: Millis, now: Millis): string {
  const ago = now - at
  if (ago < MINUTE) return 'just now'
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`
  if (ago < 12 * HOUR) return `${Math.floor(ago / HOUR)} h ago`
  const days = localDaysBetween(at, now)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  const parts = calendarParts(at, 'local')
  return parts.year === calendarParts(now, 'local').year ? dayAndMonth(parts) : dayOfYear(parts)
}

function formatOffset(elapsed: Millis): string {
  const text = formatElapsed(elapsed, 1)
  return text.startsWith('−') ? text : `+${text}`
}

/** `UTC+2`, `UTC-3:30`: names of zones differ between browsers, offsets do not. */
function zoneName(at: Millis, mode: 'utc' | 'local'): string {
  const minutes = mode === 'utc' ? 0 : -new Date(at).getTimezoneOffset()
  if (mode === 'utc') return 'UTC'
  const hours = Math.trunc(Math.abs(minutes) / 60)
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}
