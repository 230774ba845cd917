import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react'
import { type BrushDrag, dragEdges, type Grip, gripAt, isClick, nudge } from '../../chart/brush.ts'
import type { CssPx, Viewport } from '../../timeline/chart-types.ts'
import type { FoldedScale } from '../../timeline/time-scale.ts'

interface BrushInput {
  readonly plot: RefObject<HTMLElement | null>
  readonly scale: FoldedScale
  /** What is brushed; undefined for nothing. */
  readonly brush: Viewport | undefined
  readonly onBrush: (brush: Viewport | undefined) => void
  /** A press and release in one place, in px of the plot. */
  readonly onClick: (place: { readonly xPx: CssPx; readonly yPx: CssPx }) => void
}

/** A range of time by hand: drag anywhere for a new one, an edge to move it; arrow keys on the edges. */
export function useBrush({ plot, scale, brush, onBrush, onClick }: BrushInput) {
  const drag = useRef<BrushDrag>(undefined)
  const { viewport: bounds } = scale
  const placeOf = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect()
    return { xPx: event.clientX - (box?.left ?? 0), yPx: event.clientY - (box?.top ?? 0) }
  }
  const set = (xPx: CssPx) => {
    if (drag.current === undefined || isClick(drag.current, xPx)) return
    const { fromPx, toPx } = dragEdges(drag.current, xPx, scale.widthPx)
    if (toPx - fromPx >= 1) onBrush(rounded({ from: scale.unproject(fromPx), to: scale.unproject(toPx) }))
  }
  const pointer = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      const { xPx: startPx } = placeOf(event)
      const edges =
        brush === undefined
          ? { fromPx: -Infinity, toPx: Infinity }
          : { fromPx: scale.project(brush.from), toPx: scale.project(brush.to) }
      drag.current = { grip: gripAt(edges, startPx, { moves: brush !== undefined && event.shiftKey }), startPx, edges }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => set(placeOf(event).xPx),
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const place = placeOf(event)
      const held = drag.current
      set(place.xPx)
      drag.current = undefined
      if (held !== undefined && isClick(held, place.xPx)) onClick(place)
    },
    onPointerCancel: () => {
      drag.current = undefined
    },
  }
  const onKeyDown = (grip: Grip) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && brush !== undefined) {
      event.stopPropagation()
      onBrush(undefined)
      return
    }
    const next = nudge(brush ?? bounds, bounds, { key: event.key, shiftKey: event.shiftKey, grip })
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (next.from < next.to) onBrush(rounded(next))
  }
  return { pointer, onKeyDown, isDragging: () => drag.current !== undefined }
}

/** Starts are whole milliseconds. */
function rounded({ from, to }: Viewport): Viewport {
  return { from: Math.floor(from), to: Math.ceil(to) }
}
