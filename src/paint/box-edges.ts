import type { Boxes } from '../timeline/boxes.ts'
import { at } from '../timeline/column.ts'
import { type Pen, snap } from './pen.ts'

// Heights within a row of 22 px; in a lane a bar fills its row but for a hair above and below:
//
//    5 ┌──────┐ bar and cap, 12        7 ┐ stop, 8     9 ┬ rail, 4     11 ─ idle line, dots
//   17 └──────┘                       15 ┘            13 ┴

/** A box on whole device pixels. */
export interface Edges {
  readonly left: number
  readonly width: number
  /** Top of the row. */
  readonly top: number
  /** Top of the bar and its height. */
  readonly barTop: number
  readonly barHeight: number
  readonly flags: number
}

/** The edges of a box, snapped; at least a device pixel wide. */
export function edgesOf(pen: Pen, boxes: Boxes, index: number): Edges {
  const left = snap(at(boxes.x0, index), pen.dpr)
  const right = snap(at(boxes.x1, index), pen.dpr)
  const top = snap(at(boxes.y, index), pen.dpr)
  const barTop = snap(at(boxes.y, index) + at(boxes.barTop, index), pen.dpr)
  const barHeight = at(boxes.barPx, index)
  const flags = at(boxes.flags, index)
  return { left, width: Math.max(right - left, 1 / pen.dpr), top, barTop, barHeight, flags }
}
