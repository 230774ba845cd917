import { select, type ZoomBehavior, zoom, zoomIdentity, zoomTransform } from 'd3'
import { type RefObject, useEffect, useMemo, useRef } from 'react'

const LEAST = 0.1
const MOST = 2.5
const STEP = 1.4
const MARGIN_PX = 24

interface Size {
  readonly width: number
  readonly height: number
}

export interface PanZoom {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  zoomBy(factor: number): void
  /** All of it, no larger than as drawn. */
  fit(): void
  /** Moves no further than needed to show a part. */
  show(part: Size & { readonly x: number; readonly y: number }): void
}

export const ZOOM_STEP = STEP

/** Dragging and turning the wheel move and scale the content, without React. It fits when the content's size changes. */
export function usePanZoom(size: Size | undefined): PanZoom {
  const frame = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const behavior = useRef<ZoomBehavior<HTMLDivElement, unknown>>(undefined)
  const actions = useMemo(() => actionsOf({ frame, content, behavior, size }), [frame, content, behavior, size])
  useEffect(() => {
    const element = frame.current
    if (element === null || size === undefined) return undefined
    const zooming = zoom<HTMLDivElement, unknown>()
      .scaleExtent([LEAST, MOST])
      .on('zoom', ({ transform }: { readonly transform: typeof zoomIdentity }) => {
        if (content.current === null) return
        content.current.style.transform = transform.toString().replace(/([\d.-]+),([\d.-]+)/, '$1px,$2px')
        // Figures are too small to read then; names stay.
        element.toggleAttribute('data-far', transform.k < 0.6)
      })
    behavior.current = zooming
    const selection = select(element).call(zooming)
    actions.fit()
    return () => {
      selection.on('.zoom', null)
    }
  }, [frame, content, behavior, size, actions])
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
        if (size === undefined) return
        const { clientWidth, clientHeight } = element
        const k = Math.max(
          LEAST,
          Math.min(1, (clientWidth - 2 * MARGIN_PX) / size.width, (clientHeight - 2 * MARGIN_PX) / size.height),
        )
        const x = Math.max(MARGIN_PX, (clientWidth - size.width * k) / 2)
        const y = Math.max(MARGIN_PX, (clientHeight - size.height * k) / 2)
        zooming.transform(select(element), zoomIdentity.translate(x, y).scale(k))
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

/** How far a stretch has to move to lie within 0 and `room`; what is larger shows its beginning. */
function outside(from: number, to: number, room: number): number {
  if (from < MARGIN_PX || to - from > room) return MARGIN_PX - from
  return to > room - MARGIN_PX ? room - MARGIN_PX - to : 0
}
