import type { Millis } from '../history/events.ts'
import { type BucketUnit, type Zone } from '../runs/calendar.ts'
import { bucketsOf, type RunBucket } from '../runs/run-buckets.ts'
import type { RunList } from '../runs/run-list.ts'
import { versionChanges } from '../runs/run-trend.ts'
import type { CssPx, Tick, Viewport } from './chart-types.ts'
import { type DurationScale, durationScale } from './duration-scale.ts'
import { type RunBoxes, runBoxes, runFolds } from './run-boxes.ts'
import { densityOf, type RunDensity } from './run-density.ts'
import type { RunLanes } from './run-lanes.ts'
import { durationRange, hasRoomForGlyphs, type RunPoints, runPoints } from './run-points.ts'
import { type RunTrend, runTrend } from './run-trend-lines.ts'
import { ticksOf } from './ticks.ts'
import { type FoldedScale, timeScale } from './time-scale.ts'

/** What the charts of runs are drawn from. */
export interface RunsPicture {
  readonly list: RunList
  /** By position, 1 for the runs asked for by name and status. */
  readonly wanted: Uint8Array
  readonly now: Millis
  readonly zone: Zone
  readonly isWhole: boolean
}

/** An hour, day or week of the status strip. */
export interface StripCell {
  readonly x0: CssPx
  readonly x1: CssPx
  readonly bucket: RunBucket
}

/** The upper chart: how each hour, day or week went, and each run's duration over its start. */
export interface RunsScene {
  readonly scale: FoldedScale
  readonly ticks: readonly Tick[]
  readonly unit: BucketUnit
  readonly cells: readonly StripCell[]
  readonly durations: DurationScale
  readonly points: RunPoints
  /** Whether marks of what went wrong have room for their glyphs. */
  readonly hasGlyphs: boolean
  /** Where many points lie over one another, in place of those of successes. */
  readonly density: RunDensity | undefined
  readonly trend: RunTrend
  /** Where runs begin to be started by another version or alias. */
  readonly changes: readonly { readonly xPx: CssPx; readonly startedBy: string | undefined }[]
  /** Runs before this px are not read yet. */
  readonly readFromPx: CssPx
}

const DAY: Millis = 86_400_000

/** What the status strip counts by, for a stretch of time. */
function unitFor({ from, to }: Viewport): BucketUnit {
  const days = (to - from) / DAY
  return days <= 3 ? 'hour' : days <= 92 ? 'day' : 'week'
}

interface UpperFrame {
  readonly extent: Viewport
  readonly widthPx: CssPx
  /** Of the plot of durations. */
  readonly heightPx: CssPx
  readonly isLog: boolean
}

/** The scene of the upper chart. */
export function runsScene(picture: RunsPicture, { extent, widthPx, heightPx, isLog }: UpperFrame): RunsScene {
  const { list, zone, isWhole } = picture
  const scale = timeScale(extent, widthPx)
  const drawn = drawnIn(picture, extent)
  const durations = durationScale(durationRange(drawn), heightPx, isLog)
  const unit = unitFor(extent)
  const oldest = oldestStart(list)
  const buckets = bucketsOf(list, { unit, zone, ...extent })
  const points = runPoints(drawn, scale, durations)
  return {
    ...{ scale, unit, durations },
    ticks: ticksOf(scale, { mode: zone, origin: extent.from }),
    cells: buckets.map(bucket => ({
      ...{ bucket, x0: Math.max(0, scale.project(bucket.from)), x1: Math.min(widthPx, scale.project(bucket.to)) },
    })),
    ...{ points, density: densityOf(points), hasGlyphs: hasRoomForGlyphs(points, widthPx) },
    trend: runTrend(list, { scale, durations, unit, edges: edgesOf(buckets) }),
    changes: versionChanges(list)
      .map(({ at, startedBy }) => ({ xPx: scale.project(at), startedBy }))
      .filter(({ xPx }) => xPx > 0 && xPx < widthPx),
    readFromPx: isWhole || oldest === undefined ? 0 : Math.min(widthPx, Math.max(0, scale.project(oldest))),
  }
}

function edgesOf(buckets: readonly RunBucket[]): readonly Millis[] {
  const last = buckets.at(-1)
  return last === undefined ? [] : [...buckets.map(({ from }) => from), last.to]
}

/** The lower chart: runs in lanes within a window. */
export interface LanesScene {
  readonly scale: FoldedScale
  readonly ticks: readonly Tick[]
  readonly boxes: RunBoxes
  /** Undefined outside the window. */
  readonly nowPx: CssPx | undefined
}

/** The scene of the lower chart; idle time is folded. */
export function lanesScene(
  picture: RunsPicture,
  lanes: RunLanes,
  { window, widthPx }: { readonly window: Viewport; readonly widthPx: CssPx },
): LanesScene {
  const { list, now, zone } = picture
  const scale = timeScale(window, widthPx, runFolds(list, window, { now, widthPx }))
  return {
    scale,
    ticks: ticksOf(scale, { mode: zone, origin: window.from }),
    // One that began before the window may reach into it.
    boxes: runBoxes({ ...drawnIn(picture, window), end: list.count }, lanes, scale),
    nowPx: now > window.from && now < window.to ? scale.project(now) : undefined,
  }
}

function drawnIn({ list, now, wanted }: RunsPicture, { from, to }: Viewport) {
  return { list, now, wanted, first: list.firstBefore(to), end: list.firstBefore(from) }
}

/** The start of the oldest run that is known; undefined where none has one. */
export function oldestStart(list: RunList): Millis | undefined {
  for (let position = list.count - 1; position >= 0; position--) {
    const at = list.startedAt(position)
    if (!Number.isNaN(at)) return at
  }
  return undefined
}
