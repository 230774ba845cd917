import { type RefObject, useEffect, useRef } from 'react'

/** So much of the window shows what lies below, where what it is about leaves the room. */
const PEEK = 0.45
/** What it is about stays below this. */
const TOP_PX = 56

/**
 * Where a page is so narrow that a panel stands below what was selected: scrolls the page so far that its head and what comes first are in sight, each time
 * `name` changes, and never so far that `about` (a selector) leaves it. Where both are in sight nothing moves.
 */
export function usePeek(panel: RefObject<HTMLElement | null>, { name, about }: { name: string; about: string }): void {
  const peekedAt = useRef<string>(undefined)
  useEffect(() => {
    // What is selected is brought into its own list first.
    const frame = requestAnimationFrame(() => {
      if (peekedAt.current === name) return
      peekedAt.current = name
      const top = panel.current?.getBoundingClientRect().top ?? 0
      const room = (document.querySelector(about)?.getBoundingClientRect().top ?? top) - TOP_PX
      const wanted = Math.min(top - window.innerHeight * (1 - PEEK), room)
      if (wanted > 0) window.scrollBy({ top: wanted })
    })
    return () => cancelAnimationFrame(frame)
  }, [panel, name, about])
}
