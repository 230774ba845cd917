import type { CssPx } from '../timeline/chart-types.ts'
import type { Scene, Seam } from '../timeline/scene.ts'
import { formatDuration } from '../words/format-duration.ts'
import { hairline, type Pen, snap } from './pen.ts'

// The axis is 40 px: labels on baseline 15, chips of folds and redrives from 20 to 36.

/** Height of the axis. */
export const AXIS_PX: CssPx = 40
const CHIP_TOP = 20
const CHIP_PX = 16
/** Air between a label and the edge of the time area. */
const EDGE_PX: CssPx = 4
const LABEL_GAP_PX: CssPx = 8
/** Between two chips. */
const CHIP_GAP_PX: CssPx = 2

/** What the axis tells besides the scene's ticks. */
export interface AxisState {
  /** The words of a redrive's chip, such as `Redriven 16:11:09`. */
  readonly seamLabel: (seam: Seam) => string
  /** The cursor's place and time. */
  readonly cursor?: { readonly xPx: CssPx; readonly text: string } | undefined
}

/** Paints the axis of a scene on a canvas of its own, `AXIS_PX` high. */
export function paintAxis(pen: Pen, scene: Scene, state: AxisState): void {
  const { ctx, theme } = pen
  ctx.clearRect(0, 0, scene.widthPx, AXIS_PX)
  ctx.fillStyle = theme.axisLine
  for (const tick of scene.ticks) {
    const heightPx = tick.label === '' ? 3 : 6
    hairline(pen, { x: tick.xPx, y: AXIS_PX - heightPx, widthPx: 1, heightPx })
  }
  hairline(pen, { x: 0, y: AXIS_PX - 1, widthPx: scene.widthPx, heightPx: 1 })
  const cursor = state.cursor === undefined ? undefined : cursorChip(pen, scene, state.cursor)
  paintTickLabels(pen, scene, cursor)
  paintChips(pen, scene, state)
  if (cursor !== undefined) paintCursorTime(pen, cursor)
}

interface Stretch {
  readonly x: CssPx
  readonly width: CssPx
}

/**
 * Labels in the middle of their ticks; at the edges moved in as far as the tick still lies under the label, for cut off
 * it could be read as another time. One that would touch another, or the cursor's time, is left out.
 */
function paintTickLabels(pen: Pen, scene: Scene, cursor: Stretch | undefined): void {
  const { ctx } = pen
  ctx.font = `11px ${pen.theme.fontFamily}`
  ctx.textBaseline = 'alphabetic'
  ctx.textAlign = 'center'
  ctx.fillStyle = pen.theme.axisText
  let free = -Infinity
  for (const tick of scene.ticks) {
    if (tick.label === '') continue
    const half = ctx.measureText(tick.label).width / 2
    const x = Math.max(half + EDGE_PX, Math.min(tick.xPx, scene.widthPx - half - EDGE_PX))
    if (Math.abs(x - tick.xPx) > half + EDGE_PX || x - half < free) continue
    free = x + half + LABEL_GAP_PX
    if (cursor !== undefined && x - half < cursor.x + cursor.width && x + half > cursor.x) continue
    ctx.fillText(tick.label, x, 15)
  }
}

interface Chip {
  readonly text: string
  readonly width: CssPx
  readonly x: CssPx
  readonly kind: 'fold' | 'redrive' | 'event'
}

/** Where two chips would meet, the linked event's stays, then the redrive's: a fold is seen without its words. */
function paintChips(pen: Pen, scene: Scene, state: AxisState): void {
  const { ctx, theme } = pen
  ctx.font = `600 11px ${theme.fontFamily}`
  ctx.textBaseline = 'middle'
  const taken: Chip[] = []
  for (const one of [...eventChips(pen, scene), ...redriveChips(pen, scene, state), ...foldChips(pen, scene)]) {
    if (taken.some(other => one.x < other.x + other.width && other.x < one.x + one.width)) continue
    taken.push(one)
    const ground = { event: theme.marker, redrive: theme.seam, fold: theme.foldBg }[one.kind]
    chip(pen, { ...one, ground, color: one.kind === 'fold' ? theme.text : theme.bg })
  }
}

/** The number of the linked event, above its place. */
function eventChips(pen: Pen, { marker, widthPx }: Scene): readonly Chip[] {
  if (marker === undefined) return []
  const text = `#${marker.eventId.toLocaleString('en-US')}`
  const width = pen.ctx.measureText(text).width + 10
  return [{ text, width, x: Math.max(0, Math.min(marker.xPx - width / 2, widthPx - width)), kind: 'event' }]
}

/** Right of the redrive's line; left of it where the window ends. */
function redriveChips(pen: Pen, scene: Scene, state: AxisState): readonly Chip[] {
  return scene.seams.map(seam => {
    const text = state.seamLabel(seam)
    const width = pen.ctx.measureText(text).width + 10
    const right = seam.x + CHIP_GAP_PX
    const x = right + width <= scene.widthPx ? right : Math.max(0, seam.x - CHIP_GAP_PX - width)
    return { text, width, x, kind: 'redrive' }
  })
}

/** In the middle of the gap; before a redrive just behind it, up to its line. */
function foldChips(pen: Pen, scene: Scene): readonly Chip[] {
  return scene.folds.map(fold => {
    const text = formatDuration(fold.to - fold.from)
    const width = pen.ctx.measureText(text).width + 10
    const middle = (fold.x0 + fold.x1) / 2
    const seam = scene.seams.find(one => one.x >= fold.x0 && one.x < middle + width / 2 + CHIP_GAP_PX)
    const right = seam === undefined ? middle + width / 2 : seam.x - CHIP_GAP_PX
    return { text, width, x: Math.max(0, Math.min(right, scene.widthPx) - width), kind: 'fold' }
  })
}

function chip(pen: Pen, shape: { x: number; width: number; text: string; ground: string; color: string }): void {
  const { ctx } = pen
  const x = snap(shape.x, pen.dpr)
  ctx.fillStyle = shape.ground
  ctx.beginPath()
  ctx.roundRect(x, CHIP_TOP, shape.width, CHIP_PX, 4)
  ctx.fill()
  ctx.fillStyle = shape.color
  ctx.textAlign = 'left'
  ctx.fillText(shape.text, x + 5, CHIP_TOP + CHIP_PX / 2 + 0.5)
}

interface CursorChip extends Stretch {
  readonly text: string
}

function cursorChip(pen: Pen, scene: Scene, cursor: { xPx: CssPx; text: string }): CursorChip {
  pen.ctx.font = `600 11px ${pen.theme.fontFamily}`
  const width = pen.ctx.measureText(cursor.text).width + 10
  const x = Math.max(0, Math.min(cursor.xPx - width / 2, scene.widthPx - width))
  return { x: snap(x, pen.dpr), width, text: cursor.text }
}

function paintCursorTime(pen: Pen, chip: CursorChip): void {
  const { ctx, theme } = pen
  ctx.font = `600 11px ${theme.fontFamily}`
  ctx.textBaseline = 'middle'
  ctx.fillStyle = theme.ink
  ctx.beginPath()
  ctx.roundRect(chip.x, 3, chip.width, CHIP_PX, 4)
  ctx.fill()
  ctx.fillStyle = theme.bg
  ctx.textAlign = 'left'
  ctx.fillText(chip.text, chip.x + 5, 11.5)
}
