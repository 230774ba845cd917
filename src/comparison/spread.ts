import { quantile } from '../analysis/duration-summary.ts'
import type { Millis } from '../history/events.ts'

/** How long something took in several runs, ascending; never empty. */
export interface Spread {
  readonly lengthsMs: readonly Millis[]
  /** Nearest rank: one of the lengths. */
  readonly p50Ms: Millis
  readonly p5Ms: Millis
  readonly p95Ms: Millis
}

/** The spread of lengths in any order; undefined where there are none. */
export function spreadOf(lengths: readonly Millis[]): Spread | undefined {
  const lengthsMs = lengths.toSorted((one, other) => one - other)
  const [p5Ms, p50Ms, p95Ms] = [0.05, 0.5, 0.95].map(q => quantile(lengthsMs, q))
  if (p5Ms === undefined || p50Ms === undefined || p95Ms === undefined) return undefined
  return { lengthsMs, p50Ms, p5Ms, p95Ms }
}
