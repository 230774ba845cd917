import { type Boxes, CUT_LEFT, CUT_RIGHT, GLYPH, INFERRED_END, OPEN_END, shapeAt } from '../timeline/boxes.ts'
import { at } from '../timeline/column.ts'
import { outcomeAt } from '../timeline/outcome-code.ts'
import { type Edges, edgesOf } from './box-edges.ts'
import type { Bucket } from './buckets.ts'
import type { Pen } from './pen.ts'

/** A bar lower than a chevron goes without. */
const LEAST_CHEVRON_PX = 8

/** Chevrons for what lies wholly outside the window. */
export function paintChevrons(pen: Pen, boxes: Boxes, bucket: Bucket): void {
  for (const index of bucket.indexes) {
    const { left, width, top } = edgesOf(pen, boxes, index)
    const before = bucket.shape === 'beforeWindow'
    chevron(pen, { x: before ? left + 3 : left + width - 6, y: top + 11, before, color: pen.theme.text3 })
  }
}

/** Marks at the ends of bodies: open at now, cut by the window, or faded because nobody saw the end. */
export function paintEnds(pen: Pen, boxes: Boxes): void {
  const { ctx, theme } = pen
  for (let index = 0; index < boxes.count; index++) {
    const flags = at(boxes.flags, index)
    if ((flags & (OPEN_END | CUT_LEFT | CUT_RIGHT | INFERRED_END)) === 0) continue
    const edges = edgesOf(pen, boxes, index)
    const { left, width, barTop, barHeight } = edges
    if (width < 16) continue
    ctx.fillStyle = theme.bg
    if ((flags & OPEN_END) !== 0) {
      for (const back of [12, 8, 4]) ctx.fillRect(left + width - back, barTop, 1.5, barHeight)
    } else if ((flags & INFERRED_END) !== 0 && (flags & GLYPH) === 0) paintFade(pen, edges)
    const color = chevronColor(pen, boxes, index)
    if (color === undefined || barHeight < LEAST_CHEVRON_PX) continue
    const y = barTop + barHeight / 2
    if ((flags & CUT_LEFT) !== 0) chevron(pen, { x: left + 3, y, before: true, color })
    if ((flags & CUT_RIGHT) !== 0) chevron(pen, { x: left + width - 6, y, before: false, color })
  }
}

/** On a solid body the ground's colour, on a tinted one the outline's; a rail says enough by having no stop. */
function chevronColor({ theme }: Pen, boxes: Boxes, index: number): string | undefined {
  const shape = shapeAt(boxes, index)
  const outcome = outcomeAt(boxes.outcome, index)
  if (shape === 'running' && outcome !== 'aborted') return theme.bg
  return shape === 'rail' ? undefined : theme.outcomes[outcome].strong
}

/** The last pixels before the cap lose their colour step by step. */
function paintFade(pen: Pen, { left, width, barTop, barHeight }: Edges): void {
  const { ctx } = pen
  for (const [step, alpha] of [0.7, 0.58, 0.46, 0.34, 0.22, 0.1].entries()) {
    ctx.globalAlpha = alpha
    ctx.fillRect(left + width - 14 - step * 2, barTop, 2, barHeight)
  }
  ctx.globalAlpha = 1
}

/** 3 × 6, 1.5 wide, pointing out of the window. */
function chevron(pen: Pen, place: { x: number; y: number; before: boolean; color: string }): void {
  const { ctx } = pen
  const tip = place.before ? place.x : place.x + 3
  const tail = place.before ? place.x + 3 : place.x
  ctx.strokeStyle = place.color
  ctx.lineWidth = 1.5
  ctx.lineCap = 'round'
  ctx.lineJoin = 'round'
  ctx.beginPath()
  ctx.moveTo(tail, place.y - 3)
  ctx.lineTo(tip, place.y)
  ctx.lineTo(tail, place.y + 3)
  ctx.stroke()
}
