import type { Millis } from '../history/events.ts'
import { LONGEST_EXPRESS_RUN_MS } from '../history/express-limits.ts'
import type { LogWindow } from '../logs/search-windows.ts'

/**
 * Which stretches of a log are read for the runs of an Express machine. Pure. Times in epoch ms, both ends included, as AWS has
 * them.
 */
export interface RunsRange {
  /** So long before its end. */
  readonly hours: number
  /** Undefined: now. */
  readonly until: Millis | undefined
}

const HOUR: Millis = 3_600_000
/** Clocks differ, and lines come late: so much is looked at before what was looked at last, and beyond now. */
export const LATE_MS: Millis = 60_000
/** The gateway lets no longer window through. */
const LONGEST_WINDOW_MS: Millis = 7 * 24 * HOUR

/** Where runs of the range can have lines: what began in it may end after it, what ended in it may have begun before. */
export function windowOfRange({ hours, until }: RunsRange, now: Millis): LogWindow {
  const end = Math.min(until ?? now, now)
  return {
    fromMs: Math.max(0, Math.floor(end - hours * HOUR - LONGEST_EXPRESS_RUN_MS)),
    toMs: Math.ceil(Math.min(end + LONGEST_EXPRESS_RUN_MS, now + LATE_MS)),
  }
}

/** What may have come since it was looked up to `lookedAt`. */
export function windowOfLook(lookedAt: Millis, now: Millis): LogWindow {
  return { fromMs: Math.max(0, Math.floor(lookedAt - LATE_MS)), toMs: Math.ceil(now + LATE_MS) }
}

/** What of a window lies in none of those asked for already, newest first, none longer than may be asked for. */
export function missingParts(wanted: LogWindow, asked: readonly LogWindow[]): readonly LogWindow[] {
  let parts: readonly LogWindow[] = [wanted]
  for (const one of asked) parts = parts.flatMap(part => without(part, one))
  return parts.flatMap(inPieces).toSorted((a, b) => b.toMs - a.toMs)
}

export function touches(a: LogWindow, b: LogWindow): boolean {
  return a.fromMs <= b.toMs && b.fromMs <= a.toMs
}

function without(part: LogWindow, asked: LogWindow): readonly LogWindow[] {
  if (!touches(part, asked)) return [part]
  const before = { fromMs: part.fromMs, toMs: asked.fromMs - 1 }
  const after = { fromMs: asked.toMs + 1, toMs: part.toMs }
  return [after, before].filter(({ fromMs, toMs }) => fromMs <= toMs)
}

function inPieces({ fromMs, toMs }: LogWindow): readonly LogWindow[] {
  const pieces: LogWindow[] = []
  for (let end = toMs; end >= fromMs; end -= LONGEST_WINDOW_MS + 1) {
    pieces.push({ fromMs: Math.max(fromMs, end - LONGEST_WINDOW_MS), toMs: end })
  }
  return pieces
}
