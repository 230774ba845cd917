import { type GlobalKey, spanKeyOf } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { openingOf } from '../model/keys.ts'
import { addBar, LEAST_BAR_PX, type RowPen } from './bar.ts'
import { FIRST, LAST, MATCHED } from './boxes.ts'
import type { CssPx, Viewport } from './chart-types.ts'
import { at, firstAbove, firstAtLeast } from './column.ts'
import { type InsidePart, toldInside } from './iteration-inside.ts'
import { leapFrom, worstBetween } from './lane-blocks.ts'
import type { Lane } from './lanes.ts'
import { isEndUntold, outcomeAt, UNTOLD } from './outcome-code.ts'
import { addInside, LEAST_INSIDE_PX } from './scene-inside.ts'

/** What a lane needs of the frame. */
export interface LaneFrame {
  /** Undefined for children, which are whole executions, and where no tree is. */
  readonly tree: ExecutionTree | undefined
  /** Of a lane of children: the keys of those whose history is here. */
  readonly read?: ReadonlySet<GlobalKey> | undefined
  readonly now: number
  /** Spans narrower than a bar join into one box while no more than this lies between them. */
  readonly mergePx: CssPx
  /** Indexes of the lane's spans that match the query, ascending. */
  readonly matched?: Int32Array | undefined
  /** Whether a span has a row of its own: there it is drawn, here is only its place. */
  readonly hasRow: (key: GlobalKey) => boolean
}

interface Run {
  x0: CssPx
  x1: CssPx
  /** The index that stands for the run: the worst outcome in it. */
  worst: number
  from: number
  to: number
}

/**
 * Adds the boxes of a lane. Wide spans get a bar each, those with a row of their own a thin line; neighbours too narrow for one share a box that shows the worst of
 * them. Costs by the pixels of the window: blocks of spans narrower than a pixel are leapt over.
 */
export function addLane(pen: RowPen, lane: Lane, frame: LaneFrame): void {
  const { scale } = pen
  const { from, to } = visibleRange(lane, scale.viewport)
  const limits = { longest: LEAST_BAR_PX / scale.pxPerMs, widestGap: frame.mergePx / scale.pxPerMs }
  let run: Run | undefined
  for (let index = from; index < to; ) {
    const leap = leapFrom(lane, index, limits)
    const next = leap < 0 ? index + 1 : leap
    const start = at(lane.starts, index)
    const end = Math.min(at(lane.ends, next - 1), Math.max(frame.now, start))
    const worst = leap < 0 ? index : worstBetween(lane, index, leap)
    const above = leap < 0 && frame.hasRow(at(lane.keys, index))
    const piece: Run = { x0: scale.project(start), x1: scale.project(end), worst, from: index, to: next }
    if (above || (leap < 0 && piece.x1 - piece.x0 >= LEAST_BAR_PX)) {
      if (run !== undefined) pushRun(pen, lane, { run, frame, limitPx: piece.x0 })
      run = undefined
      if (above) pushPlace(pen, lane, piece, frame)
      else pushSpan(pen, lane, { index, end, frame })
    } else if (run !== undefined && piece.x0 - run.x1 <= frame.mergePx) {
      join(run, piece, lane)
    } else {
      if (run !== undefined) pushRun(pen, lane, { run, frame, limitPx: piece.x0 })
      run = piece
    }
    index = next
  }
  if (run !== undefined) pushRun(pen, lane, { run, frame, limitPx: Infinity })
}

function join(run: Run, piece: Run, lane: Lane): void {
  run.x1 = Math.max(run.x1, piece.x1)
  run.to = piece.to
  if (at(lane.outcomes, piece.worst) > at(lane.outcomes, run.worst)) run.worst = piece.worst
}

/** Indexes of the spans that touch a window. */
function visibleRange(lane: Lane, viewport: Viewport): { from: number; to: number } {
  const to = firstAbove(lane.starts, viewport.to)
  // Spans of a lane do not overlap, so their ends ascend with their starts.
  const from = firstAtLeast(lane.ends, viewport.from, 0, to)
  return { from, to }
}

function pushRun(pen: RowPen, lane: Lane, more: { run: Run; frame: LaneFrame; limitPx: CssPx }): void {
  const { run, limitPx } = more
  const width = Math.max(run.x1 - run.x0, Math.min(LEAST_BAR_PX, Math.max(1, limitPx - run.x0 - more.frame.mergePx)))
  const alone = run.to - run.from === 1
  pen.list.push({
    shape: isUntold(lane, run.worst)
      ? 'untold'
      : alone
        ? 'mark'
        : isRead(lane, run, more.frame)
          ? 'merged'
          : 'mergedListed',
    x0: Math.max(0, run.x0),
    x1: Math.min(pen.scale.widthPx, run.x0 + width),
    y: pen.y,
    row: pen.row,
    key: at(lane.keys, run.worst),
    eventId: openingEvent(lane, run.worst, more.frame.tree),
    outcome: outcomeAt(lane.outcomes, run.worst),
    flags: FIRST | LAST | (isMatched(more.frame, run.from, run.to) ? MATCHED : 0),
  })
}

function pushSpan(pen: RowPen, lane: Lane, more: { index: number; end: number; frame: LaneFrame }): void {
  const { index, end, frame } = more
  const key = at(lane.keys, index)
  const eventId = openingEvent(lane, index, frame.tree)
  const matched = isMatched(frame, index, index + 1)
  const parts = insideShown(pen, lane, more)
  if (parts !== undefined) {
    const { now, mergePx } = frame
    return addInside(pen, parts, { key, eventId, matched, now, mergePx, airPx: airAfter(pen, lane, index) })
  }
  const span = frame.tree?.span(key)
  const untold = isUntold(lane, index)
  addBar(pen, {
    key,
    outcome: untold ? 'running' : outcomeAt(lane.outcomes, index),
    inferredEnd: span?.inferredEnd ?? false,
    matched,
    endEventId: span?.endEventId ?? eventId,
    parts: [
      {
        shape: untold ? 'untold' : frame.read === undefined || frame.read.has(key) ? 'running' : 'listed',
        from: at(lane.starts, index),
        to: end,
        eventId,
      },
    ],
  })
}

/** Whether nothing tells how, or when, a span of a lane ended. */
function isUntold({ ends, outcomes }: Lane, index: number): boolean {
  return at(outcomes, index) === UNTOLD || isEndUntold(at(ends, index), at(outcomes, index))
}

/** A thin line where a span that is drawn in its own row was: the lane was not free. */
function pushPlace(pen: RowPen, lane: Lane, { worst, x0, x1 }: Run, { tree }: LaneFrame): void {
  pen.list.push({
    shape: 'idle',
    x0: Math.max(0, x0),
    x1: Math.min(pen.scale.widthPx, x1),
    y: pen.y,
    row: pen.row,
    key: at(lane.keys, worst),
    eventId: openingEvent(lane, worst, tree),
    outcome: outcomeAt(lane.outcomes, worst),
    flags: 0,
  })
}

/** Whether the history of any of a run is here; of spans of a tree it always is. */
function isRead({ keys }: Lane, { from, to }: Run, { read }: LaneFrame): boolean {
  if (read === undefined) return true
  return read.size > 0 && keys.subarray(from, to).some(key => read.has(key))
}

/** What an iteration did, where it is wide enough for that to be seen; undefined where it is one bar. */
function insideShown(
  { scale }: RowPen,
  lane: Lane,
  { index, end, frame }: { index: number; end: number; frame: LaneFrame },
): readonly InsidePart[] | undefined {
  if (frame.tree === undefined) return undefined
  const widthPx = scale.project(end) - scale.project(at(lane.starts, index))
  if (widthPx < LEAST_INSIDE_PX * frame.mergePx) return undefined
  return toldInside(frame.tree, at(lane.keys, index), outcomeAt(lane.outcomes, index))
}

/** A pixel between an iteration and the next in its lane. */
function airAfter({ scale }: RowPen, lane: Lane, index: number): CssPx {
  if (index + 1 >= lane.starts.length) return 0
  return scale.project(at(lane.starts, index + 1)) - scale.project(at(lane.ends, index)) < 1 ? 1 : 0
}

/** Whether any of the spans from `from` up to but without `to` matches. */
function isMatched({ matched }: LaneFrame, from: number, to: number): boolean {
  return matched !== undefined && (matched[firstAtLeast(matched, from)] ?? Infinity) < to
}

function openingEvent(lane: Lane, index: number, tree: ExecutionTree | undefined): number {
  const key = at(lane.keys, index)
  return tree?.span(key)?.startEventId ?? openingOf(spanKeyOf(key))
}
