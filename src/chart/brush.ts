import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import type { Bounds } from '../timeline/viewport.ts'

/** What a drag on the overview does, told by where it starts. */
export type Grip = 'from' | 'to' | 'window' | 'new'

/** How near to an edge a drag takes that edge. */
const EDGE_PX: CssPx = 7
/** A drag shorter than this is a click: it centres the window there. */
const LEAST_PX: CssPx = 4

/** Where the window's edges lie on the overview. */
export interface BrushEdges {
  readonly fromPx: CssPx
  readonly toPx: CssPx
}

/**
 * What a press at `xPx` takes hold of: an edge; the window by its handle or with Shift (`moves`); else a drag draws a new one, wherever it begins.
 * While everything is shown there is no window to move.
 */
export function gripAt(edges: BrushEdges, xPx: CssPx, { moves }: { readonly moves: boolean }): Grip {
  const toFrom = Math.abs(xPx - edges.fromPx)
  const toTo = Math.abs(xPx - edges.toPx)
  if (Math.min(toFrom, toTo) <= EDGE_PX) return toFrom <= toTo ? 'from' : 'to'
  return moves && xPx > edges.fromPx && xPx < edges.toPx ? 'window' : 'new'
}

/** Where a drag began and where it is. */
export interface BrushDrag {
  readonly grip: Grip
  readonly startPx: CssPx
  readonly edges: BrushEdges
}

/** The window's edges after dragging to `xPx`, in px of the overview `widthPx` wide. Edges may cross: the window turns over. */
export function dragEdges(drag: BrushDrag, xPx: CssPx, widthPx: CssPx): BrushEdges {
  const x = Math.min(Math.max(0, xPx), widthPx)
  const { grip, startPx, edges } = drag
  if (grip === 'window') {
    const moved = Math.min(Math.max(x - startPx, -edges.fromPx), widthPx - edges.toPx)
    return { fromPx: edges.fromPx + moved, toPx: edges.toPx + moved }
  }
  const fixed = grip === 'from' ? edges.toPx : grip === 'to' ? edges.fromPx : startPx
  return { fromPx: Math.min(fixed, x), toPx: Math.max(fixed, x) }
}

/** A press and release in one place: the window moves its middle there. */
export function isClick(drag: BrushDrag, xPx: CssPx): boolean {
  return drag.grip === 'new' && Math.abs(xPx - drag.startPx) < LEAST_PX
}

/** The viewport of the same length with its middle at `at`. */
export function centredAt(viewport: Viewport, at: number): Viewport {
  const half = (viewport.to - viewport.from) / 2
  return { from: at - half, to: at + half }
}

/** The viewport after an arrow key on one of the brush's handles; undefined for other keys. Shift: ten times as far. */
export function nudge(
  viewport: Viewport,
  bounds: Bounds,
  press: { key: string; shiftKey: boolean; grip: Grip },
): Viewport | undefined {
  const step = (bounds.to - bounds.from) * (press.shiftKey ? 0.1 : 0.01)
  const by = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, Home: -Infinity, End: Infinity }[
    press.key
  ]
  if (by === undefined) return undefined
  const room = (value: number) => Math.min(Math.max(value, bounds.from), bounds.to)
  if (press.grip === 'from') return { from: Math.min(room(viewport.from + by), viewport.to), to: viewport.to }
  if (press.grip === 'to') return { from: viewport.from, to: Math.max(room(viewport.to + by), viewport.from) }
  const moved = Math.min(Math.max(by, bounds.from - viewport.from), bounds.to - viewport.to)
  return { from: viewport.from + moved, to: viewport.to + moved }
}
