import { type Boxes, MATCHED } from '../timeline/boxes.ts'
import { at } from '../timeline/column.ts'
import { BAR_HEIGHT, BAR_TOP, edgesOf } from './box-edges.ts'
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
    const { left, width, top } = edgesOf(pen, boxes, index)
    ctx.rect(left - 0.5, top + BAR_TOP - 1.5, width + 1, BAR_HEIGHT + 3)
  }
  if (found) ctx.stroke()
}
