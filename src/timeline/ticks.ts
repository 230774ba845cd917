import type { Millis } from '../history/events.ts'
import { formatAxisTime, formatDay } from '../words/points-in-time.ts'
import type { TimeMode } from '../words/time-mode.ts'
import { calendarLines } from './calendar-lines.ts'
import type { CssPx, Tick } from './chart-types.ts'
import type { FoldedScale } from './time-scale.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const LEAST_GRID_PX: CssPx = 50
const LEAST_LABEL_GAP_PX: CssPx = 16
/** Mean width of a character of the 11 px axis font; the chart may pass what it measured. */
const CHARACTER_PX: CssPx = 6.2

const STEPS: readonly Millis[] = [
  ...[0.001, 0.01, 0.1, 1, 10, 100].flatMap(unit => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30].map(n => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(n => n * MINUTE),
  ...[1, 2, 3, 6, 12].map(n => n * HOUR),
  ...[1, 2, 7, 14, 30, 90, 180, 360].map(n => n * DAY),
]

/** How ticks are to be told. */
export interface TickStyle {
  readonly mode: TimeMode
  /** The execution's start, where relative time counts from. */
  readonly origin: Millis
  /** Width of a label in CSS px; by default an estimate. */
  readonly labelWidth?: (label: string) => CssPx
}

/**
 * Gridlines of the window, ascending, none within a fold. The step is the smallest with 50 px between lines; on each
 * side of a fold every k-th line has a label, k the smallest of 1, 2, 5 that leaves 16 px between labels. In
 * UTC and local time the first label and each change of day carry the date.
 */
export function ticksOf(scale: FoldedScale, style: TickStyle): readonly Tick[] {
  const step = stepFor(scale.pxPerMs)
  const ticks: Tick[] = []
  let lastDay = ''
  for (const piece of activePieces(scale)) {
    const lines = linesIn(piece, step, style)
    const texts = lines.map(t => {
      const day = step >= DAY ? '' : formatDay(t, style.mode)
      const text = formatAxisTime(t, { mode: style.mode, startedAt: style.origin, step })
      return { t, day, text }
    })
    const every = labelEvery(texts, scale, style)
    for (const { t, day, text } of texts) {
      const labelled = lineNumber(t, step, style.origin, style.mode) % every === 0
      const dated = labelled && day !== lastDay && day !== ''
      if (dated) lastDay = day
      ticks.push({ xPx: scale.project(t), at: t, label: labelled ? (dated ? `${day} ${text}` : text) : '' })
    }
  }
  return ticks
}

/** The step of the gridlines at a rate. */
function stepFor(pxPerMs: number): Millis {
  return STEPS.find(step => step * pxPerMs >= LEAST_GRID_PX) ?? 360 * DAY
}

interface Line {
  readonly t: Millis
  readonly day: string
  readonly text: string
}

function labelEvery(lines: readonly Line[], scale: FoldedScale, style: TickStyle): number {
  const first = lines[0]
  const second = lines[1]
  if (first === undefined || second === undefined) return 1
  const gapPx = scale.project(second.t) - scale.project(first.t)
  const widthOf = style.labelWidth ?? (label => label.length * CHARACTER_PX)
  // The date is written once or twice in a window: it may take the place of the next label, not set the rhythm.
  const widest = Math.max(...lines.map(line => widthOf(line.text)))
  return [1, 2, 5].find(k => k * gapPx >= widest + LEAST_LABEL_GAP_PX) ?? 10
}

function activePieces(scale: FoldedScale) {
  const pieces: { from: Millis; to: Millis }[] = []
  let from = scale.viewport.from
  for (const fold of scale.folds) {
    if (fold.from > from) pieces.push({ from, to: fold.from })
    from = fold.to
  }
  if (from < scale.viewport.to) pieces.push({ from, to: scale.viewport.to })
  return pieces
}

function linesIn(piece: { from: Millis; to: Millis }, step: Millis, style: TickStyle): Millis[] {
  if (style.mode !== 'relative' && step >= DAY) return calendarLines(piece, step / DAY, style.mode)
  const zero = zeroOf(step, style.origin, style.mode)
  const lines: Millis[] = []
  const first = Math.ceil((piece.from - zero) / step - 1e-9)
  const last = Math.floor((piece.to - zero) / step + 1e-9)
  // More lines than a very wide screen could hold would be a mistake in the step.
  for (let n = first; n <= last && lines.length < 1000; n++) lines.push(zero + n * step)
  return lines
}

/** Where lines are counted from: the start, or midnight by the clock (local offsets need not be whole hours). */
function zeroOf(step: Millis, origin: Millis, mode: TimeMode): Millis {
  if (mode === 'relative') return origin
  if (mode === 'utc') return new Date(origin).setUTCHours(0, 0, 0, 0)
  return step < HOUR ? new Date(origin).setMinutes(0, 0, 0) : new Date(origin).setHours(0, 0, 0, 0)
}

function lineNumber(t: Millis, step: Millis, origin: Millis, mode: TimeMode): number {
  return Math.round((t - zeroOf(step, origin, mode)) / step)
}
