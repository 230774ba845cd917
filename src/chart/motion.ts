import type { Millis } from '../history/events.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import { holdsWhole, type SoughtBar, windowOn } from '../timeline/sight.ts'
import { timeScale } from '../timeline/time-scale.ts'
import { clamp, EASE_MS, easeViewport, fit, pan, type ViewLimits, zoomAt } from '../timeline/viewport.ts'
import type { ViewStore } from './view-store.ts'

/** What a movement happens on: read again for every step, as pages arrive in between. */
export interface Stage {
  readonly widthPx: CssPx
  readonly limits: ViewLimits
}

export interface Motion {
  /** Zooms with the time at `atPx` held still. `eased` for steps (keys, notched wheels), not for what the hand drives. */
  zoom(factor: number, atPx: CssPx, eased: boolean): void
  /** Moves to later times by `dxPx`. */
  pan(dxPx: CssPx, eased: boolean): void
  /** Goes to a stretch of time. */
  show(viewport: Viewport): void
  /** Shows a span with some air round it. */
  fit(from: Millis, to: Millis): void
  /** Shows everything, and follows again what is loaded. */
  showAll(): void
  /**
   * Brings a bar into sight, starting from what the hand last chose: going from bar to bar wanders nowhere. `zooms`: also closer,
   * where it could not be seen otherwise. False while there is nothing to move in.
   */
  bring(bar: SoughtBar, zooms: boolean): boolean
  /** Back to what was in sight before bars were brought. */
  goBack(): void
  /** Whether what is in sight was brought there, not chosen. */
  hasBrought(): boolean
  stop(): void
}

const REDUCED = '(prefers-reduced-motion: reduce)'

/**
 * Moves the live viewport. A new step starts from where the last one was heading, so ten quick steps lead as far as ten
 * slow ones, and each is done within `EASE_MS`: the picture is never more than that behind the hand.
 */
export function createMotion(store: ViewStore, stage: () => Stage | undefined): Motion {
  let frame = 0
  let target: Viewport | undefined
  // What the hand had chosen, and the window that a bar was brought into instead; whatever else moves it ends this.
  let brought: { readonly home: Viewport | undefined; readonly window: Viewport } | undefined

  const heading = ({ limits }: Stage): Viewport => target ?? store.getState().viewport ?? { ...limits.bounds }

  function stop(): void {
    cancelAnimationFrame(frame)
    frame = 0
    target = undefined
  }

  function settle(viewport: Viewport, now: Stage): void {
    stop()
    store.setState({ viewport: isWhole(viewport, now) ? undefined : viewport })
  }

  function go(viewport: Viewport, eased: boolean): void {
    const now = stage()
    if (now === undefined) return
    const from = store.getState().viewport ?? { ...now.limits.bounds }
    if (!eased || matchMedia(REDUCED).matches) return settle(viewport, now)
    cancelAnimationFrame(frame)
    target = viewport
    const startedAt = performance.now()
    const step = (at: number): void => {
      const elapsed = at - startedAt
      if (elapsed >= EASE_MS) return settle(viewport, stage() ?? now)
      store.setState({ viewport: easeViewport(from, viewport, elapsed) })
      frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
  }

  const scaleOf = (now: Stage) => timeScale(heading(now), now.widthPx, now.limits.folds)

  /** False once anything else has moved the window. */
  const isBrought = (): boolean => brought !== undefined && (target ?? store.getState().viewport) === brought.window

  function bring(bar: SoughtBar, zooms: boolean): boolean {
    const now = stage()
    if (now === undefined) return false
    const look = { widthPx: now.widthPx, limits: now.limits, zooms }
    const held = isBrought() ? brought : undefined
    const enough = held === undefined || holdsWhole(held.window, bar)
    if (enough && windowOn(bar, { ...look, viewport: heading(now) }) === undefined) return true
    const home = held === undefined ? (target ?? store.getState().viewport) : held.home
    const base = home ?? { ...now.limits.bounds }
    const window = windowOn(bar, { ...look, viewport: base })
    brought = window && { home, window }
    go(window ?? base, true)
    return true
  }

  return {
    bring,
    hasBrought: isBrought,
    goBack() {
      const now = stage()
      const held = isBrought() ? brought : undefined
      brought = undefined
      if (now !== undefined && held !== undefined) go(held.home ?? { ...now.limits.bounds }, true)
    },
    zoom(factor, atPx, eased) {
      const now = stage()
      if (now !== undefined) go(zoomAt(scaleOf(now), atPx, factor, now.limits), eased)
    },
    pan(dxPx, eased) {
      const now = stage()
      if (now !== undefined) go(pan(scaleOf(now), dxPx, now.limits), eased)
    },
    show(viewport) {
      const now = stage()
      if (now !== undefined) go(clamp(viewport, now.limits.bounds), true)
    },
    fit(from, to) {
      const now = stage()
      if (now !== undefined) go(fit(from, to, now.limits.bounds), true)
    },
    showAll() {
      const now = stage()
      if (now !== undefined) go({ ...now.limits.bounds }, true)
    },
    stop,
  }
}

/** Within a thousandth of everything counts as everything. */
function isWhole(viewport: Viewport, { limits }: Stage): boolean {
  const { from, to } = limits.bounds
  return viewport.to - viewport.from >= (to - from) * 0.999
}
