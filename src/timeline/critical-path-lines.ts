import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import { firstAtLeast, at as num } from './column.ts'
import { type PathStep, type PlacedSteps, placedSteps } from './placed-steps.ts'
import { type ChartRows, ROW_PX } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** The critical path in the window: underlines at their rows and connectors between them. */
export interface PathLines {
  readonly underlines: readonly Readonly<Underline>[]
  readonly connectors: readonly Readonly<Connector>[]
}

interface Underline {
  x0: CssPx
  x1: CssPx
  y: CssPx
}

interface Connector {
  x: CssPx
  y0: CssPx
  y1: CssPx
}

/** Distance of the underline from the top of its row. */
const UNDERLINE_PX: CssPx = 19
/** Shorter underlines would not be seen. */
const LEAST_PX: CssPx = 2

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
/**
 * The lines of a critical path, whose steps follow each other in time. Steps in collapsed rows underline the row they are in; what
 * shares a pixel is one line, so that a frame draws by pixels, however many steps there are.
 */
export function pathLines(frame: PathFrame, steps: readonly PathStep[]): PathLines {
  const { rows, scale } = frame
  const placed = placedSteps(frame, steps)
  const lines = new Lines(frame)
  const first = firstAtLeast(placed.to, scale.viewport.from)
  let formerY: CssPx | undefined
  for (let at = formerStep(placed, scale, first); at < placed.count; at++) {
    const x0 = scale.project(num(placed.from, at))
    if (x0 > scale.widthPx) break
    const x1 = scale.project(num(placed.to, at))
    if (isInstant(placed, at, x1 - x0)) continue
    const y = rows.topPx(num(placed.rows, at)) - frame.scrollTopPx + UNDERLINE_PX
    if (formerY !== undefined && formerY !== y && x0 >= 0) lines.connect(x0, formerY, y)
    formerY = y
    if (x1 >= 0) lines.underline(x0, x1, y)
  }
  return lines.inWindow()
}

/** The step before `first` from which the line comes into the window; `first` where there is none. */
function formerStep(placed: PlacedSteps, scale: FoldedScale, first: number): number {
  for (let at = Math.min(first, placed.count) - 1; at >= 0; at--) {
    const widthPx = scale.project(num(placed.to, at)) - scale.project(num(placed.from, at))
    if (!isInstant(placed, at, widthPx)) return at
  }
  return first
}

/** The instant a container takes to close would pull the line up to its row and back. */
function isInstant(placed: PlacedSteps, at: number, widthPx: CssPx): boolean {
  return widthPx < 1 && placed.ofContainer[at] === 1
}

/** Lines of one frame, of which those that touch in a pixel are joined. */
class Lines {
  private readonly frame: PathFrame
  private readonly underlines: Underline[] = []
  private readonly connectors: Connector[] = []
  private readonly lastAt = new Map<CssPx, Underline>()

  constructor(frame: PathFrame) {
    this.frame = frame
  }

  underline(from: CssPx, to: CssPx, y: CssPx): void {
    const { heightPx, scale } = this.frame
    if (y <= -ROW_PX || y >= heightPx + ROW_PX) return
    const [x0, x1] = [Math.max(0, from), Math.min(scale.widthPx, Math.max(to, from + LEAST_PX))]
    const last = this.lastAt.get(y)
    if (last !== undefined && x0 <= last.x1) {
      last.x1 = Math.max(last.x1, x1)
      return
    }
    const line = { x0, x1, y }
    this.lastAt.set(y, line)
    this.underlines.push(line)
  }

  /** Connectors of one pixel touch: each begins where the former ended. */
  connect(x: CssPx, fromY: CssPx, toY: CssPx): void {
    const [y0, y1] = [Math.min(fromY, toY), Math.max(fromY, toY)]
    const last = this.connectors.at(-1)
    if (last !== undefined && Math.round(last.x) === Math.round(x) && y0 <= last.y1 && y1 >= last.y0) {
      last.y0 = Math.min(last.y0, y0)
      last.y1 = Math.max(last.y1, y1)
      return
    }
    this.connectors.push({ x, y0, y1 })
  }

  inWindow(): PathLines {
    const connectors = this.connectors.filter(line => line.y1 > 0 && line.y0 < this.frame.heightPx)
    return { underlines: this.underlines, connectors }
  }
}
