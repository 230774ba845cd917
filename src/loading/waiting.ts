import type { Millis } from '../history/events.ts'
import type { Surroundings } from './surroundings.ts'

/** Waits that can be cut short all at once: *Retry*, a tab that is looked at again, a network that came back. */
export interface Waiting {
  readonly wait: (ms: Millis, signal: AbortSignal) => Promise<void>
  readonly cutShort: () => void
}

export function createWaiting({ sleep }: Surroundings): Waiting {
  const waiters = new Set<() => void>()
  return {
    wait: async (ms, signal) => {
      const over = new AbortController()
      const stop = () => over.abort(signal.reason)
      signal.throwIfAborted()
      signal.addEventListener('abort', stop)
      let wake = () => {}
      // oxlint-disable-next-line waits/timed -- raced with a sleep: it only ends that early
      const early = new Promise<void>(resolve => {
        wake = resolve
      })
      waiters.add(wake)
      try {
        await Promise.race([sleep(ms, over.signal), early])
      } finally {
        signal.removeEventListener('abort', stop)
        waiters.delete(wake)
        over.abort()
      }
    },
    cutShort: () => {
      for (const wake of waiters) wake()
    },
  }
}

/** One thing to do later, at most. */
export interface Timer {
  /** When it is due; undefined while nothing is set. */
  readonly dueAt: Millis | undefined
  readonly set: (ms: Millis, action: () => void) => void
  readonly clear: () => void
}

export function createTimer({ sleep, now }: Surroundings): Timer {
  let control: AbortController | undefined
  let dueAt: Millis | undefined
  const clear = () => {
    control?.abort()
    control = undefined
    dueAt = undefined
  }
  return {
    get dueAt() {
      return dueAt
    },
    clear,
    set: (ms, action) => {
      clear()
      const own = new AbortController()
      control = own
      dueAt = now() + ms
      sleep(ms, own.signal).then(
        () => {
          if (control !== own) return
          clear()
          action()
          return undefined
        },
        () => undefined,
      )
    },
  }
}
