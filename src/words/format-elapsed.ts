import type { Millis } from '../history/events.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * A distance in time exact to `step`, the smallest difference that must show: `0 s`, `30 s`, `1 m 5 s` for a step under a minute,
 * `412.3 ms`, `2 m 10.512 s` for a step of 1 ms. Unlike a duration it drops nothing that the step asks for.
 */
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

/** The part of a second that a time shows for a step: `.5`, `.512`; empty for whole seconds. */
export function secondFraction(at: Millis, step: Millis): string {
  return step >= SECOND ? '' : ((at % SECOND) / SECOND).toFixed(decimals(step, SECOND)).slice(1)
}

/** The multiple of `step` nearest to a time. */
export function roundTo(value: Millis, step: Millis): Millis {
  const rounded = Math.round(value / step) * step
  return Math.round(rounded * 1e6) / 1e6
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
