import type { Millis } from '../history/events.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * A duration for people, never rounded up into the next unit: `812 ms`, `3.42 s`, `32.0 s`, `4 m 07 s`, `2 h 04 m`, `3 d 02 h`; whole ones
 * without a zero behind: `2 d`.
 */
export function formatDuration(duration: Millis): string {
  const ms = Math.max(0, duration)
  if (ms < SECOND) return `${Math.floor(ms)} ms`
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 10) / 100).toFixed(2)} s`
  if (ms < MINUTE) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  if (ms < HOUR) return twoUnits(ms, [MINUTE, 'm'], [SECOND, 's'])
  if (ms < DAY) return twoUnits(ms, [HOUR, 'h'], [MINUTE, 'm'])
  return twoUnits(ms, [DAY, 'd'], [HOUR, 'h'])
}

/** A difference of durations with its sign: `+4 m 07 s`, `−12 ms`. */
export function formatDelta(ms: Millis): string {
  return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`
}

/** `8.00 s to 11.0 s`; one length where both read the same. */
export function formatRange(fromMs: Millis, toMs: Millis): string {
  const [from, to] = [formatDuration(fromMs), formatDuration(toMs)]
  return from === to ? from : `${from} to ${to}`
}

type Unit = readonly [Millis, string]

function twoUnits(ms: Millis, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small)
  const whole = `${Math.floor(ms / large)} ${largeName}`
  return rest === 0 ? whole : `${whole} ${String(rest).padStart(2, '0')} ${smallName}`
}
