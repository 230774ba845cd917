import { type RefObject, useLayoutEffect, useState } from 'react'
import type { CssPx } from '../timeline/chart-types.ts'

export interface Size {
  readonly widthPx: CssPx
  readonly heightPx: CssPx
}

/** The inner size of an element, scroll bar left out, kept up to date. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ widthPx: 0, heightPx: 0 })
  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    const read = (): void => {
      const next = { widthPx: target.clientWidth, heightPx: target.clientHeight }
      setSize(before => (before.widthPx === next.widthPx && before.heightPx === next.heightPx ? before : next))
    }
    read()
    const observer = new ResizeObserver(read)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return size
}
