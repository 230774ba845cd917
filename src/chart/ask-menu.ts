import type { MouseEvent, PointerEvent, RefObject } from 'react'
import type { GlobalKey } from '../forest/keys.ts'
import type { CssPx } from '../timeline/chart-types.ts'
import type { ChartRenderer } from './chart-renderer.ts'

/** Somebody asks what can be done with a row or a bar. */
export interface MenuAsked {
  readonly key: GlobalKey
  /** Where, in CSS px of the window. */
  readonly xPx: CssPx
  readonly yPx: CssPx
}

interface MenuInput {
  readonly pane: RefObject<HTMLElement | null>
  readonly renderer: RefObject<ChartRenderer | undefined>
  readonly onMenu: ((asked: MenuAsked) => void) | undefined
}

/** So long a finger rests before it asks. */
const LONG_PRESS_MS = 500
/** Movement below this is an unsteady finger. */
const SLOP_PX: CssPx = 8

/**
 * The ways to ask, for the element around rows and time area: the other button of a mouse, the menu key (the browser tells both as
 * `contextmenu`), Shift+F10, and a finger that rests, which not every browser tells.
 */
export function menuHandlers({ pane, renderer, onMenu }: MenuInput) {
  if (onMenu === undefined) return {}
  const ask = (target: EventTarget | null, at: { readonly xPx: CssPx; readonly yPx: CssPx }): boolean => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role="row"][data-key]') : null
    if (row !== null) {
      onMenu({ key: Number(row.dataset['key']), ...within(row.getBoundingClientRect(), at) })
      return true
    }
    const area = pane.current
    if (area === null || !(target instanceof Node) || !area.contains(target)) return false
    const box = area.getBoundingClientRect()
    const hit = renderer.current?.hitAt({ xPx: at.xPx - box.left, yPx: at.yPx - box.top })
    if (hit !== undefined) onMenu({ key: hit.key, ...at })
    return hit !== undefined
  }
  return {
    ...longPress(ask),
    onContextMenu(event: MouseEvent<HTMLElement>) {
      if (isField(event.target)) return
      if (ask(event.target, { xPx: event.clientX, yPx: event.clientY })) event.preventDefault()
    },
  }
}

/** A key tells no place, or that of something else: below the row's beginning. */
function within(row: DOMRect, { xPx, yPx }: { readonly xPx: CssPx; readonly yPx: CssPx }) {
  const isInside = xPx > row.left && xPx < row.right && yPx >= row.top && yPx <= row.bottom
  return isInside ? { xPx, yPx } : { xPx: row.left + 40, yPx: row.bottom }
}

function longPress(ask: (target: EventTarget | null, at: { xPx: CssPx; yPx: CssPx }) => boolean) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { xPx: 0, yPx: 0 }
  const end = (): void => clearTimeout(timer)
  return {
    onPointerDown({ pointerType, target, clientX, clientY }: PointerEvent<HTMLElement>) {
      end()
      if (pointerType !== 'touch' || isField(target)) return
      from = { xPx: clientX, yPx: clientY }
      timer = setTimeout(() => ask(target, from), LONG_PRESS_MS)
    },
    onPointerMove({ clientX, clientY }: PointerEvent<HTMLElement>) {
      if (Math.hypot(clientX - from.xPx, clientY - from.yPx) > SLOP_PX) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null
}
