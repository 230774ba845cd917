import type { Outcome } from '../model/span.ts'
import { type Boxes, FIRST, GLYPH, INFERRED_END, LAST, ON_RAIL, OPEN_END } from '../timeline/boxes.ts'

import { at } from '../timeline/column.ts'
import type { Hues } from '../timeline/hues.ts'
import { type Edges, edgesOf } from './box-edges.ts'
import { type Bucket, bucketsOf } from './buckets.ts'
import { paintGlyph } from './glyphs.ts'
import { hatchFill } from './hatches.ts'
import { HUE_COLORS } from './hue-colors.ts'
import { paintChevrons, paintEnds } from './paint-ends.ts'
import { type Pen, snap } from './pen.ts'
import type { OutcomeColors } from './theme.ts'

const RADIUS = 2
/** Narrower phases show no hatch. */
const LEAST_HATCHED_PX = 4
const START_ALPHA = 0.45
/** Above this many boxes in a frame bars are too small for their corners to be seen: plain rectangles are faster. */
const MOST_ROUNDED = 1200

/** Paints all boxes of a scene, one colour after another. */
export function paintBoxes(pen: Pen, boxes: Boxes, hues?: Hues): void {
  const rounded = boxes.count <= MOST_ROUNDED
  for (const bucket of bucketsOf(boxes, hues)) paintBucket(pen, { boxes, bucket, rounded })
  paintEnds(pen, boxes)
}

interface Job {
  readonly boxes: Boxes
  readonly bucket: Bucket
  readonly rounded: boolean
}

function paintBucket(pen: Pen, job: Job): void {
  const { theme } = pen
  const { hue, outcome } = job.bucket
  const hued = hue === undefined ? undefined : HUE_COLORS[theme.name][hue]
  const colors = hued ?? theme.outcomes[outcome]
  switch (job.bucket.shape) {
    case 'running':
      return job.bucket.outcome === 'aborted' ? paintHollow(pen, job, colors) : fillBars(pen, job, colors.fill)
    case 'init':
      return paintStarts(pen, job, colors.fill)
    case 'queued':
      return paintHatched(pen, job, { colors, hatch: { pitchPx: 3, linePx: 1, direction: '/', color: colors.strong } })
    case 'waiting':
      return paintHatched(pen, job, { colors, hatch: { pitchPx: 7, linePx: 4, direction: '/', color: colors.fill } })
    case 'mark':
      return fillBlocks(pen, job, colors.strong)
    case 'merged':
      return fillBlocks(pen, job, colors.fill)
    case 'rail':
      return paintRails(pen, job, railColor(pen, job.bucket.outcome))
    case 'listed':
    case 'mergedListed':
      return paintHollow(pen, job, colors)
    case 'untold':
      return paintUntold(pen, job)
    case 'idle':
      return paintIdle(pen, job, theme.rail)
    case 'foldedRail':
      return paintFoldedRails(pen, job, railColor(pen, job.bucket.outcome))
    case 'backoff':
      return paintDots(pen, job)
    case 'frame':
      return
    case 'cap':
      return paintCaps(pen, job, colors)
    case 'beforeWindow':
    case 'afterWindow':
      return paintChevrons(pen, job.boxes, job.bucket)
  }
}

function railColor(pen: Pen, outcome: Outcome): string {
  return outcome === 'succeeded' ? pen.theme.rail : pen.theme.outcomes[outcome].fill
}

/** As what is not loaded: no outcome's colour. */
function paintUntold(pen: Pen, job: Job): void {
  const { rail, memberBg, hatch } = pen.theme
  const colors = { fill: rail, strong: rail, tint: memberBg }
  paintHatched(pen, job, { colors, hatch: { pitchPx: 5, linePx: 1, direction: '/', color: hatch } })
}

function fillBlocks(pen: Pen, job: Job, color: string): void {
  const { ctx } = pen
  ctx.fillStyle = color
  for (const index of job.bucket.indexes) {
    const { left, width, barTop, barHeight } = edgesOf(pen, job.boxes, index)
    ctx.fillRect(left, barTop, width, barHeight)
  }
}

function paintIdle(pen: Pen, job: Job, color: string): void {
  const { ctx } = pen
  ctx.fillStyle = color
  for (const index of job.bucket.indexes) {
    const { left, width, barTop, barHeight } = edgesOf(pen, job.boxes, index)
    ctx.fillRect(left, barTop + Math.floor(barHeight / 2), width, 1)
  }
}

function fillBars(pen: Pen, job: Job, fill: string | CanvasPattern): void {
  const { ctx } = pen
  ctx.fillStyle = fill
  if (job.rounded) {
    ctx.beginPath()
    for (const index of job.bucket.indexes) barPath(pen, edgesOf(pen, job.boxes, index), 0)
    ctx.fill()
    return
  }
  for (const index of job.bucket.indexes) {
    const { left, width, barTop, barHeight } = edgesOf(pen, job.boxes, index)
    ctx.fillRect(left, barTop, width, barHeight)
  }
}

/** Paler than the run that follows, from which a hair parts it. */
function paintStarts(pen: Pen, job: Job, fill: string): void {
  const { ctx } = pen
  ctx.globalAlpha = START_ALPHA
  fillBars(pen, job, fill)
  ctx.globalAlpha = 1
  ctx.fillStyle = pen.theme.bg
  for (const index of job.bucket.indexes) {
    const { left, width, barTop, barHeight, flags } = edgesOf(pen, job.boxes, index)
    if (width >= LEAST_HATCHED_PX && (flags & LAST) === 0) ctx.fillRect(left + width - 1, barTop, 1, barHeight)
  }
}

/** A bar's outline as a path: outer corners rounded, joints between phases square. */
function barPath(pen: Pen, edges: Edges, inset: number): void {
  const left = (edges.flags & FIRST) === 0 ? 0 : RADIUS - inset
  const right = (edges.flags & LAST) === 0 ? 0 : RADIUS - inset
  const width = edges.width - 2 * inset
  if (width <= 0) return
  pen.ctx.roundRect(edges.left + inset, edges.barTop + inset, width, edges.barHeight - 2 * inset, [
    left,
    right,
    right,
    left,
  ])
}

function strokeBars(pen: Pen, job: Job, color: string): void {
  const { ctx } = pen
  ctx.strokeStyle = color
  ctx.lineWidth = 1
  ctx.beginPath()
  for (const index of job.bucket.indexes) barPath(pen, edgesOf(pen, job.boxes, index), 0.5)
  ctx.stroke()
}

function paintHollow(pen: Pen, job: Job, colors: OutcomeColors): void {
  fillBars(pen, job, colors.tint)
  strokeBars(pen, job, colors.fill)
}

function paintHatched(
  pen: Pen,
  job: Job,
  style: { colors: OutcomeColors; hatch: { pitchPx: number; linePx: number; direction: '/'; color: string } },
): void {
  const [wide, narrow] = byWidth(job)
  fillBars(pen, wide, style.colors.tint)
  const pattern = hatchFill(pen, style.hatch)
  if (pattern !== null) fillBars(pen, wide, pattern)
  pen.ctx.globalAlpha = 0.85
  strokeBars(pen, wide, style.colors.strong)
  // Too narrow for a line of the hatch to be seen as one: two or three stray pixels would look like a torn edge.
  fillBars(pen, narrow, style.colors.strong)
  pen.ctx.globalAlpha = 1
}

function byWidth(job: Job): readonly [wide: Job, narrow: Job] {
  const { boxes, bucket } = job
  const isWide = (index: number) => at(boxes.x1, index) - at(boxes.x0, index) >= LEAST_HATCHED_PX
  const part = (wide: boolean): Job => ({
    ...job,
    bucket: { ...bucket, indexes: bucket.indexes.filter(index => isWide(index) === wide) },
  })
  return [part(true), part(false)]
}

function paintRails(pen: Pen, job: Job, color: string): void {
  const { ctx } = pen
  ctx.fillStyle = color
  for (const index of job.bucket.indexes) {
    const { left, width, top, flags } = edgesOf(pen, job.boxes, index)
    ctx.fillRect(left, top + 9, width, 4)
    if ((flags & FIRST) !== 0) ctx.fillRect(left, top + 7, 2, 8)
    if ((flags & LAST) !== 0 && (flags & OPEN_END) === 0) ctx.fillRect(left + width - 2, top + 7, 2, 8)
  }
}

/** Three dashes where a rail crosses a fold. */
function paintFoldedRails(pen: Pen, job: Job, color: string): void {
  const { ctx } = pen
  ctx.fillStyle = color
  for (const index of job.bucket.indexes) {
    const { left, width, top } = edgesOf(pen, job.boxes, index)
    const middle = snap(left + width / 2, pen.dpr)
    for (const shift of [-6.5, -1.5, 3.5]) ctx.fillRect(middle + shift, top + 10, 3, 2)
  }
}

function paintDots(pen: Pen, job: Job): void {
  const { ctx } = pen
  ctx.fillStyle = pen.theme.backoff
  ctx.beginPath()
  for (const index of job.bucket.indexes) {
    const { left, width, barTop, barHeight } = edgesOf(pen, job.boxes, index)
    const y = barTop + barHeight / 2
    for (let x = left + 5; x + 1 <= left + width - 3; x += 5) {
      ctx.moveTo(x + 1, y)
      ctx.arc(x, y, 1, 0, Math.PI * 2)
    }
  }
  ctx.fill()
}

function paintCaps(pen: Pen, job: Job, colors: OutcomeColors): void {
  const { ctx } = pen
  for (const index of job.bucket.indexes) {
    const { left, width, barTop, barHeight, flags } = edgesOf(pen, job.boxes, index)
    const square = (flags & ON_RAIL) === 0 ? 0 : RADIUS
    ctx.globalAlpha = (flags & INFERRED_END) === 0 ? 1 : 0.6
    ctx.fillStyle = colors.strong
    ctx.beginPath()
    ctx.roundRect(left, barTop, width, barHeight, [square, RADIUS, RADIUS, square])
    ctx.fill()
    if ((flags & GLYPH) === 0) continue
    paintGlyph(ctx, job.bucket.outcome, { x: left + width / 2, y: barTop + barHeight / 2, color: pen.theme.bg })
  }
  ctx.globalAlpha = 1
}
