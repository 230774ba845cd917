import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { CssPx } from '../../timeline/chart-types.ts'

interface DrawerEdgeProps {
  readonly heightPx: CssPx
  readonly minPx: CssPx
  readonly maxPx: CssPx
  readonly onHeight: (heightPx: CssPx) => void
}

const STEP_PX = 24

/** The upper edge of the drawer: drag it, or use the arrow keys. */
export function DrawerEdge({ heightPx, minPx, maxPx, onHeight }: DrawerEdgeProps) {
  const grip = useRef<{ readonly yPx: CssPx; readonly heightPx: CssPx }>(undefined)
  const set = (next: CssPx) => onHeight(Math.round(Math.max(minPx, Math.min(maxPx, next))))
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { yPx: event.clientY, heightPx }
  }
  const letGo = () => {
    grip.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowUp: heightPx + STEP_PX, ArrowDown: heightPx - STEP_PX, Home: minPx, End: maxPx }[event.key]
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  return (
    // A separator that can be moved is no <hr>
    <div
      className="sfn-drawer-edge"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the answers"
      aria-valuenow={heightPx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={event => {
        if (grip.current !== undefined) set(grip.current.heightPx + grip.current.yPx - event.clientY)
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onKeyDown={onKeyDown}
    />
  )
}
