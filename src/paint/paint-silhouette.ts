import { at } from '../timeline/column.ts'
import type { MomentTick } from '../timeline/silhouette.ts'
import { type Pen, snap } from './pen.ts'

/** A silhouette as steps, one for each px column: `base` is y of zero, `heightPx` that of 1. NaN leaves a gap. */
export interface StepShape {
  readonly heights: Float64Array
  readonly base: number
  readonly heightPx: number
  readonly fill: string
  readonly line: string
}

/** Paints a silhouette's area and its step line, 1.25 wide. */
export function paintSilhouette(pen: Pen, shape: StepShape): void {
  const { ctx } = pen
  ctx.fillStyle = shape.fill
  ctx.beginPath()
  for (const run of runsOf(shape.heights)) {
    ctx.moveTo(run.from, shape.base)
    steps(pen, shape, run)
    ctx.lineTo(run.to, shape.base)
    ctx.closePath()
  }
  ctx.fill()
  ctx.strokeStyle = shape.line
  ctx.lineWidth = 1.25
  ctx.lineJoin = 'miter'
  ctx.beginPath()
  for (const run of runsOf(shape.heights)) {
    ctx.moveTo(run.from, shape.base)
    steps(pen, shape, run)
    ctx.lineTo(run.to, shape.base)
  }
  ctx.stroke()
}

function steps(pen: Pen, shape: StepShape, run: { from: number; to: number }): void {
  let last: number | undefined
  for (let x = run.from; x < run.to; x++) {
    const y = snap(shape.base - at(shape.heights, x) * shape.heightPx, pen.dpr)
    if (y === last) continue
    if (last !== undefined) pen.ctx.lineTo(x, last)
    pen.ctx.lineTo(x, y)
    last = y
  }
  if (last !== undefined) pen.ctx.lineTo(run.to, last)
}

/** Stretches of columns that are above zero and not folded. */
function runsOf(heights: Float64Array): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  let from: number | undefined
  for (let x = 0; x <= heights.length; x++) {
    const height = x < heights.length ? at(heights, x) : 0
    if (height > 0 && from === undefined) from = x
    if (!(height > 0) && from !== undefined) {
      runs.push({ from, to: x })
      from = undefined
    }
  }
  return runs
}

/** Failure ticks standing on a base line: 2 wide, 3 where several share a column; in bands with a triangle below. */
export function paintFailureTicks(
  pen: Pen,
  ticks: readonly MomentTick[],
  place: { base: number; heightPx: number; triangles: boolean },
): void {
  const { ctx } = pen
  ctx.fillStyle = pen.theme.failTick
  for (const tick of ticks) {
    const width = tick.count > 1 ? 3 : 2
    ctx.fillRect(snap(tick.xPx, pen.dpr) - 1, place.base - place.heightPx, width, place.heightPx)
  }
  if (!place.triangles) return
  ctx.beginPath()
  for (const { xPx } of ticks) {
    const x = snap(xPx, pen.dpr)
    ctx.moveTo(x, place.base)
    ctx.lineTo(x + 3, place.base + 4)
    ctx.lineTo(x - 3, place.base + 4)
    ctx.closePath()
  }
  ctx.fill()
}

/** Match ticks, 2 × 5, hanging from a line. */
export function paintMatchTicks(pen: Pen, ticks: readonly MomentTick[], bottom: number): void {
  pen.ctx.fillStyle = pen.theme.match
  for (const { xPx } of ticks) pen.ctx.fillRect(snap(xPx, pen.dpr) - 1, bottom - 5, 2, 5)
}
