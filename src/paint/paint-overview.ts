import type { Millis } from '../history/events.ts'
import type { OverviewScene } from '../timeline/overview.ts'
import { paintFold, paintMissing, paintSeam } from './paint-marks.ts'
import { paintFailureTicks, paintMatchTicks, paintSilhouette } from './paint-silhouette.ts'
import { hairline, type Pen, snap } from './pen.ts'

/** Handles of the brush: 6 × 18, radius 3. */
const HANDLE_WIDTH = 6
const HANDLE_HEIGHT = 18

/** As high stands what goes on though nothing is at work: a strip without it would look as if nothing were there. */
const ACTIVE_PX = 5

/** Paints the overview strip: silhouette, failures, folds, what is not loaded, the brush, and a moment that something points at. */
export function paintOverview(pen: Pen, scene: OverviewScene, moment?: Millis): void {
  const { ctx, theme } = pen
  const whole = { top: 0, heightPx: scene.heightPx }
  ctx.clearRect(0, 0, scene.widthPx, scene.heightPx)
  ctx.fillStyle = theme.overBg
  ctx.fillRect(0, 0, scene.widthPx, scene.heightPx)
  const base = scene.heightPx - 6
  const silhouette = { heights: scene.heights, base, heightPx: scene.heightPx - 14 }
  ctx.fillStyle = theme.axisLine
  hairline(pen, { x: 0, y: base, widthPx: scene.widthPx, heightPx: 1 })
  ctx.fillStyle = theme.silFill
  for (const { x0, x1 } of scene.active) ctx.fillRect(x0, base - ACTIVE_PX, x1 - x0, ACTIVE_PX)
  paintSilhouette(pen, { ...silhouette, fill: theme.silFill, line: theme.silLine })
  paintFailureTicks(pen, scene.ticks, { base, heightPx: 9, triangles: false })
  paintMatchTicks(pen, scene.matches, 7)
  for (const fold of scene.folds) paintFold(pen, fold, whole)
  for (const seam of scene.seams) paintSeam(pen, seam, whole)
  for (const box of scene.missing) paintMissing(pen, box, { ...whole, pitchPx: 4 })
  paintBrush(pen, scene)
  if (moment === undefined) return
  ctx.fillStyle = theme.ink
  hairline(pen, { x: scene.scale.project(moment), y: 0, widthPx: 1, heightPx: scene.heightPx })
}

function paintBrush(pen: Pen, scene: OverviewScene): void {
  const { ctx, theme } = pen
  const x0 = snap(Math.max(0, scene.brush.x0), pen.dpr)
  const x1 = snap(Math.min(scene.widthPx, scene.brush.x1), pen.dpr)
  ctx.fillStyle = theme.overVeil
  ctx.fillRect(0, 0, x0, scene.heightPx)
  ctx.fillRect(x1, 0, scene.widthPx - x1, scene.heightPx)
  ctx.fillStyle = theme.brushFill
  ctx.fillRect(x0, 0, x1 - x0, scene.heightPx)
  ctx.strokeStyle = theme.brushEdge
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.rect(x0 + 0.5, 0.5, Math.max(x1 - x0 - 1, 1), scene.heightPx - 1)
  ctx.stroke()
  for (const x of [x0, x1]) paintHandle(pen, Math.min(Math.max(x, 3), scene.widthPx - 3), scene.heightPx / 2)
}

function paintHandle(pen: Pen, x: number, y: number): void {
  const { ctx, theme } = pen
  ctx.fillStyle = theme.brushEdge
  ctx.beginPath()
  ctx.roundRect(x - HANDLE_WIDTH / 2, y - HANDLE_HEIGHT / 2, HANDLE_WIDTH, HANDLE_HEIGHT, 3)
  ctx.fill()
  ctx.fillStyle = theme.bg
  ctx.fillRect(x - 0.5, y - 3, 1, 6)
}
