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
  const hand = new Hand(pane, store, actions)
  const stop = new AbortController()
  const { signal } = stop
  pane.addEventListener('pointerdown', event => hand.down(event), { signal })
  pane.addEventListener('pointermove', event => hand.move(event), { signal })
  pane.addEventListener('pointerup', event => hand.up(event), { signal })
  pane.addEventListener('pointercancel', event => hand.up(event), { signal })
  pane.addEventListener('pointerleave', () => hand.leave(), { signal })
  pane.addEventListener('dblclick', event => hand.doubleClick(event), { signal })
  bindWheel(pane, scroller, actions, signal)
  return () => {
    stop.abort()
    hand.stop()
  }
}

/** The fingers or the mouse button on the pane, and what they are doing. */
class Hand {
  private readonly pane: HTMLElement
  private readonly store: ViewStore
  private readonly actions: PaneActions
  private readonly fingers = new Map<number, PanePoint>()
  private readonly velocity = createVelocity()
  private drag: Drag | undefined
  private fling = 0

  constructor(pane: HTMLElement, store: ViewStore, actions: PaneActions) {
    this.pane = pane
    this.store = store
    this.actions = actions
  }

  private pointOf(event: PointerEvent | MouseEvent): PanePoint {
    const box = this.pane.getBoundingClientRect()
    return { xPx: event.clientX - box.left, yPx: event.clientY - box.top }
  }

  down(event: PointerEvent): void {
    if (event.button !== 0 || isControl(event.target)) return
    cancelAnimationFrame(this.fling)
    const point = this.pointOf(event)
    this.fingers.set(event.pointerId, point)
    this.pane.setPointerCapture(event.pointerId)
    if (this.fingers.size === 1) this.drag = { kind: 'press', start: point, measures: event.shiftKey }
  }

  move(event: PointerEvent): void {
    const point = this.pointOf(event)
    const before = this.fingers.get(event.pointerId)
    if (before === undefined) return this.hover(point)
    if (this.fingers.size === 2) this.pinch(event.pointerId, before, point)
    else this.dragTo(before, point)
    this.fingers.set(event.pointerId, this.drag?.kind === 'press' ? before : point)
    if (event.pointerType === 'mouse') this.store.setState({ pointer: point })
  }

  private dragTo(before: PanePoint, point: PanePoint): void {
    if (this.drag?.kind === 'press') {
      if (Math.hypot(point.xPx - this.drag.start.xPx, point.yPx - this.drag.start.yPx) < SLOP_PX) return
      this.drag = this.drag.measures ? { kind: 'measure', startPx: this.drag.start.xPx } : { kind: 'pan' }
      this.store.setState({ hover: undefined })
      this.pane.dataset['drag'] = this.drag.kind
    }
    if (this.drag?.kind === 'measure') this.actions.measure(this.drag.startPx, point.xPx, false)
    if (this.drag?.kind !== 'pan') return
    this.actions.motion.pan(before.xPx - point.xPx, false)
    this.actions.scrollBy(before.yPx - point.yPx)
    this.velocity.note(before.yPx - point.yPx)
  }

  private pinch(pointerId: number, before: PanePoint, point: PanePoint): void {
    const other = [...this.fingers].find(([id]) => id !== pointerId)?.[1]
    if (other === undefined) return
    this.drag = { kind: 'pan' }
    const apart = (a: PanePoint): number => Math.max(20, Math.hypot(a.xPx - other.xPx, a.yPx - other.yPx))
    this.actions.motion.zoom(apart(point) / apart(before), (point.xPx + other.xPx) / 2, false)
    this.actions.motion.pan((before.xPx - point.xPx) / 2, false)
  }

  up(event: PointerEvent): void {
    if (!this.fingers.delete(event.pointerId) || this.fingers.size > 0) return
    const ended = this.drag
    const point = this.pointOf(event)
    this.drag = undefined
    delete this.pane.dataset['drag']
    if (event.type === 'pointercancel') return
    if (ended?.kind === 'measure') this.actions.measure(ended.startPx, point.xPx, true)
    if (ended?.kind === 'press') this.click(point)
    if (ended?.kind === 'pan' && event.pointerType === 'touch') this.coast(this.velocity.pxPerMs())
  }

  private click(point: PanePoint): void {
    if (this.store.getState().measure !== undefined) this.store.setState({ measure: undefined })
    if (this.actions.openFoldAt(point)) return
    const hit = this.actions.hitAt(point)
    this.store.setState({ clicked: hit })
    if (hit !== undefined) this.actions.select(hit)
  }

  // A finger that lifts while moving lets the rows run on and slow down.
  private coast(pxPerMs: number): void {
    let speed = pxPerMs
    let last = performance.now()
    const step = (at: number): void => {
      this.actions.scrollBy(speed * (at - last))
      speed *= 0.996 ** (at - last)
      last = at
      if (Math.abs(speed) > 0.02) this.fling = requestAnimationFrame(step)
    }
    this.fling = requestAnimationFrame(step)
  }

  private hover(point: PanePoint): void {
    const hit = this.actions.hitAt(point)
    const { clicked } = this.store.getState()
    this.store.setState({ pointer: point, hover: hit, clicked: sameHit(hit, clicked) ? clicked : undefined })
  }

  leave(): void {
    this.store.setState({ pointer: undefined, hover: undefined })
  }

  doubleClick(event: MouseEvent): void {
    const hit = isControl(event.target) ? undefined : this.actions.hitAt(this.pointOf(event))
    if (hit !== undefined) this.actions.fit(hit)
  }

  stop(): void {
    cancelAnimationFrame(this.fling)
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
