import type { Millis } from '../history/events.ts'
import type { SpanKey } from '../model/span.ts'
import { AXIS_PX, paintAxis } from '../paint/paint-axis.ts'
import { paintOverlay } from '../paint/paint-overlay.ts'
import { paintOverview } from '../paint/paint-overview.ts'
import { paintScene } from '../paint/paint-scene.ts'
import { hairline, type Pen } from '../paint/pen.ts'
import type { Theme } from '../paint/theme.ts'
import { activitySilhouette } from '../timeline/activity-silhouette.ts'
import type { CssPx } from '../timeline/chart-types.ts'
import { type OverviewScene, overviewOf } from '../timeline/overview.ts'
import { countAt } from '../timeline/silhouette.ts'
import { formatCount } from '../words/format-count.ts'
import { formatAxisTime } from '../words/points-in-time.ts'
import { createSurface, type Surface } from './canvas-surface.ts'
import type { ChartPicture, Frame, PaneSize, StuckScene } from './chart-picture.ts'
import type { LiveView } from './view-store.ts'

/** Height of the overview inside its strip. */
const OVERVIEW_PX: CssPx = 52

export interface Canvases {
  readonly scene: HTMLCanvasElement
  readonly overlay: HTMLCanvasElement
  readonly axis: HTMLCanvasElement
  readonly overview: HTMLCanvasElement | null
}

/** The chart's canvases, ready to be painted. */
export interface Surfaces {
  readonly scene: Surface
  readonly overlay: Surface
  readonly axis: Surface
  readonly overview: Surface | undefined
  resize(size: PaneSize): void
}

/** Wraps the canvases and keeps their sizes in step. */
export function createSurfaces(canvases: Canvases): Surfaces {
  const scene = createSurface(canvases.scene)
  const overlay = createSurface(canvases.overlay)
  const axis = createSurface(canvases.axis)
  const overview = canvases.overview === null ? undefined : createSurface(canvases.overview)
  return {
    scene,
    overlay,
    axis,
    overview,
    resize({ widthPx, heightPx, dpr }) {
      scene.resize(widthPx, heightPx, dpr)
      overlay.resize(widthPx, heightPx, dpr)
      axis.resize(widthPx, AXIS_PX, dpr)
      overview?.resize(widthPx, OVERVIEW_PX, dpr)
    },
  }
}

interface FrameInput {
  readonly picture: ChartPicture
  readonly frame: Frame
  readonly size: PaneSize
}

/** Paints the time area. */
export function paintFrame(surfaces: Surfaces, theme: Theme, frame: Frame, size: PaneSize): void {
  const pen = surfaces.scene.pen(theme)
  if (pen !== undefined) {
    paintScene(pen, frame.scene)
    for (const stuck of frame.sticky) paintStuck(pen, stuck)
    const last = frame.sticky.at(-1)
    const bottom = last === undefined ? 0 : last.topPx + last.heightPx - 1
    pen.ctx.setTransform(pen.dpr, 0, 0, pen.dpr, 0, 0)
    pen.ctx.fillStyle = theme.axisLine
    if (bottom > 0) hairline(pen, { x: 0, y: bottom, widthPx: size.widthPx, heightPx: 1 })
  }
}

/** Paints the overview: the same however far rows are scrolled. */
export function paintFrameOverview(surfaces: Surfaces, theme: Theme, input: FrameInput, moment?: Millis): void {
  const overview = overviewIn(input)
  const overviewPen = overview === undefined ? undefined : surfaces.overview?.pen(theme)
  if (overview !== undefined && overviewPen !== undefined) paintOverview(overviewPen, overview, moment)
}

/** A container's row kept at the top, over what has scrolled below it. */
function paintStuck(pen: Pen, { scene, topPx, heightPx }: StuckScene): void {
  pen.ctx.setTransform(pen.dpr, 0, 0, pen.dpr, 0, Math.round(topPx * pen.dpr))
  pen.ctx.clearRect(0, 0, scene.widthPx, heightPx)
  paintScene(pen, scene)
}

// Only the brush changes from frame to frame; the silhouette is worked out again with picture, size and clock.
const overviews = new WeakMap<ChartPicture, { readonly key: string; readonly scene: OverviewScene | undefined }>()

function overviewIn({ picture, frame, size }: FrameInput): OverviewScene | undefined {
  const { widthPx } = size
  const key = `${widthPx} ${frame.bounds.from} ${frame.bounds.to}`
  const { viewport } = frame.scene.scale
  let known = overviews.get(picture)
  if (known?.key !== key) {
    const { tree, folds, missing, matches } = picture
    const input = {
      tree,
      bounds: frame.bounds,
      viewport,
      folds,
      missing,
      matches,
      widthPx,
      heightPx: OVERVIEW_PX,
      now: frame.now,
    }
    known = { key, scene: overviewOf(input) }
    overviews.set(picture, known)
  }
  const { scene } = known
  if (scene === undefined) return undefined
  return { ...scene, brush: { x0: scene.scale.project(viewport.from), x1: scene.scale.project(viewport.to) } }
}

interface OverlayInput {
  readonly picture: ChartPicture
  readonly frame: Frame
  readonly live: LiveView
}

/** Paints rings, cursor line and measure. */
export function paintFrameOverlay(surfaces: Surfaces, theme: Theme, { picture, frame, live }: OverlayInput): void {
  const pen = surfaces.overlay.pen(theme)
  if (pen !== undefined) {
    paintOverlay(pen, frame.scene, {
      selected: picture.selectedKey,
      hovered:
        live.hover !== undefined && live.hover.part !== 'row' && live.hover.part !== 'band'
          ? live.hover.key
          : undefined,
      focused: live.focusVisible ? focusedSpan(live) : undefined,
      cursorX: cursorX(frame, live),
      momentX: live.moment === undefined ? undefined : frame.scene.scale.project(live.moment),
      measure: live.measure,
    })
  }
}

/** Paints the axis, which tells the cursor's time: the same however far rows are scrolled. */
export function paintFrameAxis(surfaces: Surfaces, theme: Theme, input: OverlayInput): void {
  const { picture, frame } = input
  const axis = surfaces.axis.pen(theme)
  if (axis !== undefined) {
    paintAxis(axis, frame.scene, {
      seamLabel: seam =>
        `Redriven ${formatAxisTime(seam.at, { mode: picture.timeMode, startedAt: picture.time.startedAt, step: 1000 })}`,
      cursor: cursorOf(input),
    })
  }
}

function focusedSpan(live: LiveView): SpanKey | undefined {
  return live.focus?.kind === 'span' ? live.focus.key : undefined
}

/** Under the pointer, or at the moment that something else points at. */
function cursorX({ scene }: Frame, { pointer, moment }: LiveView): CssPx | undefined {
  return pointer?.xPx ?? (moment === undefined ? undefined : scene.scale.project(moment))
}

/** The cursor's time, as exact as a pixel is long, and how much was at work then. */
function cursorOf({ picture, frame, live }: OverlayInput): { readonly xPx: CssPx; readonly text: string } | undefined {
  const xPx = cursorX(frame, live)
  if (xPx === undefined) return undefined
  const step = 10 ** Math.floor(Math.log10(Math.max(1 / frame.scene.scale.pxPerMs, 0.001)))
  const style = { mode: picture.timeMode, startedAt: picture.time.startedAt, step: Math.min(step, 1000) }
  const at = live.pointer === undefined ? (live.moment ?? 0) : frame.scene.scale.unproject(xPx)
  const running = at <= frame.now ? countAt(activitySilhouette(picture.tree), at) : 0
  const words = running === 0 ? '' : ` · ${formatCount(running)} running`
  return { xPx, text: formatAxisTime(at, style) + words }
}
