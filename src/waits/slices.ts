/** So long the main thread works before it lets others have it, ms: half a frame. */
export const SLICE_MS = 8

/** How to run a long computation without holding up anything else. */
export interface SliceOptions<Progress> {
  /** How long to work at a stretch, such as `SLICE_MS`. */
  readonly sliceMs: number
  /** A clock in ms, such as `performance.now`. */
  readonly now: () => number
  /** Lets others work, such as `scheduler.yield` or a turn of the event loop. */
  readonly pause: () => Promise<void>
  /** Asked after every pause: whether nobody wants the result any more. */
  readonly isStale: () => boolean
  readonly onProgress?: (progress: Progress) => void
}

/** Runs a generator to its end in slices; its result, or undefined where it went stale on the way. */
export async function inSlices<Progress, Result>(
  steps: Generator<Progress, Result>,
  { sliceMs, now, pause, isStale, onProgress }: SliceOptions<Progress>,
): Promise<Result | undefined> {
  let sliceEnd = now() + sliceMs
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (now() < sliceEnd) continue
    onProgress?.(step.value)
    await pause()
    if (isStale()) return undefined
    sliceEnd = now() + sliceMs
  }
}

/** Runs a generator to its end in one go. */
export function atOnce<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
