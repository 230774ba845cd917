import { createStore } from 'zustand/vanilla'
import { within } from '../waits/within.ts'

/** For code: it comes from where the page did. */
const CODE_MS = 30_000
const tooLate = () => new Error('A part of this page did not come.')

interface MissingCode {
  /** One for each part that did not come; called, it asks once more. */
  readonly again: readonly (() => void)[]
  /** False once somebody has read of them. */
  readonly isNews: boolean
}

/** Parts of the page that were wanted and did not come. */
export const missingCode = createStore<MissingCode>(() => ({ again: [], isNews: false }))

/** Asks once more for all that did not come. */
export function loadMissingCode(): void {
  const { again } = missingCode.getState()
  missingCode.setState({ again: [], isNews: false })
  for (const ask of again) ask()
}

/** The message goes, until another part does not come. */
export function hideMissingCode(): void {
  missingCode.setState({ isNews: false })
}

/**
 * A loader (for `lazy`, or by itself) that never fails: what does not come, as the gateway is gone, is told by `missingCode` and
 * asked for again when somebody wants it. What is on the page stays there meanwhile; a loader that threw would take it away.
 */
export function lateCode<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return () =>
    // oxlint-disable-next-line waits/timed -- each try has its limit, and a message stands until a person tries again
    new Promise(resolve => {
      const ask = () => void within({ ms: CODE_MS, tooLate }, load).then(resolve, tell)
      const tell = () => missingCode.setState(({ again }) => ({ again: [...again, ask], isNews: true }))
      ask()
    })
}
