import type { Millis } from '../history/events.ts'

/** Whole µs: sums of whole numbers are exact, and AWS's timestamps have no more than that. */
const UNITS_A_MS = 1000
/** A boundary is one number: its time, then kind and direction in the lowest five bits. */
const CODES = 32

/**
 * Splits a range of time among kinds of intervals, of which the lowest kind goes first where several overlap; the highest kind is
 * what no interval covers.
 */
export class Coverage {
  private readonly from: Millis
  private readonly units: number
  private readonly kinds: number
  private readonly boundaries: number[] = []

  constructor({ from, to, kinds }: { readonly from: Millis; readonly to: Millis; readonly kinds: number }) {
    this.from = from
    this.units = Math.round((to - from) * UNITS_A_MS)
    this.kinds = kinds
  }

  get totalMs(): Millis {
    return this.units / UNITS_A_MS
  }

  /** Adds an interval; what lies outside the range does not count. */
  add(kind: number, from: Millis, to: Millis): void {
    const start = Math.max(0, Math.round((from - this.from) * UNITS_A_MS))
    const end = Math.min(this.units, Math.round((to - this.from) * UNITS_A_MS))
    if (end > start) this.boundaries.push(start * CODES + kind * 2 + 1, end * CODES + kind * 2)
  }

  /** Ms per kind. */
  sums(): readonly Millis[] {
    const sums = new Float64Array(this.kinds)
    const open = new Int32Array(this.kinds)
    let at = 0
    for (const boundary of Float64Array.from(this.boundaries).sort()) {
      const time = Math.floor(boundary / CODES)
      const code = boundary - time * CODES
      const kind = topmost(open)
      sums[kind] = (sums[kind] ?? 0) + time - at
      at = time
      open[code >> 1] = (open[code >> 1] ?? 0) + (code % 2 === 1 ? 1 : -1)
    }
    const rest = topmost(open)
    sums[rest] = (sums[rest] ?? 0) + this.units - at
    return Array.from(sums, sum => sum / UNITS_A_MS)
  }
}

function topmost(open: Int32Array): number {
  const last = open.length - 1
  for (let kind = 0; kind < last; kind++) if ((open[kind] ?? 0) > 0) return kind
  return last
}
