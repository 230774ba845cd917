import { timeFormat as localFormat, utcFormat } from 'd3'
import type { Millis } from '../history/events.ts'
import type { TimeMode } from './time-mode.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How a time is to be told. `origin` is the execution's start; `step` the smallest difference that must show. */
export interface TimeStyle {
  readonly mode: TimeMode
  readonly origin: Millis
  readonly step: Millis
}

/**
 * A time for the axis, exact to `step`: `2 h 10 m` after the start, or `14:03` by the clock; seconds and their fraction
 * only if the step is that fine.
 */
export function formatTime(t: Millis, style: TimeStyle): string {
  return style.mode === 'relative' ? formatElapsed(t - style.origin, style.step) : formatClock(t, style)
}

/** Time since the start, such as `0 s`, `30 s`, `1 m 05 s` for a step under a minute, `412.3 ms`. */
export function formatElapsed(elapsed: Millis, step: Millis): string {
  const sign = elapsed < -step / 1e6 ? '−' : ''
  const ms = roundTo(Math.abs(elapsed), step)
  if (step < SECOND && ms < SECOND && ms > 0) return `${sign}${ms.toFixed(decimals(step, 1))} ms`
  const parts = [
    part(ms / DAY, 'd'),
    part((ms % DAY) / HOUR, 'h'),
    step < HOUR ? part((ms % HOUR) / MINUTE, 'm') : '',
    step < MINUTE ? secondsPart(ms % MINUTE, step) : '',
  ].filter(text => text !== '')
  return sign + (parts.join(' ') || (step >= DAY ? '0 d' : '0 s'))
}

/** Clock time, UTC or local by the style's mode. */
function formatClock(t: Millis, style: TimeStyle): string {
  const format = style.mode === 'utc' ? utcFormat : localFormat
  const rounded = roundTo(t, Math.min(style.step, SECOND))
  const date = new Date(Math.floor(rounded))
  if (style.step >= DAY) return format('%-d %b')(date)
  if (style.step >= MINUTE) return format('%H:%M')(date)
  if (style.step >= SECOND) return format('%H:%M:%S')(date)
  const fraction = ((rounded % SECOND) / SECOND).toFixed(decimals(style.step, SECOND)).slice(1)
  return format('%H:%M:%S')(date) + fraction
}

/** The calendar day, such as `22 Nov 2026`; for relative times the empty string. */
export function formatDay(t: Millis, mode: TimeMode): string {
  if (mode === 'relative') return ''
  const format = mode === 'utc' ? utcFormat : localFormat
  return format('%-d %b %Y')(new Date(t))
}

/** A moment in full, to the millisecond: `2 m 10.512 s` after the start, or `22 Nov 2026 14:03:12.512`. */
export function formatMoment(t: Millis, mode: TimeMode, origin: Millis): string {
  const style = { mode, origin, step: 1 }
  return mode === 'relative' ? formatElapsed(t - origin, 1) : `${formatDay(t, mode)} ${formatTime(t, style)}`
}

function part(value: number, unit: string): string {
  const whole = Math.floor(value + 1e-9)
  return whole === 0 ? '' : `${whole} ${unit}`
}

function secondsPart(ms: Millis, step: Millis): string {
  if (ms < step / 2) return ''
  return `${(ms / SECOND).toFixed(decimals(step, SECOND))} s`
}

/** Decimals that a step needs in a unit: 200 ms in seconds needs one. */
function decimals(step: Millis, unit: Millis): number {
  let digits = 0
  let scaled = step / unit
  while (digits < 6 && Math.abs(scaled - Math.round(scaled)) > 1e-6) {
    scaled *= 10
    digits++
  }
  return digits
}

function roundTo(value: Millis, step: Millis): Millis {
  const rounded = Math.round(value / step) * step
  return Math.round(rounded * 1e6) / 1e6
}
