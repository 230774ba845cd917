import { select, type ZoomBehavior, zoom, zoomIdentity, zoomTransform } from 'd3'
import { type RefObject, useEffect, useMemo, useRef } from 'react'

const LEAST = 0.1
const MOST = 2.5
const STEP = 1.4
const MARGIN_PX = 24
/** Below this figures are too small to read. */
const FAR = 0.6
/** Letters of 13 px are 11 px high. */
const READABLE = 0.85

interface Size {
  readonly width: number
  readonly height: number
}

interface Part extends Size {
  readonly x: number
  readonly y: number
}

export interface PanZoom {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  zoomBy(factor: number): void
  /** All of it, no larger than as drawn. */
  fit(): void
  /** Moves no further than needed to show a part. */
  show(part: Part): void
}

export const ZOOM_STEP = STEP

/**
 * Dragging and turning the wheel move and scale the content, without React. When the content's size changes it fits; what would be too
 * small to read then is shown as large as can be read, from its top on, with `start` in the middle.
 */
export function usePanZoom(size: Size | undefined, start: Part | undefined): PanZoom {
  const frame = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const behavior = useRef<ZoomBehavior<HTMLDivElement, unknown>>(undefined)
  const first = useRef(start)
  first.current = start
  const actions = useMemo(() => actionsOf({ frame, content, behavior, size }), [frame, content, behavior, size])
  useEffect(() => {
    const element = frame.current
    if (element === null || size === undefined) return undefined
    const zooming = zoom<HTMLDivElement, unknown>()
      .scaleExtent([LEAST, MOST])
      .on('zoom', ({ transform }: { readonly transform: typeof zoomIdentity }) => {
        if (content.current === null) return
        content.current.style.transform = transform.toString().replace(/([\d.-]+),([\d.-]+)/, '$1px,$2px')
        // Names stay.
        element.toggleAttribute('data-far', transform.k < FAR)
      })
    behavior.current = zooming
    const selection = select(element).call(zooming)
    zooming.transform(selection, openingOn(element, size, first.current))
    return () => {
      selection.on('.zoom', null)
    }
  }, [frame, content, behavior, size])
  return actions
}

function actionsOf({
  frame,
  content,
  behavior,
  size,
}: {
  readonly frame: PanZoom['frame']
  readonly content: PanZoom['content']
  readonly behavior: RefObject<ZoomBehavior<HTMLDivElement, unknown> | undefined>
  readonly size: Size | undefined
}): PanZoom {
  const act = (change: (element: HTMLDivElement, zooming: ZoomBehavior<HTMLDivElement, unknown>) => void) => {
    if (frame.current !== null && behavior.current !== undefined) change(frame.current, behavior.current)
  }
  return {
    frame,
    content,
    zoomBy: factor => act((element, zooming) => zooming.scaleBy(select(element), factor)),
    fit: () =>
      act((element, zooming) => {
        if (size !== undefined) zooming.transform(select(element), fitted(element, size))
      }),
    show: part =>
      act((element, zooming) => {
        const transform = zoomTransform(element)
        const [left, top] = transform.apply([part.x, part.y])
        const [right, bottom] = transform.apply([part.x + part.width, part.y + part.height])
        const dx = outside(left, right, element.clientWidth)
        const dy = outside(top, bottom, element.clientHeight)
        if (dx !== 0 || dy !== 0) zooming.translateBy(select(element), dx / transform.k, dy / transform.k)
      }),
  }
}

type Frame = Pick<HTMLElement, 'clientWidth' | 'clientHeight'>

/** All of it, no larger than as drawn. */
function fitted({ clientWidth, clientHeight }: Frame, { width, height }: Size) {
  const byWidth = (clientWidth - 2 * MARGIN_PX) / width
  const byHeight = (clientHeight - 2 * MARGIN_PX) / height
  const k = Math.max(LEAST, Math.min(1, byWidth, byHeight))
  const x = Math.max(MARGIN_PX, (clientWidth - width * k) / 2)
  const y = Math.max(MARGIN_PX, (clientHeight - height * k) / 2)
  return zoomIdentity.translate(x, y).scale(k)
}

/** How it is shown at first. */
export function openingOn(frame: Frame, size: Size, start: Part | undefined) {
  const whole = fitted(frame, size)
  if (whole.k >= FAR) return whole
  const width = size.width * READABLE
  const middle = start === undefined ? width / 2 : (start.x + start.width / 2) * READABLE
  const isNarrow = width <= frame.clientWidth - 2 * MARGIN_PX
  const x = isNarrow ? (frame.clientWidth - width) / 2 : frame.clientWidth / 2 - middle
  return zoomIdentity.translate(x, MARGIN_PX).scale(READABLE)
}

/** How far a stretch has to move to lie within 0 and `room`; what is larger shows its beginning. */
function outside(from: number, to: number, room: number): number {
  if (from < MARGIN_PX || to - from > room) return MARGIN_PX - from
  return to > room - MARGIN_PX ? room - MARGIN_PX - to : 0
}
