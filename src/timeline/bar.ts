import type { EventId, Millis } from '../history/events.ts'
import type { Outcome, SpanKey } from '../model/span.ts'
import {
  type BoxList,
  CUT_LEFT,
  CUT_RIGHT,
  FIRST,
  GLYPH,
  INFERRED_END,
  LAST,
  MATCHED,
  ON_RAIL,
  OPEN_END,
} from './boxes.ts'
import type { CssPx, Viewport } from './chart-types.ts'
import type { FoldedScale } from './time-scale.ts'

// A bar is its phases side by side, with one cap at its end:
//
//   |▨▨▨▨▨|███████████|✕|     20 px and wider: 12 px cap with a glyph
//   |▨|███|▌                  4 to 19 px: 4 px cap
//   ▌                         less than 4 px: a mark, 4 px wide
//   ▨▨▨▨▨  ≈  ▨▨▨▨            stops at both edges of a fold

/** The least width a bar is drawn with. */
export const LEAST_BAR_PX: CssPx = 4
const GLYPH_CAP_PX: CssPx = 12
const LEAST_GLYPH_BAR_PX: CssPx = 20

/** Where boxes go: the list, the row they belong to, and the scale of the frame. */
export interface RowPen {
  readonly list: BoxList
  readonly scale: FoldedScale
  readonly row: number
  readonly y: CssPx
}

/** One phase of a bar. */
export interface BarPart {
  readonly shape: 'queued' | 'running' | 'init' | 'waiting' | 'rail' | 'idle' | 'listed' | 'untold'
  readonly from: Millis
  readonly to: Millis
  /** What a click on it selects. */
  readonly eventId: EventId
}

export interface Bar {
  readonly key: SpanKey
  readonly outcome: Outcome
  readonly inferredEnd: boolean
  /** Matches the query, or holds what does. */
  readonly matched?: boolean
  /** The event a click on the cap selects. */
  readonly endEventId: EventId
  /** In order of time, without gaps. */
  readonly parts: readonly BarPart[]
}

/** Adds a bar's boxes, cut by the window and by folds. Says whether any of it is in the window. */
export function addBar(pen: RowPen, bar: Bar): boolean {
  const first = bar.parts[0]
  const last = bar.parts.at(-1)
  if (first === undefined || last === undefined) return false
  const { scale } = pen
  const x0 = scale.project(first.from)
  const x1 = scale.project(last.to)
  if (x1 < 0 || x0 > scale.widthPx) return false
  const base = { y: pen.y, row: pen.row, key: bar.key, outcome: bar.outcome }
  if (x1 - x0 < LEAST_BAR_PX) {
    const left = Math.max(0, Math.min(x0, scale.widthPx - LEAST_BAR_PX))
    const flags = FIRST | LAST | endFlags(bar)
    pen.list.push({ ...base, shape: 'mark', x0: left, x1: left + LEAST_BAR_PX, eventId: first.eventId, flags })
    return true
  }
  for (const part of bar.parts) addPart(pen, bar, part, { isFirst: part === first, isLast: part === last })
  addCap(pen, bar, { x0, x1 })
  return true
}

function endFlags(bar: Bar): number {
  return (bar.outcome === 'running' ? OPEN_END : 0) | (bar.inferredEnd ? INFERRED_END : 0) | matchFlag(bar)
}

function matchFlag(bar: Bar): number {
  return bar.matched === true ? MATCHED : 0
}

function addPart(pen: RowPen, bar: Bar, part: BarPart, place: { isFirst: boolean; isLast: boolean }): void {
  const { scale } = pen
  const pieces = outsideFolds(part, scale)
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index] ?? part
    const x0 = scale.project(piece.from)
    const x1 = scale.project(piece.to)
    if (x1 <= 0 || x0 >= scale.widthPx) continue
    const isFirst = place.isFirst && index === 0
    const isLast = place.isLast && index === pieces.length - 1
    const flags =
      (x0 < 0 ? CUT_LEFT : isFirst ? FIRST : 0) |
      (x1 > scale.widthPx ? CUT_RIGHT : isLast ? LAST | endFlags(bar) : 0) |
      (isLast && bar.inferredEnd ? INFERRED_END : 0) |
      matchFlag(bar)
    pushPiece(pen, bar, { shape: part.shape, x0, x1, eventId: part.eventId, flags })
  }
  if (part.shape === 'rail' && scale.folds.length > 0) addFoldedRail(pen, bar, part)
}

function pushPiece(
  pen: RowPen,
  bar: Bar,
  piece: { shape: BarPart['shape']; x0: CssPx; x1: CssPx; eventId: EventId; flags: number },
): void {
  pen.list.push({
    shape: piece.shape,
    x0: Math.max(0, piece.x0),
    x1: Math.min(pen.scale.widthPx, piece.x1),
    y: pen.y,
    row: pen.row,
    key: bar.key,
    eventId: piece.eventId,
    outcome: bar.outcome,
    flags: piece.flags,
  })
}

function addFoldedRail(pen: RowPen, bar: Bar, part: BarPart): void {
  for (const fold of pen.scale.folds) {
    if (fold.from < part.from || fold.to > part.to) continue
    pen.list.push({
      shape: 'foldedRail',
      x0: pen.scale.project(fold.from),
      x1: pen.scale.project(fold.to),
      y: pen.y,
      row: pen.row,
      key: bar.key,
      eventId: part.eventId,
      outcome: bar.outcome,
      flags: 0,
    })
  }
}

function addCap(pen: RowPen, bar: Bar, ends: { x0: CssPx; x1: CssPx }): void {
  if (bar.outcome === 'succeeded' || bar.outcome === 'running') return
  const wide = ends.x1 - ends.x0 >= LEAST_GLYPH_BAR_PX
  const onRail = bar.parts.at(-1)?.shape === 'rail'
  const x0 = ends.x1 - (wide ? GLYPH_CAP_PX : LEAST_BAR_PX)
  if (x0 < 0 || ends.x1 > pen.scale.widthPx) return
  pen.list.push({
    shape: 'cap',
    x0,
    x1: ends.x1,
    y: pen.y,
    row: pen.row,
    key: bar.key,
    eventId: bar.endEventId,
    outcome: bar.outcome,
    flags: LAST | (wide ? GLYPH : 0) | (onRail ? ON_RAIL : 0) | (bar.inferredEnd ? INFERRED_END : 0),
  })
}

/** A stretch without what lies in folds. */
export function outsideFolds(part: Viewport, scale: FoldedScale): readonly Viewport[] {
  if (scale.folds.length === 0) return [part]
  const pieces: { from: Millis; to: Millis }[] = []
  let from = part.from
  for (const fold of scale.folds) {
    if (fold.to <= from || fold.from >= part.to) continue
    if (fold.from > from) pieces.push({ from, to: fold.from })
    from = fold.to
  }
  if (from < part.to || pieces.length === 0) pieces.push({ from, to: Math.max(from, part.to) })
  return pieces
}
