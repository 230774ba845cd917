/** Resolves after `ms`; rejects with the signal's reason when that is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** Sleeps by the clock of this machine. */
export const sleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal.addEventListener('abort', abort, { once: true })
  })
