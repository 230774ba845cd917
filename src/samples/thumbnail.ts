import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { OutlineSpan } from '../simulator/truth.ts'
import type { ThumbnailShape } from '../source/thumbnail.ts'

/** The picture of an execution in a few marks: one row a state of the top level, one a branch where it fans out. */
export function thumbnailOf(events: readonly HistoryEvent[], spans: readonly OutlineSpan[]): ThumbnailShape[] {
  const axis = foldedAxis(events)
  const picture: Picture = {
    events,
    spans,
    at: id => axis.at(timeOf(events, id ?? events.length)),
    childrenOf: childIndex(spans),
  }
  const shapes: ThumbnailShape[] = []
  let row = 0
  for (const visit of picture.childrenOf.get('x1') ?? []) {
    const drawn = shapesOfVisit(picture, visit, row)
    shapes.push(...drawn)
    row = Math.max(row, ...drawn.map(shape => shape.row)) + 1
  }
  return [...shapes, ...axis.folds, ...redrivesOf(picture)]
}

interface Picture {
  readonly events: readonly HistoryEvent[]
  readonly spans: readonly OutlineSpan[]
  readonly childrenOf: ReadonlyMap<string, readonly OutlineSpan[]>
  at(id: EventId | null): number
}

function childIndex(spans: readonly OutlineSpan[]): Map<string, OutlineSpan[]> {
  const children = new Map<string, OutlineSpan[]>()
  for (const span of spans) {
    if (span.parent === null) continue
    const siblings = children.get(span.parent) ?? []
    siblings.push(span)
    children.set(span.parent, siblings)
  }
  return children
}

function timeOf(events: readonly HistoryEvent[], id: EventId): Millis {
  return events[id - 1]?.timestamp ?? 0
}

/** Fewer iterations than a band is worth are drawn one by one. */
const FEW = 4

function shapesOfVisit(picture: Picture, visit: OutlineSpan, row: number): ThumbnailShape[] {
  const children = picture.childrenOf.get(visit.id) ?? []
  const iterations = children.filter(child => child.kind === 'mapIteration')
  const branches = children.filter(child => child.kind === 'parallelBranch')
  const attempts = children.filter(child => child.kind === 'taskAttempt')
  if (iterations.length > FEW) return bandsOf(picture, { visit, iterations, row })
  const sequences = [...branches, ...iterations]
  if (sequences.length > 0) return sequences.flatMap((sequence, at) => shapesOfSequence(picture, sequence, row + at))
  const mapRuns = children.filter(child => child.kind === 'mapRun')
  if (mapRuns.length > 0) return mapRuns.map(mapRun => barOf(picture, mapRun, row))
  if (attempts.length > 0)
    return attempts.flatMap((attempt, at) =>
      shapesOfAttempt(picture, { visit, attempt, before: attempts[at - 1], row }),
    )
  return [barOf(picture, visit, row)]
}

function shapesOfSequence(picture: Picture, sequence: OutlineSpan, row: number): ThumbnailShape[] {
  const visits = picture.childrenOf.get(sequence.id) ?? []
  return visits.flatMap(visit => {
    const isTask = picture.childrenOf.get(visit.id)?.some(child => child.kind === 'taskAttempt')
    return isTask ? shapesOfVisit(picture, visit, row) : [barOf(picture, visit, row)]
  })
}

function barOf(picture: Picture, span: OutlineSpan, row: number): ThumbnailShape {
  return { form: 'bar', row, from: picture.at(span.start), to: picture.at(span.end), outcome: span.outcome }
}

interface DrawnAttempt {
  readonly visit: OutlineSpan
  readonly attempt: OutlineSpan
  readonly before: OutlineSpan | undefined
  readonly row: number
}

function shapesOfAttempt(picture: Picture, { visit, attempt, before, row }: DrawnAttempt): ThumbnailShape[] {
  const isWaiting = String(picture.events[attempt.start - 1]?.details?.['resource']).includes('waitForTaskToken')
  const isCaught = visit.outcome === 'caught' && attempt.outcome === 'failed'
  const bar = {
    ...barOf(picture, attempt, row),
    ...(isWaiting ? { form: 'waiting' as const } : {}),
    ...(isCaught ? { outcome: visit.outcome } : {}),
  }
  const gap = before && {
    form: 'backoff' as const,
    row,
    from: picture.at(before.end),
    to: bar.from,
    outcome: before.outcome,
  }
  return gap ? [gap, bar] : [bar]
}

const BAND_SAMPLES = 24

/** A band for each round, and a mark for each iteration that failed, or in which something was caught. */
function bandsOf(
  picture: Picture,
  { visit, iterations, row }: { visit: OutlineSpan; iterations: OutlineSpan[]; row: number },
): ThumbnailShape[] {
  const numbers = [...new Set(iterations.map(iteration => iteration.round))]
  const bands = numbers.map((number): ThumbnailShape => {
    const round = iterations.filter(iteration => iteration.round === number)
    const from = Math.min(...round.map(({ start }) => picture.at(start)))
    const to = Math.max(...round.map(({ end }) => picture.at(end)))
    return {
      form: 'band',
      row: row + 1,
      from,
      to,
      outcome: visit.outcome,
      heights: heightsOf(picture, { round, from, to }),
    }
  })
  const failed = iterations
    .filter(({ outcome }) => outcome === 'failed')
    .map(iteration => barOf(picture, iteration, row + 2))
  return [...bands, ...failed.slice(0, 12)]
}

function heightsOf(
  picture: Picture,
  { round, from, to }: { round: readonly OutlineSpan[]; from: number; to: number },
): number[] {
  const counts = Array.from({ length: BAND_SAMPLES }, (_, sample) => {
    const at = from + ((sample + 0.5) / BAND_SAMPLES) * (to - from)
    return round.filter(({ start, end }) => picture.at(start) <= at && picture.at(end) > at).length
  })
  const most = Math.max(1, ...counts)
  return counts.map(count => rounded(count / most))
}

function redrivesOf(picture: Picture): ThumbnailShape[] {
  return picture.events
    .filter(({ type }) => type === 'ExecutionRedriven')
    .map(({ id }) => ({ form: 'redrive', row: 0, from: picture.at(id), to: picture.at(id), outcome: 'running' }))
}

const FOLDED_FROM_MS = 600_000
const FOLDED_SHARE = 0.08

/** Silences of ten minutes and more that would squash the rest take eight hundredths of the width each. */
function foldedAxis(events: readonly HistoryEvent[]): { at(time: Millis): number; folds: ThumbnailShape[] } {
  const times = events.map(({ timestamp }) => timestamp)
  const start = times[0] ?? 0
  const whole = (times.at(-1) ?? 0) - start
  const gaps = times.slice(1).map((time, at) => ({ from: times[at] ?? time, to: time }))
  const folded = gaps.filter(({ from, to }) => to - from >= FOLDED_FROM_MS && to - from > whole / 10)
  const busy = whole - folded.reduce((sum, { from, to }) => sum + to - from, 0)
  const width = busy * FOLDED_SHARE
  const total = Math.max(1, busy + folded.length * width)
  const at = (time: Millis) => {
    const hidden = folded.filter(({ to }) => to <= time).reduce((sum, { from, to }) => sum + to - from - width, 0)
    return rounded((time - start - hidden) / total)
  }
  const folds = folded.map(
    ({ from, to }): ThumbnailShape => ({ form: 'fold', row: 0, from: at(from), to: at(to), outcome: 'running' }),
  )
  return { at, folds }
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}
