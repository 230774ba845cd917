/**
 * The result of work, or the signal's reason as soon as it is aborted, whatever the work does then: no caller waits for work
 * that does not listen to the signal.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Runs work that must be done within a time. @throws what `tooLate` makes; the signal's reason when that is aborted first. */
export async function within<T>(
  limit: { readonly ms: number; readonly signal: AbortSignal; tooLate(): Error },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const time = new AbortController()
  const timer = setTimeout(() => time.abort(limit.tooLate()), limit.ms)
  const signal = AbortSignal.any([limit.signal, time.signal])
  try {
    return await untilAborted(work(signal), signal)
  } finally {
    clearTimeout(timer)
  }
}
