import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'

interface EdgeProps {
  readonly label: string
  readonly className: string
  readonly style?: CSSProperties
  /** Along which it moves. */
  readonly axis: 'x' | 'y'
  /** Whether what it bounds grows as it moves right or down (1), or left or up (-1). */
  readonly grows: 1 | -1
  /** Sizes of what it bounds, CSS px. */
  readonly sizePx: number
  readonly minPx: number
  readonly maxPx: number
  readonly stepPx: number
  /** `settled`: false while it is dragged. */
  readonly onSize: (sizePx: number, settled: boolean) => void
  /** Back to the usual size, at a double click. */
  readonly onReset?: () => void
}

const KEYS = { x: ['ArrowLeft', 'ArrowRight'], y: ['ArrowUp', 'ArrowDown'] } as const

/** The edge of a part of the page: drag it, or move it with the arrow keys, Home and End. */
export function Edge({ label, className, style, axis, grows, stepPx, ...edge }: EdgeProps) {
  const { sizePx, minPx, maxPx, onSize, onReset } = edge
  const grip = useRef<{ readonly atPx: number; readonly sizePx: number }>(undefined)
  const placeOf = (event: PointerEvent) => (axis === 'x' ? event.clientX : event.clientY)
  const set = (next: number, settled: boolean) => onSize(Math.round(Math.max(minPx, Math.min(maxPx, next))), settled)
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { atPx: placeOf(event), sizePx }
  }
  const drag = (event: PointerEvent, settled: boolean) => {
    if (grip.current !== undefined) set(grip.current.sizePx + grows * (placeOf(event) - grip.current.atPx), settled)
    if (settled) grip.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const [back, on] = KEYS[axis]
    const next = { [back]: sizePx - grows * stepPx, [on]: sizePx + grows * stepPx, Home: minPx, End: maxPx }[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    set(next, true)
  }
  return (
    // A separator that can be moved is no <hr>
    <div
      className={className}
      style={style}
      role="separator"
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={Math.round(sizePx)}
      aria-valuemin={minPx}
      aria-valuemax={Math.max(minPx, Math.round(maxPx))}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={event => drag(event, false)}
      onPointerUp={event => drag(event, true)}
      onPointerCancel={event => drag(event, true)}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    />
  )
}
