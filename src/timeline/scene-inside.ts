import { LEAST_BAR_PX, outsideFolds, type RowPen } from './bar.ts'
import { CUT_LEFT, CUT_RIGHT, FIRST, GLYPH, LAST, MATCHED, OPEN_END } from './boxes.ts'
import type { CssPx } from './chart-types.ts'
import type { InsidePart } from './iteration-inside.ts'
import { codeOf } from './outcome-code.ts'

// An iteration in a lane, and a closed iteration or branch in its row, state after state in one line:
//
//   ▨▨██████▤▤▤▤▤▤██        queued, running, waiting, running
//   ██✕ · · ██✕ · · ████    two attempts that failed, their backoffs, and one that did not

/** A narrower iteration is one bar. The wider neighbours have to lie apart, the wider it has to be. */
export const LEAST_INSIDE_PX: CssPx = 8
/** A shorter queue joins what it led to. */
const LEAST_QUEUE_PX: CssPx = 4
/** A bar this wide has its end told by a glyph… */
const LEAST_GLYPH_BAR_PX: CssPx = 16
/** …where the lane is high enough to hold it. */
const LEAST_GLYPH_HIGH_PX: CssPx = 8
/** Narrower bars are all end. */
const LEAST_CAPPED_PX: CssPx = 8

/** What all boxes of an iteration have in common. */
export interface InsideBar {
  readonly key: number
  readonly eventId: number
  readonly matched: boolean
  /** The end of what still runs. */
  readonly now: number
  /** What is narrower joins its neighbour. */
  readonly mergePx: CssPx
  /** Free at the end, so that two iterations are told apart. */
  readonly airPx: CssPx
}

interface Piece {
  shape: InsidePart['shape']
  outcome: InsidePart['outcome']
  x0: CssPx
  x1: CssPx
  ends: boolean
  /** Left over from a queue too short to be seen. */
  soft: boolean
}

/** Adds the boxes of an iteration's inside. All of them are hit as the iteration. */
export function addInside(pen: RowPen, parts: readonly InsidePart[], bar: InsideBar): void {
  const pieces = joined(pen, parts, bar)
  const first = pieces.find(piece => piece.shape !== 'backoff')
  const last = pieces.at(-1)
  if (last !== undefined) last.x1 = Math.max(last.x0 + 1, last.x1 - bar.airPx)
  if (bar.matched && first !== undefined && last !== undefined) {
    pushBox(pen, bar, { ...first, x1: last.x1 }, 'frame', MATCHED)
  }
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1]
    const isFirst = piece === first || pieces[index - 1]?.shape === 'backoff'
    pushPiece(pen, bar, piece, (isFirst ? FIRST : 0) | (next === undefined || next.shape === 'backoff' ? LAST : 0))
  }
}

/** The parts in px, without folds, what is too narrow to be seen joined to its neighbour. */
function joined(pen: RowPen, parts: readonly InsidePart[], bar: InsideBar): readonly Piece[] {
  const pieces: Piece[] = []
  for (const { shape, outcome, ends, ...part } of parts) {
    const spans = outsideFolds({ from: part.from, to: Math.min(part.to, Math.max(bar.now, part.from)) }, pen.scale)
    for (const span of spans) {
      const [x0, x1] = [pen.scale.project(span.from), pen.scale.project(span.to)]
      if (x1 < 0 || x0 > pen.scale.widthPx) continue
      addPiece(pieces, { shape, outcome, x0, x1, ends: ends && span === spans.at(-1), soft: false }, bar.mergePx)
    }
  }
  return pieces
}

function addPiece(pieces: Piece[], piece: Piece, mergePx: CssPx): void {
  const before = pieces.at(-1)
  const widthPx = piece.x1 - piece.x0
  const touches = before !== undefined && piece.x0 - before.x1 <= mergePx
  if (piece.shape === 'queued' && widthPx < LEAST_QUEUE_PX) {
    piece.shape = 'running'
    piece.soft = !piece.ends
  }
  if (touches && before.soft) {
    piece.x0 = before.x0
    pieces.pop()
    return addPiece(pieces, piece, mergePx)
  }
  const same = before?.shape === piece.shape && before.outcome === piece.outcome && !before.ends
  const tiny =
    widthPx < mergePx && (piece.shape === 'backoff' || codeOf(piece.outcome) <= codeOf(before?.outcome ?? 'failed'))
  if (touches && !piece.soft && (same || tiny)) {
    before.x1 = Math.max(before.x1, piece.x1)
    before.ends ||= same && piece.ends
    return
  }
  // Something that went wrong in less than a pixel is seen all the same.
  if (piece.shape !== 'backoff') piece.x1 = Math.max(piece.x1, piece.x0 + (piece.ends ? 2 : 1))
  pieces.push(piece)
}

function pushPiece(pen: RowPen, bar: InsideBar, piece: Piece, flags: number): void {
  const widthPx = piece.x1 - piece.x0
  if (piece.shape === 'backoff') {
    if (widthPx >= LEAST_BAR_PX) pushBox(pen, bar, piece, 'backoff', 0)
    return
  }
  if (!piece.ends) return pushBox(pen, bar, piece, piece.shape, flags | (piece.outcome === 'running' ? OPEN_END : 0))
  if (widthPx < LEAST_CAPPED_PX) return pushBox(pen, bar, piece, 'mark', flags)
  const { heightPx } = pen.list.bar
  const glyph = widthPx >= LEAST_GLYPH_BAR_PX && heightPx >= LEAST_GLYPH_HIGH_PX
  const capPx = glyph ? Math.min(12, heightPx + 2) : LEAST_BAR_PX
  pushBox(pen, bar, piece, piece.shape, flags)
  pushBox(pen, bar, { ...piece, x0: piece.x1 - capPx }, 'cap', LAST | (glyph ? GLYPH : 0))
}

function pushBox(
  pen: RowPen,
  bar: InsideBar,
  { x0, x1, outcome }: Pick<Piece, 'x0' | 'x1' | 'outcome'>,
  shape: InsidePart['shape'] | 'mark' | 'cap' | 'frame',
  flags: number,
): void {
  const { widthPx } = pen.scale
  const cut = shape === 'running' || shape === 'waiting' || shape === 'queued'
  if (x1 <= 0 || x0 >= widthPx) return
  pen.list.push({
    shape,
    x0: Math.max(0, x0),
    x1: Math.min(widthPx, x1),
    y: pen.y,
    row: pen.row,
    key: bar.key,
    eventId: bar.eventId,
    outcome,
    flags: flags | (cut && x0 < 0 ? CUT_LEFT : 0) | (cut && x1 > widthPx ? CUT_RIGHT : 0),
  })
}
