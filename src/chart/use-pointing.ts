import { type RefObject, useEffect, useRef } from 'react'
import type { ChartRenderer } from './chart-renderer.ts'
import type { TimelineProps } from './timeline-props.ts'
import type { ViewStore } from './view-store.ts'

/** Tells at which moment of a bar the pointer is, where its log was read; undefined once it has left. Nothing is rendered for it. */
export function usePointing(
  store: ViewStore,
  renderer: RefObject<ChartRenderer | undefined>,
  { logged, onPoint }: Pick<TimelineProps, 'logged' | 'onPoint'>,
): void {
  const isTold = useRef(false)
  useEffect(() => {
    if (logged === undefined || onPoint === undefined) return
    return store.subscribe((live, before) => {
      const { hover, pointer } = live
      if (hover === before.hover && pointer === before.pointer) return
      const isOn = hover?.part === 'bar' && pointer !== undefined && logged.bars.has(hover.key)
      const at = isOn ? renderer.current?.momentAt(pointer.xPx) : undefined
      if (at === undefined && !isTold.current) return
      isTold.current = at !== undefined
      onPoint(at === undefined || hover === undefined ? undefined : { key: hover.key, at })
    })
  }, [store, renderer, logged, onPoint])
}
