import type { Boxes } from '../timeline/boxes.ts'
import { at } from '../timeline/column.ts'
import { type Pen, snap } from './pen.ts'

// Heights within a row of 22 px:
//
//    5 ┌──────┐ bar and cap, 12        7 ┐ stop, 8     9 ┬ rail, 4     11 ─ idle line, dots
//   17 └──────┘                       15 ┘            13 ┴

export const BAR_TOP = 5
export const BAR_HEIGHT = 12

/** A box on whole device pixels. */
export interface Edges {
  readonly left: number
  readonly width: number
  readonly top: number
  readonly flags: number
}

/** The edges of a box, snapped; at least a device pixel wide. */
export function edgesOf(pen: Pen, boxes: Boxes, index: number): Edges {
  const left = snap(at(boxes.x0, index), pen.dpr)
  const right = snap(at(boxes.x1, index), pen.dpr)
  const top = snap(at(boxes.y, index), pen.dpr)
  return { left, width: Math.max(right - left, 1 / pen.dpr), top, flags: at(boxes.flags, index) }
}
