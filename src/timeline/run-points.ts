import type { Millis } from '../history/events.ts'
import type { Outcome } from '../model/span.ts'
import { runOutcome } from '../runs/run-buckets.ts'
import type { RunList } from '../runs/run-list.ts'
import type { CssPx, TimeScale } from './chart-types.ts'
import type { DurationRange, DurationScale } from './duration-scale.ts'
import { codeOf } from './outcome-code.ts'

/** Runs as points: start across, duration upwards. Columns. */
export interface RunPoints {
  readonly count: number
  readonly x: Float32Array
  readonly y: Float32Array
  /** `codeOf` of the outcome. */
  readonly outcome: Uint8Array
  /** 1: not asked for, drawn faintly. */
  readonly faint: Uint8Array
  /** 1: redriven once or more. */
  readonly redriven: Uint8Array
  readonly position: Uint32Array
}

/** Which runs are drawn. */
export interface DrawnRuns {
  readonly list: RunList
  readonly now: Millis
  /** Newest first: positions `first` ≤ position < `end`. */
  readonly first: number
  readonly end: number
  /** By position, 1 for those asked for. */
  readonly wanted: Uint8Array
}

/** The outcome a run is drawn with: a status nobody knows is drawn like one that somebody stopped, which tells nothing either. */
export function drawnOutcome(list: RunList, position: number): Outcome {
  const outcome = runOutcome(list.statusAt(position))
  return outcome === 'unknown' ? 'aborted' : outcome
}

/** The shortest and the longest of the runs; 0 to 1 where there are none. */
export function durationRange({ list, now, first, end }: DrawnRuns): DurationRange {
  let [shortest, longest] = [Infinity, 0]
  for (let position = first; position < end; position++) {
    const ms = list.durationAt(position, now)
    if (Number.isNaN(ms)) continue
    shortest = Math.min(shortest, ms)
    longest = Math.max(longest, ms)
  }
  return shortest === Infinity ? { shortest: 0, longest: 1 } : { shortest, longest }
}

/** Every run whose start and duration are known. */
export function runPoints(drawn: DrawnRuns, scale: TimeScale, durations: DurationScale): RunPoints {
  const { list, now, first, end, wanted } = drawn
  const room = Math.max(0, end - first)
  const points = {
    ...{ x: new Float32Array(room), y: new Float32Array(room), outcome: new Uint8Array(room) },
    ...{ faint: new Uint8Array(room), redriven: new Uint8Array(room), position: new Uint32Array(room) },
  }
  let count = 0
  for (let position = first; position < end; position++) {
    const ms = list.durationAt(position, now)
    if (Number.isNaN(ms)) continue
    points.x[count] = scale.project(list.startedAt(position))
    points.y[count] = durations.project(ms)
    points.outcome[count] = codeOf(drawnOutcome(list, position))
    points.faint[count] = wanted[position] === 1 ? 0 : 1
    points.redriven[count] = list.redriveCountAt(position) > 0 ? 1 : 0
    points.position[count] = position
    count++
  }
  return { count, ...points }
}

/** A mark with a glyph takes so much of the time axis. */
const GLYPH_MARK_PX: CssPx = 11

/** Whether marks of what went wrong have room for their glyphs: side by side they would fit into the chart. */
export function hasRoomForGlyphs({ count, outcome }: RunPoints, widthPx: CssPx): boolean {
  let bad = 0
  for (let index = 0; index < count; index++) if (GLYPHED.has(outcome[index] ?? -1)) bad++
  return bad * GLYPH_MARK_PX <= widthPx
}

const GLYPHED: ReadonlySet<number> = new Set(
  (['failed', 'timedOut', 'caught'] as const).map(outcome => codeOf(outcome)),
)

/** Of many points in one place one is drawn: the one asked for before the faint, then the gravest. Painted in this order. */
export function shownPoints(points: RunPoints, cellPx: CssPx): Uint32Array {
  const best = new Map<number, number>()
  for (let index = 0; index < points.count; index++) {
    const column = Math.floor((points.x[index] ?? 0) / cellPx)
    const row = Math.floor((points.y[index] ?? 0) / cellPx)
    const cell = column * 65_536 + row
    const other = best.get(cell)
    if (other === undefined || rankOf(points, index) > rankOf(points, other)) best.set(cell, index)
  }
  return Uint32Array.from(best.values()).sort((a, b) => rankOf(points, a) - rankOf(points, b) || a - b)
}

function rankOf(points: RunPoints, index: number): number {
  return (points.outcome[index] ?? 0) + (points.faint[index] === 1 ? 0 : 100)
}

/** The run nearest to a place, within reach; -1 for none. */
export function pointAt(
  points: RunPoints,
  place: { readonly xPx: CssPx; readonly yPx: CssPx },
  reachPx: CssPx,
): number {
  let found = -1
  let least = reachPx * reachPx
  for (let index = 0; index < points.count; index++) {
    const dx = (points.x[index] ?? 0) - place.xPx
    const dy = (points.y[index] ?? 0) - place.yPx
    const distance = dx * dx + dy * dy
    if (distance <= least) [found, least] = [points.position[index] ?? -1, distance]
  }
  return found
}
