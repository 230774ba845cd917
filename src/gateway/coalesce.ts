import { untilAborted } from '../waits/until-aborted.ts'

/**
 * Makes identical concurrent work one: while work for a key is under way, further callers get its result. Each caller may
 * leave by its own signal; when the last has left, the work is aborted.
 */
export interface Coalescer<T> {
  run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** How many callers were given the result of a work already under way. */
  readonly joined: number
}

export function createCoalescer<T>(): Coalescer<T> {
  interface Work {
    readonly result: Promise<T>
    readonly controller: AbortController
    callers: number
  }
  const underWay = new Map<string, Work>()
  let joined = 0

  function start(key: string, work: (signal: AbortSignal) => Promise<T>): Work {
    const controller = new AbortController()
    const result = work(controller.signal).finally(() => {
      if (underWay.get(key) === started) underWay.delete(key)
    })
    const started: Work = { result, controller, callers: 0 }
    underWay.set(key, started)
    return started
  }

  function run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason)
    const known = underWay.get(key)
    if (known) joined += 1
    const entry = known ?? start(key, work)
    entry.callers += 1
    const leave = () => {
      entry.callers -= 1
      if (entry.callers > 0) return
      if (underWay.get(key) === entry) underWay.delete(key)
      entry.controller.abort(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    return untilAborted(entry.result, signal).finally(() => signal.removeEventListener('abort', leave))
  }

  return {
    run,
    get joined() {
      return joined
    },
  }
}
