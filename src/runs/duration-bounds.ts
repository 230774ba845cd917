import { durationOf } from '../analysis/query-value.ts'
import type { Millis } from '../history/events.ts'
import { formatDuration } from '../words/format-duration.ts'

/** How long runs took at least and at most. */
export interface DurationBounds {
  readonly leastMs?: Millis
  readonly mostMs?: Millis
}

/** Reads `>40m`, `<1h30m`, `40m-1h`, `40m to 1h` or `40m` (at least); no bounds for an empty text, undefined for what means nothing. */
export function readDurationBounds(text: string): DurationBounds | undefined {
  const compact = text.replace(/\s+/g, '').toLowerCase()
  if (compact === '') return {}
  const [, sign, bare = ''] = /^([<>≤≥]?=?)(.*)$/.exec(compact) ?? []
  const [low = '', high, ...more] = bare.split(/-|–|to|\.\./)
  const [first, second] = [durationOf(low), high === undefined ? undefined : durationOf(high)]
  if (first === undefined || more.length > 0 || (high !== undefined && (second === undefined || sign !== '')))
    return undefined
  if (second !== undefined) return { leastMs: Math.min(first, second), mostMs: Math.max(first, second) }
  return sign?.startsWith('<') === true || sign?.startsWith('≤') === true ? { mostMs: first } : { leastMs: first }
}

/** The bounds as one may write them; `readDurationBounds` reads them again, to the precision of durations in words. */
export function durationBoundsWords({ leastMs, mostMs }: DurationBounds): string {
  if (leastMs !== undefined && mostMs !== undefined) return `${formatDuration(leastMs)} - ${formatDuration(mostMs)}`
  if (leastMs !== undefined) return `>${formatDuration(leastMs)}`
  return mostMs === undefined ? '' : `<${formatDuration(mostMs)}`
}
