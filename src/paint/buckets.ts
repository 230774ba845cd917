import { OUTCOMES, type Outcome } from '../model/span.ts'
import { type Boxes, SHAPES, type Shape } from '../timeline/boxes.ts'
import { at } from '../timeline/column.ts'

/** Boxes of one shape and outcome: they share their colours, so a canvas draws them without changing its state. */
export interface Bucket {
  readonly shape: Shape
  readonly outcome: Outcome
  /** Indexes into the boxes. */
  readonly indexes: readonly number[]
}

/** The boxes of a scene by shape, then outcome, in drawing order: bodies first, caps and chevrons on top. */
export function bucketsOf(boxes: Boxes): readonly Bucket[] {
  const width = OUTCOMES.length
  const found: (number[] | undefined)[] = []
  for (let index = 0; index < boxes.count; index++) {
    const code = at(boxes.shape, index) * width + at(boxes.outcome, index)
    const bucket = found[code]
    if (bucket === undefined) found[code] = [index]
    else bucket.push(index)
  }
  return [...found.entries()].flatMap(([code, indexes]) => {
    if (indexes === undefined) return []
    const shape = SHAPES[Math.floor(code / width)] ?? 'running'
    return [{ shape, outcome: OUTCOMES[code % width] ?? 'running', indexes }]
  })
}
