import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { outsideFolds } from './bar.ts'
import type { BarPlace } from './boxes.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import type { ChartRows } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** How long the same took in another run, in ms from its start to its end; `alone`: the other run has no such thing. */
export type Ghost = { readonly kind: 'partner'; readonly lengthMs: Millis } | { readonly kind: 'alone' }

/** Another run that a chart is held against. */
export interface Ghosts {
  /** Undefined where nothing can be said: of executions below, and of what lies in something that is alone. */
  of(key: GlobalKey): Ghost | undefined
}

/** What stands at a row of which the other run has nothing. */
export const ALONE_WORDS = 'not in the other run'

/** The bar of the other run, under that of this one. */
export interface GhostMark {
  readonly row: number
  readonly x0: CssPx
  readonly x1: CssPx
  readonly y: CssPx
}

//   ████████████      the bar, two px higher than it stands alone
//   ━━━━━━━━━━━━━━━━━ as long as the other run's, from where this one starts
/** A bar in a row of 22 px with a ghost under it. */
export const BAR_OVER_GHOST: BarPlace = { top: 3, heightPx: 12 }
/** Top of a ghost, from the top of its row. */
const GHOST_TOP_PX: CssPx = 16
export const GHOST_PX: CssPx = 3
/** A shorter one is seen all the same. */
const LEAST_PX: CssPx = 2

/** Rows on the screen. */
export interface GhostFrame {
  readonly trees: ChartTrees | undefined
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly scrollTopPx: CssPx
  readonly firstRow: number
  readonly endRow: number
  readonly ghosts?: Ghosts | undefined
}

/** The marks of the rows in the window: each begins where its span does. */
export function ghostMarks(frame: GhostFrame): readonly GhostMark[] {
  const { trees, rows, ghosts, scale } = frame
  const marks: GhostMark[] = []
  if (ghosts === undefined || trees === undefined) return marks
  for (let row = frame.firstRow; row < frame.endRow; row++) {
    const key = rows.keyAt(row)
    if (rows.kindAt(row) !== 'span' || memberIdOf(key) !== 0) continue
    const span = trees.span(key)
    const ghost = ghosts.of(key)
    if (span === undefined || ghost?.kind !== 'partner') continue
    const y = rows.topPx(row) - frame.scrollTopPx + GHOST_TOP_PX
    const whole = { from: span.startedAt, to: span.startedAt + ghost.lengthMs }
    for (const { from, to } of outsideFolds(whole, scale)) {
      const x0 = scale.project(from)
      const x1 = Math.max(scale.project(to), x0 + LEAST_PX)
      if (x1 < 0 || x0 > scale.widthPx) continue
      marks.push({ row, x0: Math.max(0, x0), x1: Math.min(scale.widthPx, x1), y })
    }
  }
  return marks
}
