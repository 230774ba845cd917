import type { Millis } from '../history/events.ts'
import type { SpanKey } from '../model/span.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import { silhouetteOfList, unlistedOf } from './child-rows.ts'
import type { MatchMarks } from './match-marks.ts'
import { columnsOf, failureTicks, type MomentTick, momentTicks, silhouetteOf } from './silhouette.ts'
import type { FoldedScale } from './time-scale.ts'

// A band is 40 px: the limit at 6, zero at 36.
//
//    6  ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄  MaxConcurrency, or the peak
//         ▟▀▀▀▜▙▄▄▂
//   36  ──▟────▲───▜───────  ▲ failure tick
//   40

/** Bottom of the match ticks above the limit. */
export const BAND_MATCH_PX: CssPx = 5
/** Top of a band's drawing, from the top of its row. */
export const BAND_LIMIT_PX: CssPx = 6
/** Base of a band's drawing, from the top of its row. */
export const BAND_BASE_PX: CssPx = 36

/** One fan-out band in the window. */
export interface Band {
  readonly key: SpanKey
  readonly row: number
  /** Top of the row in the window. */
  readonly y: CssPx
  /** Extent of the container in the window. */
  readonly x0: CssPx
  readonly x1: CssPx
  /** Height of the silhouette in each px column, 0 to 1; NaN within folds. */
  readonly heights: Float64Array
  readonly ticks: readonly MomentTick[]
  /** Where something inside matches the query. */
  readonly matches: readonly MomentTick[]
  /** How many ran at once at most. */
  readonly peak: number
  /** `MaxConcurrency`, where the definition tells it. */
  readonly limit: number | undefined
  /** Children that were started and are in no list yet: when they ran is not known. */
  readonly unlisted: number
  /** Children that AWS counts as still to start, which no list tells of. */
  readonly pending: number
}

/** What a band is drawn from. */
export interface BandFrame {
  readonly trees: ChartTrees
  readonly scale: FoldedScale
  readonly now: Millis
  readonly limitOf?: ((key: SpanKey) => number | undefined) | undefined
  readonly marks?: MatchMarks | undefined
}

/** The band of a container in the window, undefined when its time is outside. */
export function bandOf(frame: BandFrame, place: { key: SpanKey; row: number; y: CssPx }): Band | undefined {
  const { trees, scale, now } = frame
  const tree = trees.of(place.key)
  const span = tree?.span(place.key)
  if (tree === undefined || span === undefined) return undefined
  const x0 = scale.project(span.startedAt)
  const x1 = scale.project(span.endedAt ?? now)
  if (x1 < 0 || x0 > scale.widthPx) return undefined
  const graft = span.kind === 'mapRun' ? trees.forest?.graft(place.key) : undefined
  const silhouette = graft === undefined ? silhouetteOf(tree, place.key) : silhouetteOfList(graft.children)
  const limit = graft?.kind === 'mapRun' ? graft.run?.maxConcurrency : frame.limitOf?.(place.key)
  const full = Math.max(silhouette.peak, limit ?? 0, 1)
  const heights = columnsOf(silhouette, scale).map(count => count / full)
  heights.fill(0, Math.max(0, Math.ceil(Math.min(x1, scale.widthPx))))
  return {
    ...place,
    x0: Math.max(0, x0),
    x1: Math.min(scale.widthPx, x1),
    heights,
    ticks: failureTicks(silhouette, scale),
    matches: frame.marks === undefined ? [] : momentTicks(frame.marks.within(place.key), scale),
    peak: silhouette.peak,
    limit: limit === undefined || limit === 0 ? undefined : limit,
    unlisted: graft?.kind === 'mapRun' ? unlistedOf(graft) : 0,
    pending: graft?.kind === 'mapRun' ? (graft.run?.executionCounts['pending'] ?? 0) : 0,
  }
}
