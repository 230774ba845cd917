import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { outsideFolds } from './bar.ts'
import type { BarPlace } from './boxes.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx, RowKind } from './chart-types.ts'
import { memberFactsOf } from './member-facts.ts'
import type { ChartRows } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** How long the same took elsewhere, in ms from its start to its end. */
export type Ghost =
  | { readonly kind: 'partner'; readonly lengthMs: Millis }
  /** In so many of several runs. */
  | {
      readonly kind: 'spread'
      readonly runs: number
      readonly p50Ms: Millis
      readonly p5Ms: Millis
      readonly p95Ms: Millis
    }
  /** In too few of several runs for anything to be usual. */
  | { readonly kind: 'few'; readonly lengthsMs: readonly Millis[] }
  /** There is no such thing. */
  | { readonly kind: 'alone' }
  /** An execution that there may be, or is, and that is not read. */
  | { readonly kind: 'unread' }
  /** A child of a Map Run of which nothing tells which it was. */
  | { readonly kind: 'untold' }

/** Runs of which something may be called usual. In fewer each is shown for itself. */
export const LEAST_RUNS = 5

/** What a chart is held against: another run, or several of the same machine. */
export interface Ghosts {
  /** How many several are; undefined for the one other run. */
  readonly runs: number | undefined
  /** Where nothing but what has no partner is told: what is said of it, shortly and as a whole. */
  readonly alone?: { readonly badge: string; readonly words: string }
  /** Undefined where nothing can be said: of what lies in something that is alone, or in an execution that is not compared. */
  of(key: GlobalKey): Ghost | undefined
}

/** Marks under a bar of this run, for what it is held against. */
export type GhostMark =
  /** The other run's bar, or the median of several. */
  | { readonly kind: 'bar'; readonly row: number; readonly x0: CssPx; readonly x1: CssPx; readonly y: CssPx }
  /** From the 5th to the 95th percentile; an end outside the window has no cap. */
  | {
      readonly kind: 'whisker'
      readonly row: number
      readonly x0: CssPx
      readonly x1: CssPx
      readonly y: CssPx
      readonly caps: readonly CssPx[]
    }
  /** Where one of a few ends. */
  | { readonly kind: 'tick'; readonly row: number; readonly x0: CssPx; readonly y: CssPx }

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
  const { trees, rows, ghosts } = frame
  if (ghosts === undefined || trees === undefined) return []
  const marks: GhostMark[] = []
  for (let row = frame.firstRow; row < frame.endRow; row++) {
    const key = rows.keyAt(row)
    const ghost = isOfSpan(rows.kindAt(row)) ? ghosts.of(key) : undefined
    const from = ghost === undefined ? undefined : startAt(trees, key)
    if (ghost === undefined || from === undefined) continue
    const y = rows.topPx(row) - frame.scrollTopPx + GHOST_TOP_PX
    marks.push(...marksOf(ghost, { row, y, from, scale: frame.scale }))
  }
  return marks
}

function isOfSpan(kind: RowKind): boolean {
  return kind === 'span' || kind === 'member'
}

/** Of an execution that is not read what its list tells. */
function startAt(trees: ChartTrees, key: GlobalKey): Millis | undefined {
  return trees.span(key)?.startedAt ?? memberFactsOf(trees.forest, key)?.startedAt
}

interface Place {
  readonly row: number
  readonly y: CssPx
  readonly from: Millis
  readonly scale: FoldedScale
}

function marksOf(ghost: Ghost, place: Place): readonly GhostMark[] {
  switch (ghost.kind) {
    case 'partner':
      return barMarks(place, ghost.lengthMs)
    case 'spread':
      return [...barMarks(place, ghost.p50Ms), ...whiskerMarks(place, ghost)]
    case 'few':
      return ghost.lengthsMs.flatMap(lengthMs => tickMarks(place, lengthMs))
    case 'alone':
    case 'unread':
    case 'untold':
      return []
  }
}

function barMarks({ row, y, from, scale }: Place, lengthMs: Millis): readonly GhostMark[] {
  const pieces = outsideFolds({ from, to: from + lengthMs }, scale)
  return pieces.flatMap(piece => {
    const x0 = scale.project(piece.from)
    const x1 = Math.max(scale.project(piece.to), x0 + LEAST_PX)
    return x1 < 0 || x0 > scale.widthPx
      ? []
      : [{ kind: 'bar', row, x0: Math.max(0, x0), x1: Math.min(scale.widthPx, x1), y } as const]
  })
}

function whiskerMarks(place: Place, { p5Ms, p95Ms }: Ghost & { readonly kind: 'spread' }): readonly GhostMark[] {
  const { row, y, from, scale } = place
  const [x0, x1] = [scale.project(from + p5Ms), scale.project(from + p95Ms)]
  if (x1 < 0 || x0 > scale.widthPx) return []
  const caps = [x0, x1].filter(x => x >= 0 && x <= scale.widthPx)
  return [{ kind: 'whisker', row, x0: Math.max(0, x0), x1: Math.min(scale.widthPx, x1), y, caps }]
}

function tickMarks({ row, y, from, scale }: Place, lengthMs: Millis): readonly GhostMark[] {
  const x0 = scale.project(from + lengthMs)
  return x0 < 0 || x0 > scale.widthPx ? [] : [{ kind: 'tick', row, x0, y }]
}
