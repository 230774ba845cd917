import type { Millis } from '../history/events.ts'
import type { Theme } from '../paint/theme.ts'
import { boundsUpTo, sceneInWindow, sceneOfStuckRow } from '../timeline/chart-look.ts'
import { nowOf } from '../timeline/chart-time.ts'
import type { CssPx, Fold, Hit } from '../timeline/chart-types.ts'
import { hitTest } from '../timeline/hit-test.ts'
import { snapTime } from '../timeline/measure.ts'
import { type Bounds } from '../timeline/viewport.ts'
import type { ChartPicture, Frame, PaneSize } from './chart-picture.ts'
import type { Stage } from './motion.ts'
import { paintFrame, paintFrameAxis, paintFrameOverlay, paintFrameOverview, type Surfaces } from './paint-frame.ts'
import { stickyRows } from './row-window.ts'
import type { PanePoint, ViewStore } from './view-store.ts'

export interface ChartRenderer {
  show(picture: ChartPicture): void
  resize(size: PaneSize): void
  setTheme(theme: Theme): void
  /** Where movements happen; undefined before there is something to move in. */
  stage(): Stage | undefined
  hitAt(point: PanePoint): Hit | undefined
  /** The time at x, moved to the nearest end of a bar. */
  timeAt(xPx: CssPx): Millis | undefined
  /** The time at x itself. */
  momentAt(xPx: CssPx): Millis | undefined
  foldAt(xPx: CssPx): Fold | undefined
  destroy(): void
}

const EVERYTHING = { scene: true, time: true }

/** How often the picture moves on while an execution runs. */
const TICK_MS = 250

/**
 * Paints the chart at most once a frame, and only what changed: a hover repaints the overlay alone. Subscribes to the
 * live view by itself, so that no React render is needed to zoom, pan, scroll or hover.
 */
export function createChartRenderer(store: ViewStore, surfaces: Surfaces): ChartRenderer {
  let picture: ChartPicture | undefined
  let size: PaneSize | undefined
  let theme: Theme | undefined
  let frame: Frame | undefined
  let request = 0
  let staleScene = true
  /** Axis and overview, which stay as they are while rows scroll. */
  let staleTime = true
  let staleOverview = true

  function paint(): void {
    request = 0
    if (picture === undefined || size === undefined || theme === undefined || size.widthPx <= 0) return
    if (staleScene || frame === undefined) {
      frame = frameOf(picture, size, store.getState())
      paintFrame(surfaces, theme, frame, size)
      staleScene = false
      staleOverview ||= staleTime
    }
    const live = store.getState()
    if (staleOverview) paintFrameOverview(surfaces, theme, { picture, frame, size }, live.moment)
    staleOverview = false
    paintFrameOverlay(surfaces, theme, { picture, frame, live })
    if (staleTime) paintFrameAxis(surfaces, theme, { picture, frame, live })
    staleTime = false
  }

  function invalidate({ scene, time }: { readonly scene: boolean; readonly time: boolean }): void {
    staleScene ||= scene
    staleTime ||= time
    if (request === 0) request = requestAnimationFrame(paint)
  }

  const stopListening = store.subscribe((live, before) => {
    const moves = live.viewport !== before.viewport
    const scrolls = live.scrollTopPx !== before.scrollTopPx
    staleOverview ||= live.moment !== before.moment
    invalidate({
      scene: moves || scrolls,
      time: moves || live.pointer !== before.pointer || live.moment !== before.moment,
    })
  })

  const ticking = setInterval(() => {
    const moves = picture !== undefined && picture.time.endsAt === undefined
    if (moves && document.visibilityState === 'visible') invalidate(EVERYTHING)
  }, TICK_MS)

  return {
    show(next) {
      picture = next
      invalidate(EVERYTHING)
    },
    resize(next) {
      if (next.widthPx === size?.widthPx && next.heightPx === size.heightPx && next.dpr === size.dpr) return
      size = next
      surfaces.resize(next)
      staleScene = true
      staleTime = true
      // Now and not in the next frame: a canvas is empty after its size changed. One never painted is empty anyway.
      if (frame === undefined) invalidate(EVERYTHING)
      else paint()
    },
    setTheme(next) {
      theme = next
      invalidate(EVERYTHING)
    },
    stage() {
      if (picture === undefined || size === undefined || size.widthPx <= 0) return undefined
      return { widthPx: size.widthPx, limits: { folds: picture.folds, bounds: boundsNow(picture) } }
    },
    hitAt: ({ xPx, yPx }) =>
      picture === undefined || frame === undefined ? undefined : hitIn(frame, { xPx, yPx }, picture),
    timeAt: xPx => (frame === undefined ? undefined : snapTime(frame.scene, xPx)),
    momentAt: xPx => frame?.scene.scale.unproject(xPx),
    foldAt: xPx => frame?.scene.folds.find(fold => xPx >= fold.x0 && xPx <= fold.x1),
    destroy() {
      cancelAnimationFrame(request)
      clearInterval(ticking)
      stopListening()
    },
  }
}

/** The bounds of a picture now: they grow while its execution runs. */
export function boundsNow(
  { time, tree, folds }: Pick<ChartPicture, 'time' | 'tree' | 'folds'>,
  end: Millis = nowOf(time, tree),
): Bounds {
  return boundsUpTo({ time, folds }, end)
}

function frameOf(
  picture: ChartPicture,
  { widthPx, heightPx }: PaneSize,
  live: { viewport: Bounds | undefined; scrollTopPx: CssPx },
): Frame {
  const { tree, trees, rows, time } = picture
  const { scrollTopPx } = live
  const bounds = boundsNow(picture)
  const now = nowOf(time, tree)
  const window = { viewport: live.viewport ?? bounds, widthPx, heightPx, scrollTopPx, now }
  const scene = sceneInWindow(picture, window)
  const sticky = stickyRows(trees, rows, scrollTopPx).map(({ row, topPx, heightPx: highPx }) => {
    const inRow = { ...window, scrollTopPx: rows.topPx(row), heightPx: highPx - 1 }
    return { scene: sceneOfStuckRow(picture, inRow), topPx, heightPx: highPx }
  })
  return { scene, sticky, bounds, now }
}

/** A point among the rows kept at the top belongs to them, not to what they cover. */
function hitIn(frame: Frame, point: PanePoint, { trees }: ChartPicture): Hit | undefined {
  const stuck = frame.sticky.find(one => point.yPx >= one.topPx && point.yPx < one.topPx + one.heightPx)
  if (stuck !== undefined) return hitTest(stuck.scene, point.xPx, point.yPx - stuck.topPx, trees)
  return hitTest(frame.scene, point.xPx, point.yPx, trees)
}
