import type { Millis } from '../history/events.ts'
import type { CssPx, Fold, Viewport } from './chart-types.ts'
import { type FoldedScale, timeAtDistance } from './time-scale.ts'

/** The shortest stretch that can fill the window, 50 µs: today's epoch ms as doubles are 0.24 µs apart. */
const SHORTEST: Millis = 0.05

/** What the chart may show: the execution's time with a little air round it. */
export interface Bounds {
  readonly from: Millis
  readonly to: Millis
}

/** Bounds with air on both sides (2 % of the length; half a millisecond for an execution that took none). */
export function boundsOf(from: Millis, to: Millis): Bounds {
  const air = Math.max((to - from) * 0.02, 0.5)
  return { from: from - air, to: to + air }
}

/**
 * The viewport after zooming by `factor` (above 1 is closer) with the time under `atPx` staying where it is, unless the
 * bounds push it.
 */
export function zoomAt(scale: FoldedScale, atPx: CssPx, factor: number, more: ViewLimits): Viewport {
  const fixed = scale.unproject(atPx)
  const pxPerMs = Math.min(scale.pxPerMs * factor, scale.widthPx / SHORTEST)
  const walk = { pxPerMs, folds: more.folds }
  const wanted = { from: timeAtDistance(fixed, -atPx, walk), to: timeAtDistance(fixed, scale.widthPx - atPx, walk) }
  return clamp(wanted, more.bounds)
}

/** The viewport moved by `dxPx` to later times (earlier, when negative), stopping at the bounds. */
export function pan(scale: FoldedScale, dxPx: CssPx, more: ViewLimits): Viewport {
  const walk = { pxPerMs: scale.pxPerMs, folds: more.folds }
  const from = timeAtDistance(scale.viewport.from, dxPx, walk)
  const to = timeAtDistance(from, scale.widthPx, walk)
  if (from < more.bounds.from) {
    return clamp({ from: more.bounds.from, to: timeAtDistance(more.bounds.from, scale.widthPx, walk) }, more.bounds)
  }
  if (to > more.bounds.to) {
    return clamp({ from: timeAtDistance(more.bounds.to, -scale.widthPx, walk), to: more.bounds.to }, more.bounds)
  }
  return { from, to }
}

/** All folds of the execution, and how far one may look. */
export interface ViewLimits {
  readonly folds: readonly Fold[]
  readonly bounds: Bounds
}

/** The viewport kept within the bounds and above the shortest stretch; its length is kept where it fits. */
export function clamp(viewport: Viewport, bounds: Bounds): Viewport {
  const longest = bounds.to - bounds.from
  const length = Math.min(Math.max(viewport.to - viewport.from, SHORTEST), longest)
  if (length >= longest) return { from: bounds.from, to: bounds.to }
  const from = Math.min(Math.max(viewport.from, bounds.from), bounds.to - length)
  return { from, to: from + length }
}

/** The viewport that shows `from..to` with a tenth of air on each side. A moment without length gets 10 ms round it. */
export function fit(from: Millis, to: Millis, bounds: Bounds): Viewport {
  const air = Math.max((to - from) * 0.1, 5)
  return clamp({ from: from - air, to: to + air }, bounds)
}

/** How long a zoom eases. Reduced motion: take 0. */
export const EASE_MS: Millis = 120

/**
 * The viewport on its way from one to another, `elapsed` ms after the start: cubic ease-out, exact at the end. Each edge
 * goes straight, so what lies between stays between.
 */
export function easeViewport(from: Viewport, to: Viewport, elapsed: Millis, duration: Millis = EASE_MS): Viewport {
  if (duration <= 0 || elapsed >= duration) return to
  const rest = 1 - Math.max(0, elapsed) / duration
  const share = 1 - rest * rest * rest
  return { from: from.from + (to.from - from.from) * share, to: from.to + (to.to - from.to) * share }
}
