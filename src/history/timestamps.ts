import type { Millis } from './events.ts'
import { isRecord, type JsonRecord, memberOf } from './json-value.ts'

/** Below it a number means seconds (until the year 5138), above it milliseconds (since March 1973), and so on by thousands. */
const SECONDS_BELOW = 1e11
const MILLIS_BELOW = 1e14
const MICROS_BELOW = 1e17

/** The largest time a JavaScript Date can hold. */
const MAX_MILLIS = 8.64e15

const MINUTE = 60_000

/** The minute read last: neighbouring events nearly always share it, and `Date.UTC` is the costly part. */
let lastMinuteText = ''
let lastMinute = 0

/**
 * Reads a time in any form histories have: epoch seconds with a fraction (API JSON 1.0), epoch milliseconds (CloudWatch
 * Logs), micro- and nanoseconds, told apart by size, numbers also as text; ISO strings with `Z`, an offset or none (then
 * UTC), with `T` or a blank; Date, and the objects that SDKs and recorders of calls write for one. Undefined for all else.
 */
export function readTimestamp(value: unknown): Millis | undefined {
  if (typeof value === 'string') return readText(value)
  if (typeof value === 'number') return fromNumber(value)
  if (value instanceof Date) return inRange(value.getTime())
  return isRecord(value) ? fromRecord(value) : undefined
}

/** `2026-01-01T00:00:00.442Z`, with six digits where there are microseconds. */
export function formatTimestamp(time: Millis): string {
  const whole = Math.floor(time)
  const iso = new Date(whole).toISOString()
  const micros = Math.round((time - whole) * 1000)
  return micros > 0 && micros < 1000 ? `${iso.slice(0, -1)}${String(micros).padStart(3, '0')}Z` : iso
}

/** Placebo's `{__class__: 'datetime', year, …}`, PowerShell's `{value, DateTime}`, `{seconds, nanos}`, `{$date}`. */
function fromRecord(value: JsonRecord): Millis | undefined {
  const part = (name: string, otherwise: number) => Number(memberOf(value, name) ?? otherwise)
  if (value['year'] !== undefined) {
    const date = Date.UTC(part('year', 0), part('month', 1) - 1, part('day', 1), part('hour', 0), part('minute', 0))
    return inRange(date + part('second', 0) * 1000 + part('microsecond', 0) / 1000)
  }
  const seconds = value['seconds'] ?? value['epochSecond']
  if (seconds !== undefined) return inRange(Number(seconds) * 1000 + (part('nanos', 0) + part('nano', 0)) / 1e6)
  const inner = value['value'] ?? value['$date'] ?? value['DateTime']
  return typeof inner === 'string' || typeof inner === 'number' ? readTimestamp(inner) : undefined
}

function readText(given: string): Millis | undefined {
  const text = given.trim()
  if (text.length >= 19 && text.charCodeAt(4) === 45 && text.charCodeAt(13) === 58) {
    const time = readIso(text)
    if (time !== undefined) return time
  }
  if (text === '' || text.length > 60) return undefined
  const number = Number(text)
  if (!Number.isNaN(number)) return fromNumber(number)
  const dotNet = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(text)?.[1]
  if (dotNet !== undefined) return inRange(Number(dotNet))
  // Only texts that begin like a date: Date.parse takes "event 17" for a year.
  if (!/^(?:[A-Z][a-z]{2},? |\d{4}-\d)/.test(text)) return undefined
  // Where no zone stands, Date.parse takes the reader's own.
  const hasZone = /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2}|\b[A-Z]{3,4})(?:\s*\(.*\))?$/.test(text.slice(10))
  const zoned =
    hasZone || text.length <= 10 ? text : `${text}${/[T ]\d\d:\d\d$/.test(text) && text.includes('-') ? 'Z' : ' UTC'}`
  return inRange(Date.parse(zoned))
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

/** Milliseconds east of UTC; a zone's name behind the offset says no more (`+0000 UTC` of Go, `[Europe/Berlin]` of Java). */
const OFFSET = /^ ?(?:Z|UTC|GMT|([+-])(\d\d)(?::?(\d\d))?)(?:\[[\w/+-]+\]| (?:[A-Z]{2,5}|[+-]\d{2,4}))?(?: m=\S+)?$/

/** `Z`, `+HH:MM`, `+HHMM`, `+HH`, ` UTC` or nothing; undefined for all else. */
function readOffset(text: string, from: number): Millis | undefined {
  if (from === text.length || (text.charCodeAt(from) === 90 && from + 1 === text.length)) return 0
  const found = OFFSET.exec(text.slice(from))
  if (found === null) return undefined
  const [, sign, hours = '0', minutes = '0'] = found
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE
}

function fromNumber(value: number): Millis | undefined {
  const size = Math.abs(value)
  // Seconds carry a binary fraction (…672 is …671999): round to microseconds, as fine as any producer writes.
  if (size < SECONDS_BELOW) return inRange(Math.round(value * 1e6) / 1e3)
  if (size < MILLIS_BELOW) return value
  return inRange(size < MICROS_BELOW ? value / 1e3 : Math.round(value / 1e3) / 1e3)
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
