import { BAND_BASE_PX, BAND_LIMIT_PX, type Band } from '../timeline/bands.ts'
import type { Scene } from '../timeline/scene.ts'
import { paintBoxes } from './paint-boxes.ts'
import {
  paintFold,
  paintGrid,
  paintMarker,
  paintMissing,
  paintMissingCount,
  paintPath,
  paintRowTops,
  paintSeam,
} from './paint-marks.ts'
import { paintFailureTicks, paintSilhouette } from './paint-silhouette.ts'
import { hairline, type Pen, snap } from './pen.ts'

/**
 * Paints one frame of the time area on a cleared canvas, in the order of the design tokens: gridlines, folds, rails and
 * bars, bands, what is not loaded, critical path, seams, marker, labels. Row grounds lie on a layer below
 * (`paintGrounds`), rings on one above (`paintOverlay`), so that a hover repaints neither.
 */
export function paintScene(pen: Pen, scene: Scene): void {
  pen.ctx.clearRect(0, 0, scene.widthPx, scene.heightPx)
  const whole = { top: 0, heightPx: scene.heightPx }
  paintRowTops(pen, scene)
  paintGrid(pen, scene)
  for (const fold of scene.folds) paintFold(pen, fold, whole)
  paintBoxes(pen, scene.boxes)
  for (const band of scene.bands) paintBand(pen, band)
  for (const box of scene.missing) {
    paintMissing(pen, box, { ...whole, pitchPx: 6 })
    paintMissingCount(pen, box, scene.heightPx)
  }
  paintPath(pen, scene)
  for (const seam of scene.seams) paintSeam(pen, seam, whole)
  paintMarker(pen, scene)
  paintLabels(pen, scene)
}

function paintBand(pen: Pen, band: Band): void {
  const { ctx, theme } = pen
  const base = snap(band.y, pen.dpr) + BAND_BASE_PX
  const heightPx = BAND_BASE_PX - BAND_LIMIT_PX
  ctx.fillStyle = theme.axisLine
  hairline(pen, { x: band.x0, y: base, widthPx: band.x1 - band.x0, heightPx: 1 })
  paintSilhouette(pen, { heights: band.heights, base, heightPx, fill: theme.silFill, line: theme.silLine })
  if (band.limit !== undefined) paintLimit(pen, band, base - (heightPx * band.limit) / Math.max(band.peak, band.limit))
  paintFailureTicks(pen, band.ticks, { base, heightPx: 10, triangles: true })
}

/** A dashed line at MaxConcurrency, with its number at the right end where the silhouette leaves room. */
function paintLimit(pen: Pen, band: Band, y: number): void {
  const { ctx, theme } = pen
  ctx.strokeStyle = theme.seam
  ctx.lineWidth = 1
  ctx.setLineDash([4, 3])
  ctx.beginPath()
  ctx.moveTo(band.x0, snap(y, pen.dpr) + 0.5)
  ctx.lineTo(band.x1, snap(y, pen.dpr) + 0.5)
  ctx.stroke()
  ctx.setLineDash([])
  const text = `MaxConcurrency ${band.limit}`
  ctx.font = `11px ${theme.fontFamily}`
  const width = ctx.measureText(text).width
  const from = Math.floor(band.x1 - width - 4)
  const highest = band.heights.slice(Math.max(0, from), Math.ceil(band.x1)).reduce((a, b) => (b > a ? b : a), 0)
  if (band.x1 - band.x0 < width + 16 || highest > 0.45) return
  ctx.fillStyle = theme.text2
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, band.x1 - 2, y + 10)
}

/** Text beside bars, whole or not at all. */
function paintLabels(pen: Pen, scene: Scene): void {
  const { ctx, theme } = pen
  ctx.font = `11px ${theme.fontFamily}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = theme.text2
  for (const label of scene.labels) {
    if (label.roomPx < 8 || ctx.measureText(label.text).width > label.roomPx) continue
    ctx.fillText(label.text, snap(label.xPx, pen.dpr), label.yPx + 0.5)
  }
}
