import type { Millis } from '../../history/events.ts'
import type { TimeMode } from '../../timeline/chart-types.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * A moment for people, exact to the millisecond: since the start (`+2 m 03.250 s`), in UTC (`14:02:11.482 UTC`) or on the
 * reader's clock. The date comes first where it is not the day of the start.
 */
export function formatInstant(at: Millis, mode: TimeMode, startedAt: Millis): string {
  if (mode === 'relative') return formatOffset(at - startedAt)
  const parts = clockParts(at, mode)
  const clock = `${parts.time}${mode === 'utc' ? ' UTC' : ''}`
  return parts.date === clockParts(startedAt, mode).date ? clock : `${parts.date} ${clock}`
}

/** Time since the start: `+812 ms`, `+3.250 s`, `+2 m 03.250 s`, `+2 h 04 m 11.482 s`, `+3 d 02 h 04 m 11 s`. */
export function formatOffset(offset: Millis): string {
  const sign = offset < 0 ? '−' : '+'
  const ms = Math.round(Math.abs(offset))
  if (ms < 1000) return `${sign}${ms} ms`
  const seconds = ((ms % MINUTE) / 1000).toFixed(3)
  if (ms < MINUTE) return `${sign}${seconds} s`
  const padded = seconds.padStart(6, '0')
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  if (ms < HOUR) return `${sign}${minutes} m ${padded} s`
  const hours = Math.floor((ms % DAY) / HOUR)
  if (ms < DAY) return `${sign}${hours} h ${twoDigits(minutes)} m ${padded} s`
  return `${sign}${Math.floor(ms / DAY)} d ${twoDigits(hours)} h ${twoDigits(minutes)} m ${padded.slice(0, 2)} s`
}

function clockParts(at: Millis, mode: 'utc' | 'local'): { readonly date: string; readonly time: string } {
  const date = new Date(at)
  // Moving the clock by the zone's offset at that moment lets one formatter write both.
  const shown = mode === 'utc' ? date : new Date(at - date.getTimezoneOffset() * MINUTE)
  const iso = shown.toISOString()
  return { date: iso.slice(0, 10), time: iso.slice(11, 23) }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
