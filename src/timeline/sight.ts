import type { Millis } from '../history/events.ts'
import type { CssPx, Viewport } from './chart-types.ts'
import { timeAtDistance, timeScale } from './time-scale.ts'
import { clamp, type ViewLimits } from './viewport.ts'

/** A narrower bar says nothing but that it is there. */
const LEAST_PX: CssPx = 4

/** How wide such a bar becomes: no closer than its parts need. */
const SEEN_PX: CssPx = 24

/** What is to be seen. */
export interface SoughtBar {
  readonly from: Millis
  readonly to: Millis
  /** A moment of it that has to be in sight too. */
  readonly at: Millis | undefined
}

/** What it is looked for in. */
export interface Outlook {
  readonly viewport: Viewport
  readonly widthPx: CssPx
  readonly limits: ViewLimits
  /** Whether one may go closer. */
  readonly zooms: boolean
}

/**
 * The window in which a bar can be seen, no further from the present one than needed: moved at the same rate where the bar is out of
 * sight, closer only where it would be too narrow. A moment without length has no width to zoom for. Undefined where the
 * present window shows it.
 */
export function windowOn(bar: SoughtBar, { viewport, widthPx, limits, zooms }: Outlook): Viewport | undefined {
  const scale = timeScale(viewport, widthPx, limits.folds)
  const [x0, x1] = [scale.project(bar.from), scale.project(bar.to)]
  const atPx = bar.at === undefined ? undefined : scale.project(bar.at)
  const seenPx = Math.min(x1, widthPx) - Math.max(x0, 0)
  const inSight = seenPx >= Math.min(LEAST_PX, x1 - x0) && (atPx === undefined || (atPx >= 0 && atPx <= widthPx))
  const narrow = zooms && x1 > x0 && x1 - x0 < LEAST_PX
  if (inSight && !narrow) return undefined
  const middle = (bar.from + bar.to) / 2
  const fits = x1 - x0 <= widthPx
  return windowRound(fits ? middle : (bar.at ?? bar.from), {
    pxPerMs: narrow ? SEEN_PX / (bar.to - bar.from) : scale.pxPerMs,
    leftPx: inSight ? Math.min(Math.max(scale.project(middle), SEEN_PX), widthPx - SEEN_PX) : widthPx / 2,
    widthPx,
    limits,
  })
}

/** The window at a rate that has a time `leftPx` from its left edge, unless the bounds push it. */
function windowRound(
  t: Millis,
  { pxPerMs, leftPx, widthPx, limits }: Pick<Outlook, 'widthPx' | 'limits'> & { pxPerMs: number; leftPx: CssPx },
): Viewport {
  const walk = { pxPerMs, folds: limits.folds }
  const { bounds } = limits
  const from = timeAtDistance(t, -leftPx, walk)
  const to = timeAtDistance(t, widthPx - leftPx, walk)
  if (from < bounds.from) return clamp({ from: bounds.from, to: timeAtDistance(bounds.from, widthPx, walk) }, bounds)
  if (to > bounds.to) return clamp({ from: timeAtDistance(bounds.to, -widthPx, walk), to: bounds.to }, bounds)
  return clamp({ from, to }, bounds)
}

/** Whether a window has both ends of a bar. */
export function holdsWhole({ from, to }: Viewport, bar: SoughtBar): boolean {
  return from <= bar.from && bar.to <= to
}
