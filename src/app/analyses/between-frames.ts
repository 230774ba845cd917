import type { SliceOptions } from '../../analysis/slices.ts'
import { turnOfTheLoop } from '../../kit/turn-of-the-loop.ts'
import { SLICE_MS } from '../../loading/pace.ts'

/** How `inSlices` works in a page that goes on drawing and taking input. */
export function betweenFrames(isStale: () => boolean): SliceOptions<unknown> {
  return { sliceMs: SLICE_MS, now: () => performance.now(), pause: turnOfTheLoop, isStale }
}
