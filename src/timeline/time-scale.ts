import type { Millis } from '../history/events.ts'
import type { CssPx, Fold, TimeScale, Viewport } from './chart-types.ts'
import { at } from './column.ts'

// Two coordinate spaces: absolute epoch ms, and x in CSS px from the left edge of the time area.
//
//   time   |=====active=====|......fold......|==active==|
//   x      0                a             a+26          width
//
// Active time has one rate (px per ms) all over; each fold takes FOLD_PX however long it is.

/** Width of a folded stretch. */
export const FOLD_PX: CssPx = 26

/** A time scale that also tells its rate and its pieces. */
export interface FoldedScale extends TimeScale {
  /** Rate outside folds. */
  readonly pxPerMs: number
}

/**
 * The scale that shows `viewport` on `widthPx`, with each fold as a gap of `FOLD_PX`.
 * A fold that would be narrower unfolded is left out; one that the window cuts takes its share of the gap, so that
 * panning across it is smooth. `folds` ascend and do not overlap.
 */
export function timeScale(viewport: Viewport, widthPx: CssPx, folds: readonly Fold[] = []): FoldedScale {
  const { kept, pxPerMs } = settle(viewport, widthPx, folds)
  const { times, xs } = corners(viewport, kept, pxPerMs)
  return {
    viewport,
    widthPx,
    folds: kept,
    pxPerMs,
    project: t => interpolate(times, xs, t, pxPerMs),
    unproject: x => interpolate(xs, times, x, 1 / pxPerMs),
  }
}

/** The folds worth their gap at a rate. */
function foldsAt(folds: readonly Fold[], pxPerMs: number): readonly Fold[] {
  return folds.filter(fold => (fold.to - fold.from) * pxPerMs > FOLD_PX)
}

/**
 * The time that lies `distancePx` to the right of `t` (left, when negative) at a rate, folds counted as gaps.
 * What zooming and panning are made of.
 */
export function timeAtDistance(
  t: Millis,
  distancePx: CssPx,
  scale: { pxPerMs: number; folds: readonly Fold[] },
): Millis {
  const { pxPerMs, folds } = scale
  const kept = foldsAt(folds, pxPerMs)
  return distancePx >= 0 ? walkRight(t, distancePx, pxPerMs, kept) : walkLeft(t, -distancePx, pxPerMs, kept)
}

function walkRight(from: Millis, distancePx: CssPx, pxPerMs: number, folds: readonly Fold[]): Millis {
  let t = from
  let left = distancePx
  for (const fold of folds) {
    if (fold.to <= t) continue
    const activePx = Math.max(0, fold.from - t) * pxPerMs
    if (activePx >= left) break
    left -= activePx
    t = Math.max(t, fold.from)
    const msPerPx = (fold.to - fold.from) / FOLD_PX
    const gapPx = (fold.to - t) / msPerPx
    if (gapPx >= left) return t + left * msPerPx
    left -= gapPx
    t = fold.to
  }
  return t + left / pxPerMs
}

function walkLeft(from: Millis, distancePx: CssPx, pxPerMs: number, folds: readonly Fold[]): Millis {
  let t = from
  let left = distancePx
  for (let i = folds.length - 1; i >= 0; i--) {
    const fold = folds[i]
    if (fold === undefined || fold.from >= t) continue
    const activePx = Math.max(0, t - fold.to) * pxPerMs
    if (activePx >= left) break
    left -= activePx
    t = Math.min(t, fold.to)
    const msPerPx = (fold.to - fold.from) / FOLD_PX
    const gapPx = (t - fold.from) / msPerPx
    if (gapPx >= left) return t - left * msPerPx
    left -= gapPx
    t = fold.from
  }
  return t - left / pxPerMs
}

// Leaving out a fold raises the rate to at most the rate at which that fold would have been worth keeping, so dropping
// one after another comes to rest.
function settle(viewport: Viewport, widthPx: CssPx, folds: readonly Fold[]) {
  let kept = folds.filter(fold => overlap(fold, viewport) > 0)
  for (;;) {
    const pxPerMs = rateOf(viewport, widthPx, kept)
    if (pxPerMs === undefined) return { kept: [], pxPerMs: widthPx / span(viewport) }
    const worth = foldsAt(kept, pxPerMs)
    if (worth.length === kept.length) return { kept, pxPerMs }
    kept = [...worth]
  }
}

function rateOf(viewport: Viewport, widthPx: CssPx, folds: readonly Fold[]): number | undefined {
  let activeMs = span(viewport)
  let gapsPx = 0
  for (const fold of folds) {
    const inside = overlap(fold, viewport)
    activeMs -= inside
    gapsPx += (FOLD_PX * inside) / (fold.to - fold.from)
  }
  if (folds.length === 0) return widthPx / activeMs
  // The window lies within a fold, or nearly: show its time unfolded.
  if (activeMs <= span(viewport) * 1e-9 || gapsPx >= widthPx) return undefined
  return (widthPx - gapsPx) / activeMs
}

function corners(viewport: Viewport, folds: readonly Fold[], pxPerMs: number) {
  const times = [viewport.from]
  const xs = [0]
  let x = 0
  let t = viewport.from
  for (const fold of folds) {
    const from = Math.max(fold.from, viewport.from)
    const to = Math.min(fold.to, viewport.to)
    x += (from - t) * pxPerMs
    times.push(from)
    xs.push(x)
    x += (FOLD_PX * (to - from)) / (fold.to - fold.from)
    times.push(to)
    xs.push(x)
    t = to
  }
  x += (viewport.to - t) * pxPerMs
  times.push(viewport.to)
  xs.push(x)
  return { times, xs }
}

/** Piecewise linear from one list of corners to the other; outside them at the given rate. */
function interpolate(from: readonly number[], to: readonly number[], value: number, outerRate: number): number {
  const last = from.length - 1
  if (value <= at(from, 0)) return at(to, 0) + (value - at(from, 0)) * outerRate
  if (value >= at(from, last)) return at(to, last) + (value - at(from, last)) * outerRate
  let piece = 1
  while (piece < last && value > at(from, piece)) piece++
  const start = at(from, piece - 1)
  const share = (value - start) / (at(from, piece) - start)
  return at(to, piece - 1) + share * (at(to, piece) - at(to, piece - 1))
}

function overlap(fold: Fold, viewport: Viewport): Millis {
  return Math.max(0, Math.min(fold.to, viewport.to) - Math.max(fold.from, viewport.from))
}

/** Length of a viewport, never zero. */
function span(viewport: Viewport): Millis {
  return Math.max(viewport.to - viewport.from, 1e-6)
}
