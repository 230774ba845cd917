import { useEffect, useState } from 'react'
import type { Millis } from '../history/events.ts'

/** The time, moving on every `everyMs` while `moving`; the time it was first asked for otherwise. */
export function useNow(moving: boolean, everyMs = 1_000): Millis {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!moving) return
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [moving, everyMs])
  return now
}
