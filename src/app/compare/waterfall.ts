import type { Millis } from '../../history/events.ts'

/** Where a bar begins and ends, as shares of the room. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Waterfall {
  readonly before: Span
  /** Each beginning where the one before ended. */
  readonly parts: readonly Span[]
  readonly after: Span
}

/** Of what all have in common so much is shown: small differences of long runs are to be seen. */
const COMMON = 0.08

/** From how long one run took to how long the other did, by parts that add up to the difference. */
export function waterfallOf(
  { aMs, bMs }: { readonly aMs: Millis; readonly bMs: Millis },
  deltas: readonly Millis[],
): Waterfall {
  const ends = [aMs]
  for (const delta of deltas) ends.push((ends.at(-1) ?? aMs) + delta)
  const [least, most] = [Math.min(...ends, bMs), Math.max(...ends, bMs)]
  const moved = most - least
  const origin = moved === 0 ? 0 : Math.max(0, least - (moved * COMMON) / (1 - COMMON))
  const whole = Math.max(most - origin, Number.EPSILON)
  const at = (ms: Millis) => Math.max(0, (ms - origin) / whole)
  return {
    before: { from: 0, to: at(aMs) },
    parts: deltas.map((delta, index) => {
      const from = ends[index] ?? aMs
      return { from: at(Math.min(from, from + delta)), to: at(Math.max(from, from + delta)) }
    }),
    after: { from: 0, to: at(bMs) },
  }
}
