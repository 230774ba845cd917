import type { Millis } from '../history/events.ts'

/** One line of a log group, as FilterLogEvents gives it. Its text was written by whatever ran: never trusted, never HTML. */
export interface LogLine {
  /** AWS's `eventId`: the same line has the same in every answer. */
  readonly id: string
  readonly at: Millis | undefined
  /** AWS's `ingestionTime`. */
  readonly arrivedAt: Millis | undefined
  readonly stream: string
  readonly message: string
}

/**
 * The order of lines: by time; within a millisecond by stream, then by id, which AWS counts up in the order it took the lines in.
 * Lines without a time come last.
 */
export function compareLines(a: LogLine, b: LogLine): number {
  const byTime = (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE)
  if (byTime !== 0) return byTime
  return compareTexts(a.stream, b.stream) || a.id.length - b.id.length || compareTexts(a.id, b.id)
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
