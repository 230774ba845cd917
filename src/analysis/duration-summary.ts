import type { Millis } from '../history/events.ts'

/** Upper bounds, in ms, of the histogram's buckets but the last: 1, 3, 10, 30 … up to a day, so that a retry storm and a callback both fit. */
export const HISTOGRAM_BOUNDS_MS: readonly Millis[] = [
  ...[1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000],
  ...[1_000_000, 3_600_000, 10_800_000, 36_000_000, 86_400_000],
]

/** Durations in brief; undefined where there are none. */
export interface DurationSummary {
  readonly p50Ms: Millis | undefined
  readonly p95Ms: Millis | undefined
  readonly maxMs: Millis | undefined
  /** How many fell below each of `HISTOGRAM_BOUNDS_MS`, and the rest: one more entry than there are bounds. */
  readonly histogram: readonly number[]
}

export function summaryOf(durations: readonly Millis[]): DurationSummary {
  // A typed array sorts numbers as numbers, but a single one needs none.
  const sorted = durations.length > 1 ? new Float64Array(durations).sort() : durations
  const histogram = new Array<number>(HISTOGRAM_BOUNDS_MS.length + 1).fill(0)
  let bucket = 0
  for (const duration of sorted) {
    while (bucket < HISTOGRAM_BOUNDS_MS.length && duration >= (HISTOGRAM_BOUNDS_MS[bucket] ?? 0)) bucket++
    histogram[bucket] = (histogram[bucket] ?? 0) + 1
  }
  return { p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), maxMs: sorted.at(-1), histogram }
}

/** The nearest-rank quantile of ascending values: always one of them. Undefined where there are none. */
export function quantile(sorted: Float64Array | readonly number[], q: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)]
}
