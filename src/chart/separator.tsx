import type { KeyboardEvent, PointerEvent } from 'react'
import type { CssPx } from '../timeline/chart-types.ts'
import './separator.css'

/** The tree's usual width. */
export const TREE_WIDTH_PX: CssPx = 340
export const NARROWEST_PX: CssPx = 120
/** What the time area keeps, however wide the tree is wanted. */
export const TIME_AREA_PX: CssPx = 140
const STEP_PX: CssPx = 16

interface SeparatorProps {
  readonly widthPx: CssPx
  readonly roomPx: CssPx
  readonly onResize: (widthPx: CssPx, keep: boolean) => void
}

/** The edge between tree and time area: drag it, or move it with the arrow keys; double-click for the usual width. */
export function Separator({ widthPx, roomPx, onResize }: SeparatorProps) {
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const dragTo = (event: PointerEvent<HTMLDivElement>, keep: boolean): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0
    onResize(event.clientX - left, keep)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = { ArrowLeft: widthPx - STEP_PX, ArrowRight: widthPx + STEP_PX, Home: NARROWEST_PX, End: roomPx }[
      event.key
    ]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onResize(next, true)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the tree"
      aria-valuenow={Math.round(widthPx)}
      aria-valuemin={NARROWEST_PX}
      aria-valuemax={Math.max(NARROWEST_PX, Math.round(roomPx - TIME_AREA_PX))}
      tabIndex={0}
      className="chart-separator"
      style={{ left: widthPx }}
      onPointerDown={onPointerDown}
      onPointerMove={event => dragTo(event, false)}
      onPointerUp={event => dragTo(event, true)}
      onDoubleClick={() => onResize(TREE_WIDTH_PX, true)}
      onKeyDown={onKeyDown}
    />
  )
}
