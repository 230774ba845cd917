import { useEffect } from 'react'

const FIRST_DOINGS = ['pointermove', 'pointerdown', 'keydown'] as const

/**
 * Fetches what may be pressed next, once somebody does anything at all and the page has time: it is there by then, and who only looks
 * fetches nothing. What does not come is asked for again by whoever needs it. `load` is a function of the module's own.
 */
export function usePrefetch(load: () => Promise<unknown>): void {
  useEffect(() => {
    const stop = new AbortController()
    const begin = () => {
      stop.abort()
      whenIdle(() => void load().catch(() => undefined))
    }
    for (const type of FIRST_DOINGS)
      addEventListener(type, begin, { capture: true, passive: true, signal: stop.signal })
    return () => stop.abort()
  }, [load])
}

/** Not every browser tells when it is idle. */
function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 1000 })
  else setTimeout(run)
}
