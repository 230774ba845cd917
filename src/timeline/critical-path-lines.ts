import type { Millis } from '../history/events.ts'
import type { SpanKey } from '../model/span.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import { isFanOut } from './fan-out.ts'
import { visibleRowOf } from './rows.ts'
import { type ChartRows, ROW_PX } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** A stretch of the critical path: the span that everything waited for, and when. */
export interface PathStep {
  readonly key: SpanKey
  readonly from: Millis
  readonly to: Millis
}

/** The critical path in the window: underlines at their rows and connectors between them. */
export interface PathLines {
  readonly underlines: readonly { readonly x0: CssPx; readonly x1: CssPx; readonly y: CssPx }[]
  readonly connectors: readonly { readonly x: CssPx; readonly y0: CssPx; readonly y1: CssPx }[]
}

/** Distance of the underline from the top of its row. */
const UNDERLINE_PX: CssPx = 19

/** What the path is drawn on. */
export interface PathFrame {
  readonly trees: ChartTrees
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly scrollTopPx: CssPx
  readonly heightPx: CssPx
}

//   ███████
//   ━━━━━━━┓      underline at row + 19
//          ┃      connector where one step hands over to the next
//          ┗━━━━━
/** The lines of a critical path, whose steps follow each other in time. Steps in collapsed rows underline the row they are in. */
export function pathLines(frame: PathFrame, steps: readonly PathStep[]): PathLines {
  const underlines: { x0: CssPx; x1: CssPx; y: CssPx }[] = []
  const connectors: { x: CssPx; y0: CssPx; y1: CssPx }[] = []
  let formerY: CssPx | undefined
  for (const step of steps) {
    const row = visibleRowOf(frame.trees, frame.rows, step.key)
    if (row < 0) continue
    const y = frame.rows.topPx(row) - frame.scrollTopPx + UNDERLINE_PX
    const x0 = frame.scale.project(step.from)
    const x1 = frame.scale.project(step.to)
    // The instant a container takes to close would pull the line up to its row and back.
    if (x1 - x0 < 1 && isContainer(frame.trees, step.key)) continue
    if (formerY !== undefined && formerY !== y && x0 >= 0 && x0 <= frame.scale.widthPx) {
      connectors.push({ x: x0, y0: Math.min(formerY, y), y1: Math.max(formerY, y) })
    }
    formerY = y
    const inWindow = x1 >= 0 && x0 <= frame.scale.widthPx && y > -ROW_PX && y < frame.heightPx + ROW_PX
    if (inWindow) underlines.push({ x0: Math.max(0, x0), x1: Math.min(frame.scale.widthPx, Math.max(x1, x0 + 2)), y })
  }
  return { underlines, connectors: connectors.filter(line => line.y1 > 0 && line.y0 < frame.heightPx) }
}

function isContainer(trees: ChartTrees, key: SpanKey): boolean {
  const span = trees.span(key)
  return span !== undefined && (span.kind !== 'stateVisit' ? span.kind !== 'taskAttempt' : isFanOut(span))
}
