import type { Millis } from '../history/events.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
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

  return {
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
