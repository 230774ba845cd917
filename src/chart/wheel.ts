import type { CssPx } from '../timeline/chart-types.ts'
import type { Motion } from './motion.ts'

interface WheelActions {
  readonly motion: Motion
  scrollBy(dyPx: CssPx): void
}

/** One line of a mouse wheel that counts in lines, and one page. */
const LINE_PX: CssPx = 22
const PAGE_PX: CssPx = 400

/** A wheel with notches sends large steps; a trackpad sends what the fingers do. */
const NOTCH_PX: CssPx = 40

/** Zoom per px of wheel: a notch of 100 px is a factor of 1.35; a pinch (which browsers send as Ctrl+wheel) counts more. */
const NOTCH_RATE = Math.log(1.35) / 100
const PINCH_RATE = 0.01

/**
 * Wheel: Ctrl/⌘ (and the trackpad's pinch) zooms at the cursor, Shift or sideways pans, else rows scroll. Rows are moved
 * by us and not by the browser's own thread, so that tree and canvas move in the same frame.
 */
export function bindWheel(pane: HTMLElement, scroller: HTMLElement, actions: WheelActions, signal: AbortSignal): void {
  function onWheel(event: WheelEvent): void {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : event.deltaMode === 0 ? 1 : PAGE_PX
    const dx = event.deltaX * unit
    const dy = event.deltaY * unit
    if (event.ctrlKey || event.metaKey) return zoom(event, dy)
    const notched = Math.abs(dx) + Math.abs(dy) >= NOTCH_PX
    if (event.shiftKey) return actions.motion.pan(dx === 0 ? dy : dx, notched)
    if (Math.abs(dx) > Math.abs(dy)) actions.motion.pan(dx, false)
    else actions.scrollBy(dy)
  }

  function zoom(event: WheelEvent, dy: number): void {
    const notched = Math.abs(dy) >= NOTCH_PX
    const box = pane.getBoundingClientRect()
    const atPx = Math.min(Math.max(0, event.clientX - box.left), box.width)
    actions.motion.zoom(Math.exp(-dy * (notched ? NOTCH_RATE : PINCH_RATE)), atPx, notched)
  }

  scroller.addEventListener('wheel', onWheel, { passive: false, signal })
  bindSafariPinch(pane, actions, signal)
}

/** Safari tells a trackpad pinch by its own `gesturechange` events, with the scale since the start. */
function bindSafariPinch(pane: HTMLElement, actions: WheelActions, signal: AbortSignal): void {
  let last = 1
  const onGesture = (event: Event): void => {
    event.preventDefault()
    if (event.type === 'gesturestart') last = 1
    if (!('scale' in event) || typeof event.scale !== 'number' || !('clientX' in event)) return
    const clientX = typeof event.clientX === 'number' ? event.clientX : 0
    actions.motion.zoom(event.scale / last, clientX - pane.getBoundingClientRect().left, false)
    last = event.scale
  }
  pane.addEventListener('gesturestart', onGesture, { signal, passive: false })
  pane.addEventListener('gesturechange', onGesture, { signal, passive: false })
}
