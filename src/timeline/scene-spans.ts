import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { backoffsOf, phasesOf } from '../model/phases.ts'
import type { Outcome, Span, StateVisit, TaskAttempt } from '../model/span.ts'
import { stretchesOf } from '../model/stretches.ts'
import { attemptsOf } from '../model/walk.ts'
import { addBar, type BarPart, LEAST_BAR_PX, outsideFolds, type RowPen } from './bar.ts'
import { isFanOut } from './fan-out.ts'
import { type InsidePart, toldInside } from './iteration-inside.ts'
import type { LoggedBars } from './logged-bars.ts'
import { addInside, type InsideBar, LEAST_INSIDE_PX } from './scene-inside.ts'

/** What the bars of a row depend on besides the span. */
export interface SpanFrame {
  readonly tree: ExecutionTree
  /** The end of what still runs. */
  readonly now: Millis
  readonly open: boolean
  readonly logged?: LoggedBars | undefined
}

/**
 * Adds what a span's row shows: a Task visit its attempts, other leaf states one bar, containers a rail while open (a
 * Map or Parallel always); while closed, iterations and branches what they did, state after state, and others one bar a stretch of
 * activity.
 */
export function addSpanRow(pen: RowPen, span: Span, frame: SpanFrame): void {
  const before = pen.list.count
  const inside = insideShown(pen, span, frame)
  if (inside !== undefined) addInside(pen, inside, wholeRow(span, frame))
  else if (span.kind === 'stateVisit' && span.stateType === 'Task' && span.children.length > 0)
    addAttempts(pen, span, frame)
  else if (span.kind === 'taskAttempt') addAttempt(pen, span, { frame, outcome: span.outcome })
  else if (isRail(span, frame.open)) addStretches(pen, span, { frame, shape: 'rail' })
  else addStretches(pen, span, { frame, shape: shapeOf(span) })
  if (pen.list.count === before) addOutside(pen, span, frame)
}

/** What a closed iteration or branch did, where it is wide enough for that to be seen, and nothing else has to be told of it. */
function insideShown({ scale }: RowPen, span: Span, frame: SpanFrame): readonly InsidePart[] | undefined {
  if (frame.open || (span.kind !== 'mapIteration' && span.kind !== 'parallelBranch')) return undefined
  if (span.inferredEnd || span.earlierSegments.length > 0 || isUntold(frame, span.endedAt)) return undefined
  const widthPx = scale.project(span.endedAt ?? frame.now) - scale.project(span.startedAt)
  return widthPx < LEAST_INSIDE_PX ? undefined : toldInside(frame.tree, span.key, span.outcome)
}

function wholeRow(span: Span, { now }: SpanFrame): InsideBar {
  return { key: span.key, eventId: span.startEventId, matched: false, now, mergePx: 1, airPx: 0 }
}

function isRail(span: Span, open: boolean): boolean {
  if (isFanOut(span) || span.kind === 'mapRun') return true
  return open && (span.kind === 'mapIteration' || span.kind === 'parallelBranch' || span.kind === 'execution')
}

function shapeOf(span: Span): 'running' | 'waiting' {
  return span.kind === 'stateVisit' && span.stateType === 'Wait' ? 'waiting' : 'running'
}

/** Open in what is here, and nothing tells whether it is over. */
function isUntold({ tree }: SpanFrame, to: Millis | undefined): boolean {
  return to === undefined && tree.endsUntold
}

// #518   ▬▬▬■ ─────────── ▬▬▬▬     aborted, idle until the redrive, taken up again
function addStretches(pen: RowPen, span: Span, more: { frame: SpanFrame; shape: BarPart['shape'] }): void {
  const { frame, shape } = more
  const segments = stretchesOf(frame.tree, span)
  let lastEnd: Millis | undefined
  for (const segment of segments) {
    const to = segment.to ?? Math.max(frame.now, segment.from)
    if (lastEnd !== undefined) addIdle(pen, span, { from: lastEnd, to: segment.from })
    addBar(pen, {
      key: span.key,
      outcome: segment.outcome,
      inferredEnd: span.inferredEnd && segment === segments.at(-1),
      endEventId: segment.endEventId ?? segment.startEventId,
      parts: [
        {
          shape: isUntold(frame, segment.to) ? 'untold' : shape,
          from: segment.from,
          to,
          eventId: segment.startEventId,
        },
      ],
    })
    lastEnd = to
  }
}

function addAttempts(pen: RowPen, visit: StateVisit, frame: SpanFrame): void {
  const attempts = attemptsOf(frame.tree, visit)
  const { viewport } = pen.scale
  let former: Span | undefined
  let drawnTo = -Infinity
  for (const [index, attempt] of attempts.entries()) {
    if (former?.endedAt !== undefined && attempt.startedAt >= viewport.from)
      addGap(pen, { visit, former, attempt, frame })
    former = attempt
    if ((attempt.endedAt ?? frame.now) < viewport.from) continue
    if (attempt.startedAt > viewport.to) break
    // Hundreds of attempts in a pixel would all draw the same mark.
    const x1 = pen.scale.project(attempt.endedAt ?? frame.now)
    if (x1 < drawnTo && index < attempts.length - 1) continue
    const isLast = index === attempts.length - 1
    addAttempt(pen, attempt, { frame, outcome: isLast && visit.outcome === 'caught' ? 'caught' : attempt.outcome })
    drawnTo = Math.max(x1, pen.scale.project(attempt.startedAt) + LEAST_BAR_PX)
  }
  if (former !== undefined) addTail(pen, visit, { former, frame })
}

// Try   ████✕ · · · · · · · · ▌     stopped while it waited for its next attempt
/** The backoff that is under way, or that the end of the execution cut short. */
function addTail(pen: RowPen, visit: StateVisit, more: { former: Span; frame: SpanFrame }): void {
  const { former, frame } = more
  const from = former.endedAt
  if (from === undefined || (former.outcome !== 'failed' && former.outcome !== 'timedOut')) return
  const to = visit.endedAt ?? frame.now
  addStripe(pen, former, { shape: 'backoff', from, to })
  if (visit.outcome !== 'aborted' || pen.scale.project(to) - pen.scale.project(from) < LEAST_BAR_PX) return
  const eventId = visit.endEventId ?? visit.startEventId
  const parts = [{ shape: 'running' as const, from: to, to, eventId }]
  addBar(pen, { key: visit.key, outcome: 'aborted', inferredEnd: visit.inferredEnd, endEventId: eventId, parts })
}

function addAttempt(pen: RowPen, attempt: TaskAttempt, more: { frame: SpanFrame; outcome: Outcome }): void {
  const { frame, outcome } = more
  const parts = phasesOf(frame.tree, attempt).map((phase): BarPart => {
    return {
      shape: isUntold(frame, phase.to) ? 'untold' : phase.kind,
      from: phase.from,
      to: phase.to ?? Math.max(frame.now, phase.from),
      eventId: phase.startEventId,
    }
  })
  addBar(pen, {
    key: attempt.key,
    outcome,
    inferredEnd: attempt.inferredEnd,
    endEventId: attempt.endEventId ?? attempt.startEventId,
    parts: frame.logged?.partsOf(attempt.key, parts) ?? parts,
  })
}

/** Dots for a backoff; a thin line where the execution had ended and a redrive took the task up again. */
function addGap(pen: RowPen, more: { visit: StateVisit; former: Span; attempt: TaskAttempt; frame: SpanFrame }): void {
  const { visit, former, attempt, frame } = more
  if (former.endedAt === undefined) return
  // Hundreds of attempts are gone through for each frame: the gaps of all are asked for only where a redrive lies among them.
  const gaps =
    visit.earlierSegments.length === 0
      ? [{ kind: 'backoff' as const, from: former.endedAt, to: attempt.startedAt }]
      : backoffsOf(frame.tree, visit).filter(gap => gap.endEventId === attempt.startEventId)
  for (const { kind, from, to } of gaps) addStripe(pen, former, { shape: kind, from, to })
}

function addIdle(pen: RowPen, span: Span, stretch: { from: Millis; to: Millis }): void {
  addStripe(pen, span, { shape: 'idle', ...stretch })
}

function addStripe(pen: RowPen, span: Span, stripe: { shape: 'idle' | 'backoff'; from: Millis; to: Millis }): void {
  for (const piece of outsideFolds(stripe, pen.scale)) {
    const x0 = pen.scale.project(piece.from)
    const x1 = pen.scale.project(piece.to)
    if (x1 < 0 || x0 > pen.scale.widthPx || x1 - x0 < LEAST_BAR_PX) continue
    pen.list.push({
      shape: stripe.shape,
      x0: Math.max(0, x0),
      x1: Math.min(pen.scale.widthPx, x1),
      y: pen.y,
      row: pen.row,
      key: span.key,
      eventId: span.endEventId ?? span.startEventId,
      outcome: span.outcome,
      flags: 0,
    })
  }
}

/** A chevron at the edge of the window behind which all of a span lies. */
function addOutside(pen: RowPen, span: Span, frame: SpanFrame): void {
  const { viewport, widthPx } = pen.scale
  const before = (span.endedAt ?? frame.now) <= viewport.from
  if (!before && span.startedAt < viewport.to) return
  pen.list.push({
    shape: before ? 'beforeWindow' : 'afterWindow',
    x0: before ? 0 : widthPx - LEAST_BAR_PX * 2,
    x1: before ? LEAST_BAR_PX * 2 : widthPx,
    y: pen.y,
    row: pen.row,
    key: span.key,
    eventId: span.startEventId,
    outcome: span.outcome,
    flags: 0,
  })
}
