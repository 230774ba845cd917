import { type RefObject, useEffect } from 'react'

/** Makes what scrolls a tab stop, so that keys can scroll it too; where all of it is in sight it is none. */
export function useScrollStop(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const look = () => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element
      if (scrollWidth > clientWidth || scrollHeight > clientHeight) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    const size = new ResizeObserver(look)
    size.observe(element)
    // What is in it may grow while it stays as it is.
    let frame = 0
    const content = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    })
    content.observe(element, { childList: true, characterData: true, subtree: true })
    return () => {
      size.disconnect()
      content.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [scroller])
}
