import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { formatDuration } from '../words/format-duration.ts'
import { type Boxes, LAST, shapeAt } from './boxes.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import { at } from './column.ts'
import { aloneWords } from './ghost-words.ts'
import type { Ghosts } from './ghosts.ts'
import { wentWrong } from './outcome-code.ts'
import type { ChartRows } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** Text beside a bar: right of it, else left of it, else not at all. The painter knows how wide it is. */
export interface Label {
  readonly text: string
  readonly xPx: CssPx
  /** Middle of the row. */
  readonly yPx: CssPx
  readonly roomPx: CssPx
  /** Right end of the text and its room when it stands left of the row's first bar. */
  readonly beforePx: CssPx
  readonly roomBeforePx: CssPx
  readonly row: number
}

/** Distance of a label from its bar. */
const GAP_PX: CssPx = 6
/** What has to stay free behind a label. */
const CLEAR_PX: CssPx = 8
const LONGEST_TEXT = 48
/** With more boxes than this in a row there is no room beside the last one that means anything. */
const MOST_BOXES_OF_ROW = 200

interface LabelFrame {
  readonly trees: ChartTrees | undefined
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly scrollTopPx: CssPx
  readonly firstRow: number
  readonly endRow: number
  readonly boxes: Boxes
  readonly rowStarts: Int32Array
  readonly ghosts?: Ghosts | undefined
}

/**
 * One label for each leaf row whose end is in the window: the error of what failed, else how long it took. What the run that this one is
 * held against does not have says so, whatever it is.
 */
export function labelsOf(frame: LabelFrame): readonly Label[] {
  const { trees, rows, scale } = frame
  if (trees === undefined) return []
  const labels: Label[] = []
  for (let row = frame.firstRow; row < frame.endRow; row++) {
    const kind = rows.kindAt(row)
    const tree = kind === 'span' || kind === 'pinned' ? trees.of(rows.keyAt(row)) : undefined
    const span = tree?.span(rows.keyAt(row))
    if (tree === undefined || span === undefined) continue
    const from = at(frame.rowStarts, row - frame.firstRow)
    const to = at(frame.rowStarts, row - frame.firstRow + 1)
    if (to === from || to - from > MOST_BOXES_OF_ROW) continue
    const end = endOfRow(frame.boxes, from, to)
    const own = isLeaf(span) ? textOf(tree, span) : undefined
    const { ghosts } = frame
    const alone = ghosts?.of(rows.keyAt(row))?.kind === 'alone' ? aloneWords(ghosts) : undefined
    const text = alone === undefined || own === undefined ? (alone ?? own) : `${own} · ${alone}`
    if (end === undefined || text === undefined) continue
    const xPx = end + GAP_PX
    const beforePx = startOfRow(frame.boxes, from, to) - GAP_PX
    const yPx = rows.topPx(row) - frame.scrollTopPx + 11
    labels.push({ text, xPx, yPx, roomPx: room(scale, xPx), beforePx, roomBeforePx: roomBefore(scale, beforePx), row })
  }
  return labels
}

/** Right end of a row's last box where a bar ends there; undefined when the row goes on outside the window or in dots. */
function endOfRow(boxes: Boxes, from: number, to: number): CssPx | undefined {
  let bars: CssPx | undefined
  let all: CssPx = 0
  for (let index = from; index < to; index++) {
    if (shapeAt(boxes, index) === 'afterWindow' || shapeAt(boxes, index) === 'beforeWindow') return undefined
    all = Math.max(all, at(boxes.x1, index))
    if ((at(boxes.flags, index) & LAST) !== 0) bars = Math.max(bars ?? 0, at(boxes.x1, index))
  }
  return bars === all ? bars : undefined
}

function startOfRow(boxes: Boxes, from: number, to: number): CssPx {
  let start: CssPx = Infinity
  for (let index = from; index < to; index++) start = Math.min(start, at(boxes.x0, index))
  return start
}

function isLeaf(span: Span): boolean {
  if (span.kind === 'taskAttempt') return true
  return span.kind === 'stateVisit' && span.stateType !== 'Map' && span.stateType !== 'Parallel'
}

function textOf(tree: ExecutionTree, span: Span): string | undefined {
  if (wentWrong(span.outcome)) {
    const error = errorOf(tree, span)
    if (error !== undefined) return error.length > LONGEST_TEXT ? `${error.slice(0, LONGEST_TEXT - 1)}…` : error
  }
  // As its row tells it: idle time before a redrive is no part of it.
  const duration = span.endedAt === undefined ? undefined : activeMs(tree, span, span.endedAt)
  return duration === undefined || duration < 1 ? undefined : formatDuration(duration)
}

/** The error name of what ended a span; of a Task visit, of its last attempt. */
function errorOf(tree: ExecutionTree, span: Span): string | undefined {
  const last = span.kind === 'stateVisit' ? (tree.span(span.children.at(-1) ?? -1) ?? span) : span
  const error = last.endEventId === null ? undefined : tree.event(last.endEventId)?.details?.['error']
  return typeof error === 'string' && error !== '' ? error : undefined
}

/** How far a label may reach: to the next fold or the edge of the window. */
function room(scale: FoldedScale, xPx: CssPx): CssPx {
  let limit = scale.widthPx
  for (const fold of scale.folds) {
    const x0 = scale.project(fold.from)
    if (x0 >= xPx - GAP_PX) limit = Math.min(limit, x0)
  }
  return limit - CLEAR_PX - xPx
}

/** How far left a label may reach: to the fold before it or the edge of the window. */
function roomBefore(scale: FoldedScale, xPx: CssPx): CssPx {
  let limit: CssPx = 0
  for (const fold of scale.folds) {
    const x1 = scale.project(fold.to)
    if (x1 <= xPx + GAP_PX) limit = Math.max(limit, x1)
  }
  return xPx - CLEAR_PX - limit
}
