import type { Millis } from '../history/events.ts'
import { formatDuration } from '../words/format-duration.ts'
import type { CssPx } from './chart-types.ts'

/** A gridline of durations. */
export interface DurationTick {
  readonly durationMs: Millis
  readonly yPx: CssPx
  readonly label: string
}

/** Durations to y in px from the top of a plot: short ones at its bottom. */
export interface DurationScale {
  /** Clamped to the plot. */
  readonly project: (durationMs: Millis) => CssPx
  /** Ascending durations. */
  readonly ticks: readonly DurationTick[]
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Lengths that read as round. */
const ROUND: readonly Millis[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 20, 30].map(n => n * SECOND),
  ...[1, 2, 5, 10, 20, 30].map(n => n * MINUTE),
  ...[1, 2, 4, 6, 12].map(n => n * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 400].map(n => n * DAY),
]

/** Gridlines of a logarithmic scale: one for each order. */
const ORDERS: readonly Millis[] = [
  ...[1, 10, 100, SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 10 * HOUR, DAY, 10 * DAY, 100 * DAY],
]

const LEAST_GAP_PX: CssPx = 28
/** Nothing is shorter on a logarithmic scale. */
const LEAST: Millis = 1

export interface DurationRange {
  readonly shortest: Millis
  readonly longest: Millis
}

/** A scale for durations of a range: linear from 0, or logarithmic from just below the shortest. */
export function durationScale(range: DurationRange, heightPx: CssPx, isLog: boolean): DurationScale {
  return isLog ? logarithmic(range, heightPx) : linear(range, heightPx)
}

function linear({ longest }: DurationRange, heightPx: CssPx): DurationScale {
  const wanted = Math.max(1, Math.floor(heightPx / LEAST_GAP_PX))
  const top = Math.max(longest, 1) * 1.04
  const step = ROUND.find(length => top / length <= wanted) ?? top
  const project = (ms: Millis) => heightPx * (1 - clamp(ms / top))
  const ticks = Array.from({ length: Math.floor(top / step) + 1 }, (_, n) => tick(n * step, project))
  return { project, ticks }
}

function logarithmic({ shortest, longest }: DurationRange, heightPx: CssPx): DurationScale {
  const low = Math.log(Math.max(shortest, LEAST)) - 0.2
  const high = Math.max(Math.log(Math.max(longest, LEAST)) + 0.2, low + 1)
  const project = (ms: Millis) => heightPx * (1 - clamp((Math.log(Math.max(ms, LEAST)) - low) / (high - low)))
  const inside = (lengths: readonly Millis[]) =>
    lengths.filter(ms => Math.log(ms) >= low && Math.log(ms) <= high).map(ms => tick(ms, project))
  // Within one order there would be no line: then round lengths.
  const orders = inside(ORDERS)
  return { project, ticks: spaced(orders.length > 1 ? orders : inside(ROUND)) }
}

/** Without those that would stand too near to the one below. */
function spaced(ticks: readonly DurationTick[]): readonly DurationTick[] {
  const kept: DurationTick[] = []
  for (const one of ticks) {
    const below = kept.at(-1)
    if (below === undefined || below.yPx - one.yPx >= LEAST_GAP_PX / 2) kept.push(one)
  }
  return kept
}

function tick(durationMs: Millis, project: (ms: Millis) => CssPx): DurationTick {
  return { durationMs, yPx: project(durationMs), label: durationMs === 0 ? '0' : formatDuration(durationMs) }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
