import { OUTCOMES, type Outcome } from '../model/span.ts'
import { type Boxes, SHAPES, type Shape, shapeAt } from '../timeline/boxes.ts'
import { at } from '../timeline/column.ts'
import { type Hues, OTHER_HUE } from '../timeline/hues.ts'
import { outcomeAt } from '../timeline/outcome-code.ts'

/** Boxes of one shape, outcome and hue: they share their colours, so a canvas draws them without changing its state. */
export interface Bucket {
  readonly shape: Shape
  readonly outcome: Outcome
  /** Undefined where the outcome's colours are meant. */
  readonly hue: number | undefined
  /** Indexes into the boxes. */
  readonly indexes: readonly number[]
}

/** Bodies of bars have a hue; rails, ends and what lies between tell the outcome whatever the chart is coloured by. */
const HUED: ReadonlySet<Shape> = new Set(['running', 'init', 'queued', 'waiting', 'mark', 'merged'])

/** The outcome's colours, then hues, then that of all others. */
const HUE_CODES = OTHER_HUE + 2

/** The boxes of a scene by shape, then outcome and hue, in drawing order: bodies first, caps and chevrons on top. */
export function bucketsOf(boxes: Boxes, hues: Hues | undefined): readonly Bucket[] {
  const width = OUTCOMES.length
  const found: (number[] | undefined)[] = []
  for (let index = 0; index < boxes.count; index++) {
    const shape = at(boxes.shape, index)
    const hue = hues === undefined ? 0 : hueCode(boxes, index, hues)
    const code = (shape * width + at(boxes.outcome, index)) * HUE_CODES + hue
    const bucket = found[code]
    if (bucket === undefined) found[code] = [index]
    else bucket.push(index)
  }
  return [...found.entries()].flatMap(([code, indexes]) => {
    if (indexes === undefined) return []
    const looks = Math.floor(code / HUE_CODES)
    const hue = code % HUE_CODES === 0 ? undefined : (code % HUE_CODES) - 1
    return [
      {
        shape: SHAPES[Math.floor(looks / width)] ?? 'running',
        outcome: OUTCOMES[looks % width] ?? 'running',
        hue,
        indexes,
      },
    ]
  })
}

/** Shapes so narrow that they are their own ends: what went wrong must not vanish in the colour of its state. */
const OWN_ENDS: ReadonlySet<Shape> = new Set(['mark', 'merged'])

/** One more than the hue; 0 where the outcome's colours are meant. */
function hueCode(boxes: Boxes, index: number, { by, hueOf }: Hues): number {
  const shape = shapeAt(boxes, index)
  if (!HUED.has(shape)) return 0
  const hue = hueOf(at(boxes.key, index))
  const outcome = outcomeAt(boxes.outcome, index)
  const tellsEnd = OWN_ENDS.has(shape) && outcome !== 'succeeded' && outcome !== 'running'
  return tellsEnd && (by === 'state' || hue === OTHER_HUE) ? 0 : hue + 1
}
