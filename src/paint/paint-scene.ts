import { BAND_BASE_PX, BAND_LIMIT_PX, BAND_MATCH_PX, type Band } from '../timeline/bands.ts'
import type { CssPx } from '../timeline/chart-types.ts'
import type { Scene } from '../timeline/scene.ts'
import { formatCount } from '../words/format-count.ts'
import { hatchFill } from './hatches.ts'
import { paintBoxes } from './paint-boxes.ts'
import {
  paintDrop,
  paintFold,
  paintGhosts,
  paintGrid,
  paintMarker,
  paintMember,
  paintMissing,
  paintMissingCount,
  paintPath,
  paintRowTops,
  paintSeam,
} from './paint-marks.ts'
import { paintMatchFrames } from './paint-match-frames.ts'
import { paintFailureTicks, paintMatchTicks, paintSilhouette } from './paint-silhouette.ts'
import { hairline, type Pen, snap } from './pen.ts'

/**
 * Paints one frame of the time area on a cleared canvas, in this order: lives of members, gridlines, folds, rails and
 * bars, bands, what is not loaded, bars of another run, critical path, seams, marker, labels. Row grounds are elements
 * below the canvas, rings lie on one above (`paintOverlay`), so that a hover repaints neither.
 */
export function paintScene(pen: Pen, scene: Scene): void {
  pen.ctx.clearRect(0, 0, scene.widthPx, scene.heightPx)
  const whole = { top: 0, heightPx: scene.heightPx }
  for (const member of scene.members) paintMember(pen, member)
  paintRowTops(pen, scene)
  paintGrid(pen, scene)
  for (const fold of scene.folds) paintFold(pen, fold, whole)
  paintBoxes(pen, scene.boxes, scene.hues)
  paintMatchFrames(pen, scene.boxes)
  for (const drop of scene.drops) paintDrop(pen, drop)
  for (const band of scene.bands) {
    paintBand(pen, band)
    if (band.pending > 0) paintPending(pen, band, scene.widthPx)
  }
  for (const box of scene.missing) {
    paintMissing(pen, box, { ...whole, pitchPx: 6 })
    paintMissingCount(pen, box, scene.heightPx)
  }
  paintGhosts(pen, scene)
  paintPath(pen, scene)
  for (const seam of scene.seams) paintSeam(pen, seam, whole)
  paintMarker(pen, scene)
  paintLabels(pen, scene)
}

function paintBand(pen: Pen, band: Band): void {
  const { ctx, theme } = pen
  const base = snap(band.y, pen.dpr) + BAND_BASE_PX
  const heightPx = BAND_BASE_PX - BAND_LIMIT_PX
  // Children in no list ran somewhere in this time: a gap must not look like silence.
  if (band.unlisted > 0) paintUnlisted(pen, band, base - heightPx)
  ctx.fillStyle = theme.axisLine
  hairline(pen, { x: band.x0, y: base, widthPx: band.x1 - band.x0, heightPx: 1 })
  paintSilhouette(pen, { heights: band.heights, base, heightPx, fill: theme.silFill, line: theme.silLine })
  if (band.limit !== undefined) paintLimit(pen, band, base - (heightPx * band.limit) / Math.max(band.peak, band.limit))
  paintFailureTicks(pen, band.ticks, { base, heightPx: 10, triangles: true })
  paintMatchTicks(pen, band.matches, snap(band.y, pen.dpr) + BAND_MATCH_PX)
}

function paintUnlisted(pen: Pen, band: Band, top: CssPx): void {
  const { ctx, theme } = pen
  const pattern = hatchFill(pen, { pitchPx: 7, linePx: 1, direction: '\\', color: theme.hatch2 })
  for (const fill of pattern === null ? [theme.veil] : [theme.veil, pattern]) {
    ctx.fillStyle = fill
    ctx.fillRect(band.x0, top, band.x1 - band.x0, BAND_BASE_PX - BAND_LIMIT_PX)
  }
}

/** `▯ 242 pending ▯` behind the end, as nobody knows when they will run; left out where there is no room. */
function paintPending(pen: Pen, band: Band, widthPx: CssPx): void {
  const { ctx, theme } = pen
  const text = `${formatCount(band.pending)} pending`
  ctx.font = `11px ${theme.fontFamily}`
  const box = { x: snap(band.x1 + 8, pen.dpr) + 0.5, widthPx: Math.ceil(ctx.measureText(text).width) + 16 }
  if (box.x + box.widthPx + 4 > widthPx) return
  const [top, heightPx] = [snap(band.y, pen.dpr) + BAND_LIMIT_PX + 5.5, BAND_BASE_PX - BAND_LIMIT_PX - 10]
  ctx.strokeStyle = theme.axisLine
  ctx.lineWidth = 1
  ctx.setLineDash([3, 2])
  ctx.beginPath()
  ctx.rect(box.x, top, box.widthPx, heightPx)
  ctx.stroke()
  ctx.setLineDash([])
  ctx.fillStyle = theme.text2
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, box.x + box.widthPx / 2, top + heightPx / 2)
}

/** A dashed line at MaxConcurrency, with its number. */
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
  const place = limitLabel(band, { y, widthPx: ctx.measureText(text).width })
  if (place === undefined) return
  ctx.fillStyle = theme.text2
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, place.right, place.middle)
}

/** How far the limit's label moves left at a time, in search of room. */
const LIMIT_STEP_PX: CssPx = 16

/**
 * Where the limit's label stands: as far right as the outline of the silhouette does not run through the words; below its
 * line, above it where the line is low. Undefined where there is no such place.
 */
function limitLabel(band: Band, line: { y: CssPx; widthPx: CssPx }): { right: CssPx; middle: CssPx } | undefined {
  const base = band.y + BAND_BASE_PX
  const middle = line.y + 10 + 6 <= base ? line.y + 10 : line.y - 9
  for (let right = Math.floor(band.x1) - 4; right - line.widthPx - 4 >= band.x0; right -= LIMIT_STEP_PX) {
    const columns = band.heights.slice(Math.floor(right - line.widthPx - 4), right + 4)
    const crosses = columns.some(height => {
      const outline = base - height * (BAND_BASE_PX - BAND_LIMIT_PX)
      return Number.isNaN(height) || (outline > middle - 7 && outline < middle + 7)
    })
    if (!crosses) return { right, middle }
  }
  return undefined
}

/** Text beside bars, whole or not at all: on the right, on the left where the window ends. */
function paintLabels(pen: Pen, scene: Scene): void {
  const { ctx, theme } = pen
  ctx.font = `11px ${theme.fontFamily}`
  ctx.textBaseline = 'middle'
  ctx.fillStyle = theme.text2
  for (const label of scene.labels) {
    const widthPx = ctx.measureText(label.text).width
    const fits = widthPx <= label.roomPx
    if (!fits && widthPx > label.roomBeforePx) continue
    ctx.textAlign = fits ? 'left' : 'right'
    ctx.fillText(label.text, snap(fits ? label.xPx : label.beforePx, pen.dpr), label.yPx + 0.5)
  }
}
