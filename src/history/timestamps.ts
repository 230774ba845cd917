import type { Millis } from './events.ts'

/** Below it a number means seconds (until the year 5138), above it milliseconds (since March 1973). */
const SECONDS_BELOW = 1e11

/** The largest time a JavaScript Date can hold. */
const MAX_MILLIS = 8.64e15

const MINUTE = 60_000

/** The minute read last: neighbouring events nearly always share it, and `Date.UTC` is the costly part. */
let lastMinuteText = ''
let lastMinute = 0

/**
 * Reads a time in any form histories have: epoch seconds with a fraction (API JSON 1.0), epoch milliseconds (CloudWatch
 * Logs), numeric strings of both, ISO strings with `Z`, an offset or none (then UTC), with `T` or a blank, and Date.
 * Undefined if it is none of them.
 */
export function readTimestamp(value: unknown): Millis | undefined {
  if (typeof value === 'string') return readText(value)
  if (typeof value === 'number') return fromNumber(value)
  if (value instanceof Date) return inRange(value.getTime())
  return undefined
}

/** `2026-01-01T00:00:00.442Z`, with six digits where there are microseconds. */
export function formatTimestamp(time: Millis): string {
  const whole = Math.floor(time)
  const iso = new Date(whole).toISOString()
  const micros = Math.round((time - whole) * 1000)
  return micros > 0 && micros < 1000 ? `${iso.slice(0, -1)}${String(micros).padStart(3, '0')}Z` : iso
}

function readText(text: string): Millis | undefined {
  if (text.length >= 19 && text.charCodeAt(4) === 45 && text.charCodeAt(13) === 58) {
    const time = readIso(text)
    if (time !== undefined) return time
  }
  if (text === '' || text.length > 40) return undefined
  const number = Number(text)
  if (!Number.isNaN(number)) return fromNumber(number)
  // Only texts that begin like a date: Date.parse takes "event 17" for a year.
  return /^(?:[A-Z][a-z]{2},? |\d{4}-\d)/.test(text) ? inRange(Date.parse(text)) : undefined
}

/** `YYYY-MM-DD?HH:MM:SS[.fraction][offset]`. */
function readIso(text: string): Millis | undefined {
  const minuteText = text.slice(0, 16)
  if (minuteText !== lastMinuteText) {
    const minute = readMinute(minuteText)
    if (minute === undefined) return undefined
    lastMinuteText = minuteText
    lastMinute = minute
  }
  const seconds = twoDigits(text, 17)
  if (seconds === undefined || seconds > 60 || text.charCodeAt(16) !== 58) return undefined
  let millis = seconds * 1000
  let at = 19
  const mark = text.charCodeAt(at)
  if (mark === 46 || mark === 44) {
    let scale = 100
    for (at++; isDigit(text, at); at++) {
      // Whole microseconds: what lies below is not kept by any producer and would only add noise.
      if (scale >= 0.0005) millis += scale * (text.charCodeAt(at) - 48)
      scale /= 10
    }
    millis = Math.round(millis * 1000) / 1000
  }
  const offset = readOffset(text, at)
  return offset === undefined ? undefined : lastMinute + millis - offset
}

function readMinute(text: string): Millis | undefined {
  const century = twoDigits(text, 0)
  const year = twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  if (century === undefined || year === undefined || month === undefined || day === undefined) return undefined
  if (hour === undefined || minute === undefined || month < 1 || month > 12 || day < 1 || day > 31) return undefined
  if (hour > 24 || minute > 59) return undefined
  return Date.UTC(century * 100 + year, month - 1, day, hour, minute)
}

/** `Z`, `+HH:MM`, `+HHMM`, `+HH`, ` UTC` or nothing, in milliseconds east of UTC. */
function readOffset(text: string, at: number): Millis | undefined {
  if (at === text.length) return 0
  const sign = text.charCodeAt(at)
  if (sign === 90) return at + 1 === text.length ? 0 : undefined
  if (sign === 43 || sign === 45) {
    const hours = twoDigits(text, at + 1)
    const rest = text.slice(at + 3).replace(':', '')
    const minutes = rest === '' ? 0 : rest.length === 2 ? twoDigits(rest, 0) : undefined
    if (hours === undefined || minutes === undefined) return undefined
    return (sign === 43 ? 1 : -1) * (hours * 60 + minutes) * MINUTE
  }
  return / ?(?:UTC|GMT)$/.test(text.slice(at)) ? 0 : undefined
}

function fromNumber(value: number): Millis | undefined {
  // Seconds carry a binary fraction (…672 is …671999): round to microseconds, as fine as any producer writes.
  return inRange(Math.abs(value) < SECONDS_BELOW ? Math.round(value * 1e6) / 1e3 : value)
}

function inRange(time: number): Millis | undefined {
  return Math.abs(time) <= MAX_MILLIS ? time : undefined
}

function twoDigits(text: string, at: number): number | undefined {
  return isDigit(text, at) && isDigit(text, at + 1)
    ? (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
    : undefined
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}
