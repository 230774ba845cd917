import type { Millis } from '../history/events.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A duration for people, never rounded up into the next unit: `812 ms`, `3.42 s`, `32.0 s`, `4 m 07 s`, `2 h 04 m`, `3 d 02 h`. */
export function formatDuration(duration: Millis): string {
  const ms = Math.max(0, duration)
  if (ms < SECOND) return `${Math.floor(ms)} ms`
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 10) / 100).toFixed(2)} s`
  if (ms < MINUTE) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} m ${twoDigits((ms % MINUTE) / SECOND)} s`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${twoDigits((ms % HOUR) / MINUTE)} m`
  return `${Math.floor(ms / DAY)} d ${twoDigits((ms % DAY) / HOUR)} h`
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0')
}
