/** A stretch on a lane: what both charts draw. Columns, ms from 0. */
export interface LaneSpans {
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** 1 where it failed. */
  readonly failed: Uint8Array
}

/** How many lanes the spans lie on: most of them below the window, as in a chart of rows. */
const LANES = 250
/** The whole stretch of time, ms. */
export const LENGTH = 3_600_000

/** `count` spans over all lanes, one after another on each, some of them failed: the same for the same count. */
export function lanesOf(count: number): readonly LaneSpans[] {
  const perLane = Math.floor(count / LANES)
  const slot = LENGTH / perLane
  let seed = 42
  const random = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  return Array.from({ length: LANES }, () => {
    const starts = new Float64Array(perLane)
    const ends = new Float64Array(perLane)
    const failed = new Uint8Array(perLane)
    for (let index = 0; index < perLane; index++) {
      starts[index] = (index + random() * 0.2) * slot
      ends[index] = (index + 0.5 + random() * 0.3) * slot
      failed[index] = random() < 0.01 ? 1 : 0
    }
    return { starts, ends, failed }
  })
}
