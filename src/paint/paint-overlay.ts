import type { SpanKey } from '../model/span.ts'
import { BAR_IN_ROW, type Boxes } from '../timeline/boxes.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import { at } from '../timeline/column.ts'
import type { LogTick } from '../timeline/logged-bars.ts'
import { boxesOfRow, type Scene } from '../timeline/scene.ts'
import { paintBoxes } from './paint-boxes.ts'
import { hairline, type Pen, snap } from './pen.ts'

/** What moves without the history moving: painted over a scene. */
export interface OverlayState {
  readonly selected?: SpanKey | undefined
  readonly hovered?: SpanKey | undefined
  readonly focused?: SpanKey | undefined
  /** Where the pointer is, for the cursor line. */
  readonly cursorX?: CssPx | undefined
  /** A moment that a line of the log of what is selected was printed at. */
  readonly momentX?: CssPx | undefined
  /** The stretch of time being measured. */
  readonly measure?: Viewport | undefined
}

/** Rings, cursor line and the measured stretch, for the layer above the scene. */
export function paintOverlay(pen: Pen, scene: Scene, state: OverlayState): void {
  pen.ctx.clearRect(0, 0, scene.widthPx, scene.heightPx)
  if (state.measure !== undefined) paintMeasure(pen, scene, state.measure)
  if (state.cursorX !== undefined) paintCursor(pen, scene, state.cursorX)
  const { selected, hovered, focused } = state
  if (hovered !== undefined && hovered !== selected) paintHover(pen, scene, hovered)
  if (focused !== undefined && focused !== selected) paintRing(pen, scene, { key: focused, dashed: true })
  if (selected !== undefined) paintRing(pen, scene, { key: selected, dashed: false })
  paintLogTicks(pen, scene.logTicks)
  if (selected !== undefined && state.momentX !== undefined) paintMoment(pen, scene, selected, state.momentX)
}

/** The extent of a span's boxes in the window. */
export interface BoxExtent {
  readonly x0: CssPx
  readonly x1: CssPx
  /** Top of the bars, and their height. */
  readonly y: CssPx
  readonly heightPx: CssPx
}

/** Where a span is drawn: its own boxes, else all of its row; undefined when neither is in the window. */
function extentOf(scene: Scene, key: SpanKey): BoxExtent | undefined {
  const { boxes } = scene
  let extent: BoxExtent | undefined
  for (let index = 0; index < boxes.count; index++) {
    if (at(boxes.key, index) === key) extent = joined(extent, scene, index)
  }
  const row = scene.rows.rowOf(key)
  if (extent !== undefined || row < 0) return extent
  const [from, to] = boxesOfRow(scene, row)
  for (let index = from; index < to; index++) extent = joined(extent, scene, index)
  return extent
}

function joined(extent: BoxExtent | undefined, scene: Scene, index: number): BoxExtent {
  const { boxes } = scene
  const [x0, x1] = [at(boxes.x0, index), at(boxes.x1, index)]
  if (extent === undefined) {
    return { x0, x1, y: at(boxes.y, index) + at(boxes.barTop, index), heightPx: at(boxes.barPx, index) }
  }
  return { ...extent, x0: Math.min(extent.x0, x0), x1: Math.max(extent.x1, x1) }
}

function paintHover(pen: Pen, scene: Scene, key: SpanKey): void {
  const found = extentOf(scene, key)
  if (found === undefined) return
  const { ctx } = pen
  const extent = found.heightPx < BAR_IN_ROW.heightPx ? enlarged(pen, scene, { key, extent: found }) : found
  ctx.strokeStyle = pen.theme.ink
  ctx.lineWidth = 1
  ctx.beginPath()
  ringPath(pen, extent, { outPx: 0.5, radius: 2.5 })
  ctx.stroke()
}

/** An iteration of a low lane, as high as a bar in a row, over its neighbours. Returns its extent. */
function enlarged(pen: Pen, scene: Scene, what: { key: SpanKey; extent: BoxExtent }): BoxExtent {
  const { key, extent } = what
  const { heightPx } = BAR_IN_ROW
  const y = extent.y + (extent.heightPx - heightPx) / 2
  const boxes = boxesOfKey(scene.boxes, key, { y, heightPx })
  const x0 = snap(extent.x0, pen.dpr)
  pen.ctx.fillStyle = pen.theme.bg
  pen.ctx.fillRect(x0 - 2, snap(y, pen.dpr) - 2, snap(extent.x1, pen.dpr) - x0 + 4, heightPx + 4)
  paintBoxes(pen, boxes, scene.hues)
  return { ...extent, y, heightPx }
}

/** The boxes of one span, moved to another place. */
function boxesOfKey(boxes: Boxes, key: SpanKey, place: { y: CssPx; heightPx: CssPx }): Boxes {
  const own: number[] = []
  for (let index = 0; index < boxes.count; index++) if (at(boxes.key, index) === key) own.push(index)
  const pick = (column: Float64Array) => Float64Array.from(own, index => at(column, index))
  const { x0, x1, row, eventId, outcome, shape, flags } = boxes
  return {
    count: own.length,
    x0: pick(x0),
    x1: pick(x1),
    y: new Float64Array(own.length).fill(place.y),
    barTop: new Float64Array(own.length),
    barPx: new Float64Array(own.length).fill(place.heightPx),
    row: pick(row),
    key: pick(boxes.key),
    eventId: pick(eventId),
    outcome: pick(outcome),
    shape: pick(shape),
    flags: pick(flags),
  }
}

/** 2 px wide, 3 px outside the bar, radius 4; the row's ground shows between. */
function paintRing(pen: Pen, scene: Scene, ring: { key: SpanKey; dashed: boolean }): void {
  const extent = extentOf(scene, ring.key)
  if (extent === undefined) return
  const { ctx, theme } = pen
  if (!ring.dashed) {
    ctx.strokeStyle = theme.bgSelected
    ctx.lineWidth = 1.5
    ctx.beginPath()
    ringPath(pen, extent, { outPx: 0.75, radius: 2.5 })
    ctx.stroke()
  }
  ctx.strokeStyle = theme.ring
  ctx.lineWidth = 2
  if (ring.dashed) ctx.setLineDash([3, 2])
  ctx.beginPath()
  ringPath(pen, extent, { outPx: 2, radius: 4 })
  ctx.stroke()
  ctx.setLineDash([])
}

function ringPath(pen: Pen, extent: BoxExtent, shape: { outPx: number; radius: number }): void {
  const { outPx } = shape
  const x0 = snap(extent.x0, pen.dpr) - outPx
  const width = snap(extent.x1, pen.dpr) + outPx - x0
  pen.ctx.roundRect(x0, snap(extent.y, pen.dpr) - outPx, width, extent.heightPx + 2 * outPx, shape.radius)
}

/** Under their bars, over the ring of one that is selected. */
function paintLogTicks({ ctx, theme, dpr }: Pen, ticks: readonly LogTick[]): void {
  ctx.fillStyle = theme.failTick
  for (const { xPx, yPx } of ticks) ctx.fillRect(snap(xPx, dpr) - 1, snap(yPx, dpr) + 18, 2, 4)
}

// ████▼████
// ████┃████
/** Where in a bar a moment lies; nothing where it lies beside it. */
function paintMoment(pen: Pen, scene: Scene, key: SpanKey, atX: CssPx): void {
  const extent = extentOf(scene, key)
  if (extent === undefined || atX < extent.x0 - 1 || atX > extent.x1 + 1) return
  const { ctx, theme } = pen
  const [x, y] = [snap(atX, pen.dpr), snap(extent.y, pen.dpr)]
  ctx.fillStyle = theme.bg
  ctx.fillRect(x - 2, y, 4, extent.heightPx)
  ctx.fillStyle = theme.ink
  ctx.fillRect(x - 1, y - 3, 2, extent.heightPx + 3)
  ctx.beginPath()
  ctx.moveTo(x - 4, y - 4)
  ctx.lineTo(x + 4, y - 4)
  ctx.lineTo(x, y + 1)
  ctx.fill()
}

function paintCursor(pen: Pen, scene: Scene, x: CssPx): void {
  pen.ctx.globalAlpha = 0.45
  pen.ctx.fillStyle = pen.theme.text3
  hairline(pen, { x, y: 0, widthPx: 1, heightPx: scene.heightPx })
  pen.ctx.globalAlpha = 1
}

function paintMeasure(pen: Pen, scene: Scene, range: Viewport): void {
  const { ctx, theme } = pen
  const x0 = snap(scene.scale.project(range.from), pen.dpr)
  const x1 = snap(scene.scale.project(range.to), pen.dpr)
  ctx.fillStyle = theme.brushFill
  ctx.fillRect(x0, 0, x1 - x0, scene.heightPx)
  ctx.fillStyle = theme.brushEdge
  for (const x of [x0, x1 - 1]) hairline(pen, { x, y: 0, widthPx: 1, heightPx: scene.heightPx })
}
