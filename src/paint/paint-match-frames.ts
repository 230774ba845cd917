import { type Boxes, MATCHED } from '../timeline/boxes.ts'
import { at } from '../timeline/column.ts'
import { edgesOf } from './box-edges.ts'
import type { Pen } from './pen.ts'

/** A frame, 1 px, round each box that matches a query: in a lane there is no name to be marked. */
export function paintMatchFrames(pen: Pen, boxes: Boxes): void {
  const { ctx } = pen
  let found = false
  ctx.strokeStyle = pen.theme.match
  ctx.lineWidth = 1
  ctx.beginPath()
  for (let index = 0; index < boxes.count; index++) {
    if ((at(boxes.flags, index) & MATCHED) === 0) continue
    found = true
    const { left, width, barTop, barHeight } = edgesOf(pen, boxes, index)
    // Where lanes lie close together, a frame that stood off its bar would cross the next.
    const outPx = barHeight < 12 ? 0.5 : 1.5
    ctx.rect(left - 0.5, barTop - outPx, width + 1, barHeight + 2 * outPx)
  }
  if (found) ctx.stroke()
}
