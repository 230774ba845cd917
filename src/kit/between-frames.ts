import { SLICE_MS, type SliceOptions } from '../waits/slices.ts'
import { turnOfTheLoop } from './turn-of-the-loop.ts'

/** How `inSlices` works in a page that goes on drawing and taking input. */
export function betweenFrames(isStale: () => boolean): SliceOptions<unknown> {
  return { sliceMs: SLICE_MS, now: () => performance.now(), pause: turnOfTheLoop, isStale }
}
