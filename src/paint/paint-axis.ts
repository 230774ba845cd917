import { formatDuration } from '../model/format-duration.ts'
import type { CssPx } from '../timeline/chart-types.ts'
import type { Scene, Seam } from '../timeline/scene.ts'
import { hairline, type Pen, snap } from './pen.ts'

// The axis is 40 px: labels on baseline 15, chips of folds and redrives from 20 to 36 (design tokens, section 6).

/** Height of the axis. */
export const AXIS_PX: CssPx = 40
const CHIP_TOP = 20
const CHIP_PX = 16
/** Air between a label and the edge of the time area. */
const EDGE_PX: CssPx = 4
/** How far a label may stand from the middle of its tick. */
const MOST_SHIFT_PX: CssPx = 14
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
  ctx.font = `11px ${theme.fontFamily}`
  ctx.textBaseline = 'alphabetic'
  for (const tick of scene.ticks) {
    const labelled = tick.label !== ''
    ctx.fillStyle = theme.axisLine
    hairline(pen, { x: tick.xPx, y: AXIS_PX - (labelled ? 6 : 3), widthPx: 1, heightPx: labelled ? 6 : 3 })
    if (labelled) paintTickLabel(pen, scene, tick)
  }
  ctx.fillStyle = theme.axisLine
  hairline(pen, { x: 0, y: AXIS_PX - 1, widthPx: scene.widthPx, heightPx: 1 })
  paintChips(pen, scene, state)
  if (state.cursor !== undefined) paintCursorTime(pen, scene, state.cursor)
}

function paintTickLabel(pen: Pen, scene: Scene, tick: { xPx: CssPx; label: string }): void {
  const { ctx } = pen
  const half = ctx.measureText(tick.label).width / 2
  const least = half + EDGE_PX
  // Cut by the edge a label could be read as another time: moved in a little, or not told at all.
  const x = Math.max(least, Math.min(tick.xPx, scene.widthPx - least))
  if (Math.abs(x - tick.xPx) > MOST_SHIFT_PX) return
  ctx.fillStyle = pen.theme.axisText
  ctx.textAlign = 'center'
  ctx.fillText(tick.label, x, 15)
}

interface Chip {
  readonly text: string
  readonly width: CssPx
  readonly x: CssPx
  readonly kind: 'fold' | 'redrive'
}

/** Chips from left to right; where two would meet, the redrive's stays: a fold is seen without its words. */
function paintChips(pen: Pen, scene: Scene, state: AxisState): void {
  const { ctx, theme } = pen
  ctx.font = `600 11px ${theme.fontFamily}`
  ctx.textBaseline = 'middle'
  const taken: Chip[] = []
  for (const one of [...redriveChips(pen, scene, state), ...foldChips(pen, scene)]) {
    if (taken.some(other => one.x < other.x + other.width && other.x < one.x + one.width)) continue
    taken.push(one)
    const redrive = one.kind === 'redrive'
    chip(pen, { ...one, ground: redrive ? theme.seam : theme.foldBg, color: redrive ? theme.bg : theme.text })
  }
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

function paintCursorTime(pen: Pen, scene: Scene, cursor: { xPx: CssPx; text: string }): void {
  const { ctx, theme } = pen
  ctx.font = `600 11px ${theme.fontFamily}`
  ctx.textBaseline = 'middle'
  const width = ctx.measureText(cursor.text).width + 10
  const x = Math.max(0, Math.min(cursor.xPx - width / 2, scene.widthPx - width))
  ctx.fillStyle = theme.ink
  ctx.beginPath()
  ctx.roundRect(snap(x, pen.dpr), 3, width, CHIP_PX, 4)
  ctx.fill()
  ctx.fillStyle = theme.bg
  ctx.textAlign = 'left'
  ctx.fillText(cursor.text, x + 5, 11.5)
}
