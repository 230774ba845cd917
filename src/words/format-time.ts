import type { Millis } from '../history/events.ts'
import { formatDuration } from './format-duration.ts'
import type { TimeMode } from './time-mode.ts'

/** How points in time read on the page. */
export interface TimeReading {
  readonly mode: TimeMode
  /** Where relative time counts from. */
  readonly startedAt: Millis
}

const two = (value: number) => String(value).padStart(2, '0')

/** A point in time in the chosen mode: `+2 m 03 s`, `14:02:11.204 UTC`, `16:02:11.204` with the local zone. */
export function formatTime(at: Millis, { mode, startedAt }: TimeReading): string {
  if (mode === 'relative') return `+${formatDuration(at - startedAt)}`
  return mode === 'utc' ? `${clock(at, 'utc')} UTC` : `${clock(at, 'local')} ${zoneName(at)}`
}

/** The same with its date, always absolute. */
export function formatDateTime(at: Millis, mode: TimeMode): string {
  const date = new Date(at)
  if (mode === 'local') {
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(at, 'local')} ${zoneName(at)}`
  }
  return `${date.toISOString().slice(0, 10)} ${clock(at, 'utc')} UTC`
}

function clock(at: Millis, zone: 'utc' | 'local'): string {
  const date = new Date(at)
  const [hours, minutes, seconds, millis] =
    zone === 'utc'
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds()]
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(millis).padStart(3, '0')}`
}

/** `UTC+2`, `UTC-03:30`: names of zones differ between browsers, offsets do not. */
function zoneName(at: Millis): string {
  const minutes = -new Date(at).getTimezoneOffset()
  const hours = Math.trunc(Math.abs(minutes) / 60)
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${two(rest)}`}`
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long ago, coarsely: `just now`, `4 min ago`, `3 h ago`, `yesterday`, `20 Nov`, `20 Nov 2025`. */
export function formatAgo(at: Millis, now: Millis): string {
  const ago = now - at
  if (ago < MINUTE) return 'just now'
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`
  if (ago < 12 * HOUR) return `${Math.floor(ago / HOUR)} h ago`
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY)
  if (days === 0) return 'today'
  if (days === 1) return 'yesterday'
  const date = new Date(at)
  const year = date.getFullYear() === new Date(now).getFullYear() ? '' : ` ${date.getFullYear()}`
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })}${year}`
}

function startOfDay(at: Millis): Millis {
  return new Date(at).setHours(0, 0, 0, 0)
}

// Kept: toLocaleString makes one for each number it writes.
const COUNTS = new Intl.NumberFormat('en')

/** A count with commas: `14,203`. */
export function formatCount(count: number): string {
  return COUNTS.format(count)
}
