import type { CssPx, Hit } from '../timeline/chart-types.ts'
import type { Motion } from './motion.ts'
import { type PanePoint, sameHit, type ViewStore } from './view-store.ts'
import { bindWheel } from './wheel.ts'

/** What the hand on the time area can do. */
export interface PaneActions {
  readonly motion: Motion
  hitAt(point: PanePoint): Hit | undefined
  scrollBy(dyPx: CssPx): void
  select(hit: Hit): void
  fit(hit: Hit): void
  /** A range being dragged, from one x to another, in px; `done` at the end. */
  measure(fromPx: CssPx, toPx: CssPx, done: boolean): void
  openFoldAt(point: PanePoint): boolean
}

/** Movement below this is a click with an unsteady hand. */
const SLOP_PX: CssPx = 4

type Drag =
  | { readonly kind: 'press'; readonly start: PanePoint; readonly measures: boolean }
  | { readonly kind: 'pan' }
  | { readonly kind: 'measure'; readonly startPx: CssPx }

/**
 * Binds mouse, touch and trackpad to the time area (`pane`) and the wheel to all of `scroller`. Drag pans and scrolls,
 * Shift+drag measures, click selects, double-click fits, two fingers pinch. Returns how to unbind.
 */
export function bindGestures(
  pane: HTMLElement,
  scroller: HTMLElement,
  store: ViewStore,
  actions: PaneActions,
): () => void {
  const fingers = new Map<number, PanePoint>()
  let drag: Drag | undefined
  let fling = 0

  const pointOf = (event: PointerEvent | MouseEvent): PanePoint => {
    const box = pane.getBoundingClientRect()
    return { xPx: event.clientX - box.left, yPx: event.clientY - box.top }
  }

  function onDown(event: PointerEvent): void {
    if (event.button !== 0 || isControl(event.target)) return
    cancelAnimationFrame(fling)
    const point = pointOf(event)
    fingers.set(event.pointerId, point)
    pane.setPointerCapture(event.pointerId)
    if (fingers.size === 1) drag = { kind: 'press', start: point, measures: event.shiftKey }
  }

  function onMove(event: PointerEvent): void {
    const point = pointOf(event)
    const before = fingers.get(event.pointerId)
    if (before === undefined) return hover(point)
    if (fingers.size === 2) pinch(event.pointerId, before, point)
    else dragTo(before, point)
    fingers.set(event.pointerId, drag?.kind === 'press' ? before : point)
    if (event.pointerType === 'mouse') store.setState({ pointer: point })
  }

  function dragTo(before: PanePoint, point: PanePoint): void {
    if (drag?.kind === 'press') {
      if (Math.hypot(point.xPx - drag.start.xPx, point.yPx - drag.start.yPx) < SLOP_PX) return
      drag = drag.measures ? { kind: 'measure', startPx: drag.start.xPx } : { kind: 'pan' }
      store.setState({ hover: undefined })
      pane.dataset['drag'] = drag.kind
    }
    if (drag?.kind === 'measure') actions.measure(drag.startPx, point.xPx, false)
    if (drag?.kind !== 'pan') return
    actions.motion.pan(before.xPx - point.xPx, false)
    actions.scrollBy(before.yPx - point.yPx)
    velocity.note(before.yPx - point.yPx)
  }

  function pinch(pointerId: number, before: PanePoint, point: PanePoint): void {
    const other = [...fingers].find(([id]) => id !== pointerId)?.[1]
    if (other === undefined) return
    drag = { kind: 'pan' }
    const apart = (a: PanePoint): number => Math.max(20, Math.hypot(a.xPx - other.xPx, a.yPx - other.yPx))
    actions.motion.zoom(apart(point) / apart(before), (point.xPx + other.xPx) / 2, false)
    actions.motion.pan((before.xPx - point.xPx) / 2, false)
  }

  function onUp(event: PointerEvent): void {
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return
    const ended = drag
    const point = pointOf(event)
    drag = undefined
    delete pane.dataset['drag']
    if (event.type === 'pointercancel') return
    if (ended?.kind === 'measure') actions.measure(ended.startPx, point.xPx, true)
    if (ended?.kind === 'press') click(point)
    if (ended?.kind === 'pan' && event.pointerType === 'touch') coast(velocity.pxPerMs())
  }

  function click(point: PanePoint): void {
    if (store.getState().measure !== undefined) store.setState({ measure: undefined })
    if (actions.openFoldAt(point)) return
    const hit = actions.hitAt(point)
    store.setState({ clicked: hit })
    if (hit !== undefined) actions.select(hit)
  }

  // A finger that lifts while moving lets the rows run on and slow down.
  function coast(pxPerMs: number): void {
    let speed = pxPerMs
    let last = performance.now()
    const step = (at: number): void => {
      actions.scrollBy(speed * (at - last))
      speed *= 0.996 ** (at - last)
      last = at
      if (Math.abs(speed) > 0.02) fling = requestAnimationFrame(step)
    }
    fling = requestAnimationFrame(step)
  }

  function hover(point: PanePoint): void {
    const hit = actions.hitAt(point)
    const { clicked } = store.getState()
    store.setState({ pointer: point, hover: hit, clicked: sameHit(hit, clicked) ? clicked : undefined })
  }

  function onLeave(): void {
    store.setState({ pointer: undefined, hover: undefined })
  }

  function onDoubleClick(event: MouseEvent): void {
    const hit = isControl(event.target) ? undefined : actions.hitAt(pointOf(event))
    if (hit !== undefined) actions.fit(hit)
  }

  const velocity = createVelocity()
  const stop = new AbortController()
  const { signal } = stop
  pane.addEventListener('pointerdown', onDown, { signal })
  pane.addEventListener('pointermove', onMove, { signal })
  pane.addEventListener('pointerup', onUp, { signal })
  pane.addEventListener('pointercancel', onUp, { signal })
  pane.addEventListener('pointerleave', onLeave, { signal })
  pane.addEventListener('dblclick', onDoubleClick, { signal })
  bindWheel(pane, scroller, actions, signal)
  return () => {
    stop.abort()
    cancelAnimationFrame(fling)
  }
}

/** What lies over the time area, such as the measure's buttons, has clicks of its own. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.chart-measure-panel') !== null
}

/** Speed of the last 80 ms of a drag. */
function createVelocity() {
  let moves: { readonly at: number; readonly dyPx: number }[] = []
  return {
    note(dyPx: CssPx): void {
      const at = performance.now()
      moves = [...moves.filter(move => at - move.at < 80), { at, dyPx }]
    },
    pxPerMs(): number {
      const recent = moves.filter(move => performance.now() - move.at < 80)
      const first = recent[0]
      if (first === undefined) return 0
      return recent.reduce((sum, move) => sum + move.dyPx, 0) / Math.max(16, performance.now() - first.at)
    },
  }
}
