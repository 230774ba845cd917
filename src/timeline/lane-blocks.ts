import { at } from './column.ts'
import type { Lane } from './lanes.ts'

// A lane of many spans is also kept in blocks of 16, 256 and 4,096, each with the span of the worst outcome in it, so that
// a frame can leap over a block that is narrower than a pixel without losing a failure.
//
//   spans   ││││││││││││││││ ││││││││││││││││ …
//   16      [ worst: #9    ] [ worst: #21   ]
//   256     [ worst: #9                       …

const SIZES = [4096, 256, 16] as const

/** The worst span of each block of a lane, by block size. */
export type LaneBlocks = ReadonlyMap<number, Int32Array>

const known = new WeakMap<Lane, LaneBlocks>()

/** A lane's blocks, made at first need. */
export function blocksOf(lane: Lane): LaneBlocks {
  let blocks = known.get(lane)
  if (blocks === undefined) {
    blocks = new Map(SIZES.map(size => [size, worstPer(lane, size)]))
    known.set(lane, blocks)
  }
  return blocks
}

/**
 * The largest whole block that begins at `index` and is at most `longest` ms long, as its end and the index of its worst
 * span; undefined if there is none.
 */
export function leapFrom(lane: Lane, index: number, longest: number): { to: number; worst: number } | undefined {
  if (index % 16 !== 0) return undefined
  for (const size of SIZES) {
    const to = index + size
    if (index % size !== 0 || to > lane.keys.length) continue
    if (at(lane.ends, to - 1) - at(lane.starts, index) > longest) continue
    return { to, worst: at(blocksOf(lane).get(size) ?? [], index / size) }
  }
  return undefined
}

function worstPer(lane: Lane, size: number): Int32Array {
  const { outcomes } = lane
  const worst = new Int32Array(Math.ceil(outcomes.length / size))
  for (let block = 0; block < worst.length; block++) {
    const end = Math.min(outcomes.length, (block + 1) * size)
    let found = block * size
    for (let index = found + 1; index < end; index++) if (at(outcomes, index) > at(outcomes, found)) found = index
    worst[block] = found
  }
  return worst
}
