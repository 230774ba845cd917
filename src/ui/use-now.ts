import { useEffect, useState } from 'react'
import type { Millis } from '../history/events.ts'

/**
 * The time, moving on every `everyMs` while `moving` and while the page is in sight; the time it was first asked for
 * otherwise.
 */
export function useNow(moving: boolean, everyMs = 1_000): Millis {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!moving) return
    const tick = () => {
      if (document.visibilityState === 'visible') setNow(Date.now())
    }
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [moving, everyMs])
  return now
}
