import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { Millis } from '../history/events.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import type { FoldedScale } from '../timeline/time-scale.ts'
import type { Bounds } from '../timeline/viewport.ts'
import { formatMoment } from '../words/points-in-time.ts'
import type { TimeMode } from '../words/time-mode.ts'
import { type BrushDrag, centredAt, dragEdges, type Grip, gripAt, isClick, nudge } from './brush.ts'
import type { Motion } from './motion.ts'
import type { ViewStore } from './view-store.ts'
import './overview-strip.css'

interface OverviewStripProps {
  readonly store: ViewStore
  readonly motion: Motion
  readonly canvas: RefObject<HTMLCanvasElement | null>
  /** From all of the execution's time to the strip's px: the same as the chart's while all is shown. */
  readonly scale: FoldedScale
  readonly bounds: Bounds
  readonly startedAt: Millis
  readonly timeMode: TimeMode
  /** Where it would say nothing that the chart does not. */
  readonly hidden: boolean
}

/** Height of the bar by which the window is moved, and where it ends. */
const HANDLE_PX: CssPx = 14

/** Everything at a glance, and a brush for the part in sight: drag its edges, drag it by its handle, or draw a new one. */
export function OverviewStrip(props: OverviewStripProps) {
  const strip = useRef<HTMLDivElement>(null)
  const parts = useBrushParts(props)
  const pointer = useBrushPointer(strip, props)
  const onKeyDown = (grip: Grip) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const viewport = props.store.getState().viewport ?? props.bounds
    const next = nudge(viewport, props.bounds, { key: event.key, shiftKey: event.shiftKey, grip })
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    props.motion.show(next)
  }
  const slider = {
    role: 'slider',
    tabIndex: 0,
    'aria-orientation': 'horizontal' as const,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': 0,
  }
  return (
    <div
      ref={strip}
      className={`chart-overview${props.hidden ? ' chart-overview--hidden' : ''}`}
      data-testid="overview"
      {...pointer}
    >
      <canvas ref={props.canvas} className="chart-canvas" aria-hidden="true" />
      <div
        ref={parts.window}
        className="chart-brush"
        {...slider}
        aria-label="Time in sight"
        onKeyDown={onKeyDown('window')}
      />
      <div
        ref={parts.from}
        className="chart-brush-handle"
        {...slider}
        aria-label="Start of the time in sight"
        onKeyDown={onKeyDown('from')}
      />
      <div
        ref={parts.to}
        className="chart-brush-handle"
        {...slider}
        aria-label="End of the time in sight"
        onKeyDown={onKeyDown('to')}
      />
    </div>
  )
}

// The brush follows the viewport on every frame: placed past React.
function useBrushParts({ store, scale, bounds, startedAt, timeMode }: OverviewStripProps) {
  const window = useRef<HTMLDivElement>(null)
  const from = useRef<HTMLDivElement>(null)
  const to = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let last: Viewport | undefined
    const tell = (element: HTMLElement | null, at: Millis, text: string): void => {
      const share = (at - bounds.from) / (bounds.to - bounds.from)
      element?.setAttribute('aria-valuenow', String(Math.round(share * 1000) / 10))
      element?.setAttribute('aria-valuetext', text)
    }
    const place = (): void => {
      const viewport = store.getState().viewport ?? bounds
      if (viewport === last) return
      last = viewport
      const fromPx = scale.project(viewport.from)
      const toPx = Math.max(scale.project(viewport.to), fromPx + 2)
      if (window.current !== null) {
        window.current.style.left = `${fromPx}px`
        window.current.style.width = `${toPx - fromPx}px`
      }
      if (from.current !== null) from.current.style.left = `${fromPx}px`
      if (to.current !== null) to.current.style.left = `${toPx}px`
      const [start, end] = [viewport.from, viewport.to].map(at => formatMoment(at, { mode: timeMode, startedAt }))
      tell(from.current, viewport.from, start ?? '')
      tell(to.current, viewport.to, end ?? '')
      tell(window.current, (viewport.from + viewport.to) / 2, `${start} to ${end}`)
    }
    place()
    return store.subscribe(place)
  }, [store, scale, bounds, startedAt, timeMode])
  return { window, from, to }
}

/** The bar at the top of the window. */
function isHandle({ currentTarget, clientY }: PointerEvent<HTMLDivElement>): boolean {
  return clientY - currentTarget.getBoundingClientRect().top < HANDLE_PX
}

function useBrushPointer(
  strip: RefObject<HTMLDivElement | null>,
  { store, motion, scale, bounds }: OverviewStripProps,
) {
  const drag = useRef<BrushDrag>(undefined)
  const xOf = (event: PointerEvent): CssPx => event.clientX - (strip.current?.getBoundingClientRect().left ?? 0)
  const set = (xPx: CssPx): void => {
    if (drag.current === undefined || isClick(drag.current, xPx)) return
    const edges = dragEdges(drag.current, xPx, scale.widthPx)
    motion.stop()
    store.setState({ viewport: { from: scale.unproject(edges.fromPx), to: scale.unproject(edges.toPx) } })
  }
  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.button !== 0) return
      const viewport = store.getState().viewport
      const shown = viewport ?? bounds
      const edges = { fromPx: scale.project(shown.from), toPx: scale.project(shown.to) }
      const startPx = xOf(event)
      const moves = viewport !== undefined && (event.shiftKey || isHandle(event))
      drag.current = { grip: gripAt(edges, startPx, { moves }), startPx, edges }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      set(xOf(event))
    },
    onPointerUp(event: PointerEvent<HTMLDivElement>) {
      const ended = drag.current
      drag.current = undefined
      if (ended === undefined) return
      const xPx = xOf(event)
      const viewport = store.getState().viewport
      if (isClick(ended, xPx)) {
        if (viewport !== undefined) motion.show(centredAt(viewport, scale.unproject(xPx)))
        return
      }
      // Settles within the bounds and above the shortest stretch, however it was dragged.
      if (viewport !== undefined) motion.show(viewport)
    },
    onDoubleClick: () => motion.showAll(),
  }
}
