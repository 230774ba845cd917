import type { Millis } from '../history/events.ts'

/** Where the lanes end that spans are packed into. */
export interface LaneEnds {
  /** The first lane that is free at a time, one more where none is; from now on it is taken until `to`. */
  take(from: Millis, to: Millis): number
}

/**
 * A tree of the earliest ends, so that a free lane is found in as many steps as the number of lanes has bits: of a Map Run ten
 * thousand children may run at once. A lane that nobody took yet has ended long ago.
 *
 *            1: −∞               the earliest of all
 *       2: 8       3: −∞
 *     4: 8  5: 9  6: 12  7: −∞   lanes 0 to 3
 */
export function createLaneEnds(): LaneEnds {
  let lanes = 16
  let earliest = new Float64Array(2 * lanes).fill(-Infinity)

  function grow(): void {
    const before = earliest.subarray(lanes)
    lanes *= 2
    earliest = new Float64Array(2 * lanes).fill(-Infinity)
    earliest.set(before, lanes)
    for (let node = lanes - 1; node > 0; node--) tellAgain(node)
  }

  function tellAgain(node: number): void {
    earliest[node] = Math.min(earliest[2 * node] ?? -Infinity, earliest[2 * node + 1] ?? -Infinity)
  }

  function isFree(node: number, from: Millis): boolean {
    return (earliest[node] ?? -Infinity) <= from
  }

  return {
    take(from, to) {
      if (!isFree(1, from)) grow()
      let node = 1
      while (node < lanes) node = isFree(2 * node, from) ? 2 * node : 2 * node + 1
      const lane = node - lanes
      earliest[node] = to
      for (node >>= 1; node > 0; node >>= 1) tellAgain(node)
      return lane
    },
  }
}
