import { useEffect, useState } from 'react'

/**
 * The time in epoch ms, moving on every `everyMs` while `moving` and while the page is in sight; the time it was first asked for
 * otherwise.
 */
export function useNow(moving: boolean, everyMs = 1_000): number {
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
