import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { CssPx } from '../../timeline/chart-types.ts'

interface PanelEdgeProps {
  readonly widthPx: CssPx
  readonly minPx: CssPx
  readonly maxPx: CssPx
  readonly onWidth: (widthPx: CssPx) => void
}

const STEP_PX = 24

/** The left edge of the panel: drag it, or use the arrow keys. */
export function PanelEdge({ widthPx, minPx, maxPx, onWidth }: PanelEdgeProps) {
  const grip = useRef<{ readonly xPx: CssPx; readonly widthPx: CssPx }>(undefined)
  const set = (next: CssPx) => onWidth(Math.round(Math.max(minPx, Math.min(maxPx, next))))
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { xPx: event.clientX, widthPx }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (grip.current !== undefined) set(grip.current.widthPx + grip.current.xPx - event.clientX)
  }
  const letGo = () => {
    grip.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: widthPx + STEP_PX, ArrowRight: widthPx - STEP_PX, Home: minPx, End: maxPx }[event.key]
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  return (
    // A separator that can be moved is no <hr>
    <div
      className="sfn-panel-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the details"
      aria-valuenow={widthPx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onKeyDown={onKeyDown}
    />
  )
}
