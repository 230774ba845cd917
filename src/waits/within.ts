import { type Sleep, sleep as sleepByTheClock } from './sleep.ts'
import { untilAborted } from './until-aborted.ts'

/** How long something from outside (network, disk, storage, worker, another program) is waited for. */
export interface Limit {
  readonly ms: number
  /** Ends the wait before its time. */
  readonly signal?: AbortSignal
  /** What is thrown once the time is over. */
  tooLate(): Error
  readonly sleep?: Sleep
}

/**
 * Waits for what may never answer: the one way in which whatever reaches out does (`tasks/waits-rule.mjs` refuses any
 * other). Settles in time whatever the work does; its signal tells the work that nobody waits for it any more.
 * @throws what `tooLate` makes; the limit's signal's reason when that is aborted first; what the work throws.
 */
export async function within<T>(limit: Limit, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { ms, signal, tooLate, sleep = sleepByTheClock } = limit
  const given = new AbortController()
  const over = new AbortController()
  const forward = () => given.abort(signal?.reason)
  if (signal?.aborted) forward()
  signal?.addEventListener('abort', forward, { once: true })
  sleep(ms, over.signal).then(
    () => given.abort(tooLate()),
    () => undefined,
  )
  try {
    return await untilAborted(work(given.signal), given.signal)
  } catch (error) {
    given.abort(error)
    throw error
  } finally {
    signal?.removeEventListener('abort', forward)
    over.abort()
  }
}
