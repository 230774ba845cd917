import { at } from './column.ts'
import type { Lane } from './lanes.ts'

// A lane of many spans is also kept in blocks of 16, 256 and 4,096, each with the span of the worst outcome in it, so that
// a frame can leap over a block that it would draw as one box without losing a failure.
//
//   spans   ││││││││││││││││ ││││││││││││││││ …
//   16      [ worst: #9    ] [ worst: #21   ]
//   256     [ worst: #9                       …

const SIZES = [4096, 256, 16] as const

/** What is known of the blocks of one size, block by block. */
interface Blocks {
  /** Index of the worst span. */
  readonly worst: Int32Array
  /** The longest span, ms. */
  readonly longest: Float64Array
  /** The longest gap between two neighbours, ms. */
  readonly widestGap: Float64Array
}

const known = new WeakMap<Lane, readonly Blocks[]>()

/** A lane's blocks by the order of `SIZES`, made at first need. */
function blocksOf(lane: Lane): readonly Blocks[] {
  let blocks = known.get(lane)
  if (blocks === undefined) {
    blocks = SIZES.map(size => blocksOfSize(lane, size))
    known.set(lane, blocks)
  }
  return blocks
}

/** What makes a block one box: every span in it shorter than `longest`, every gap at most `widestGap`, both in ms. */
export interface LeapLimits {
  readonly longest: number
  readonly widestGap: number
}

/**
 * Where the largest block ends that begins at `index` and whose spans would all be joined into one box; -1 if there is
 * none. Its worst span is `worstBetween` the two.
 */
export function leapFrom(lane: Lane, index: number, limits: LeapLimits): number {
  if (index % 16 !== 0) return -1
  for (const [order, size] of SIZES.entries()) {
    const to = index + size
    const blocks = index % size === 0 && to <= lane.keys.length ? blocksOf(lane)[order] : undefined
    if (blocks === undefined) continue
    const block = index / size
    if (at(blocks.longest, block) < limits.longest && at(blocks.widestGap, block) <= limits.widestGap) return to
  }
  return -1
}

/** The worst span of a block that `leapFrom` found. */
export function worstBetween(lane: Lane, from: number, to: number): number {
  const order = SIZES.findIndex(size => size === to - from)
  return at(blocksOf(lane)[order]?.worst ?? [], from / (to - from))
}

function blocksOfSize(lane: Lane, size: number): Blocks {
  const { outcomes, starts, ends } = lane
  const count = Math.ceil(outcomes.length / size)
  const blocks: Blocks = {
    worst: new Int32Array(count),
    longest: new Float64Array(count),
    widestGap: new Float64Array(count),
  }
  for (let block = 0; block < count; block++) {
    const first = block * size
    const end = Math.min(outcomes.length, first + size)
    let [worst, longest, widestGap] = [first, 0, 0]
    for (let index = first; index < end; index++) {
      if (at(outcomes, index) > at(outcomes, worst)) worst = index
      longest = Math.max(longest, at(ends, index) - at(starts, index))
      if (index > first) widestGap = Math.max(widestGap, at(starts, index) - at(ends, index - 1))
    }
    blocks.worst[block] = worst
    blocks.longest[block] = longest
    blocks.widestGap[block] = widestGap
  }
  return blocks
}
