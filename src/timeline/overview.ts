import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { stretchesOf } from '../model/stretches.ts'
import { activitySilhouette } from './activity-silhouette.ts'
import type { CssPx, Fold, Viewport } from './chart-types.ts'
import { matchMarks } from './match-marks.ts'
import type { MissingRange } from './missing.ts'
import type { FoldGap, MissingBox, Seam } from './scene.ts'
import { columnsOf, failureTicks, type MomentTick, momentTicks } from './silhouette.ts'
import { type FoldedScale, timeScale } from './time-scale.ts'

/** The strip above the chart: the whole execution, whatever the window shows. */
export interface OverviewScene {
  readonly widthPx: CssPx
  readonly heightPx: CssPx
  /** Time to x over the whole execution. */
  readonly scale: FoldedScale
  /** Height of the silhouette in each px column, 0 to 1; NaN within folds. */
  readonly heights: Float64Array
  readonly peak: number
  /** Where the execution went on, be it that all of it waited. */
  readonly active: readonly { readonly x0: CssPx; readonly x1: CssPx }[]
  readonly ticks: readonly MomentTick[]
  /** Where something matches the query. */
  readonly matches: readonly MomentTick[]
  readonly folds: readonly FoldGap[]
  readonly missing: readonly MissingBox[]
  readonly seams: readonly Pick<Seam, 'x' | 'at'>[]
  /** The window in it. */
  readonly brush: { readonly x0: CssPx; readonly x1: CssPx }
}

/** What the strip is made from. */
export interface OverviewInput {
  readonly tree: ExecutionTree
  readonly bounds: Viewport
  readonly viewport: Viewport
  readonly folds: readonly Fold[]
  readonly missing: readonly MissingRange[]
  readonly widthPx: CssPx
  readonly heightPx: CssPx
  readonly now: Millis
  /** What a query found. */
  readonly matches?: ReadonlySet<SpanKey> | undefined
}

/** The overview strip; undefined where nothing has happened yet. */
export function overviewOf(input: OverviewInput): OverviewScene | undefined {
  const silhouette = activitySilhouette(input.tree)
  if (silhouette.times.length === 0) return undefined
  const scale = timeScale(input.bounds, input.widthPx, input.folds)
  const full = Math.max(silhouette.peak, 1)
  const heights = columnsOf(silhouette, scale).map(count => count / full)
  heights.fill(0, Math.max(0, Math.min(heights.length, Math.ceil(scale.project(input.now)))))
  return {
    widthPx: input.widthPx,
    heightPx: input.heightPx,
    scale,
    heights,
    peak: silhouette.peak,
    active: stretchesOf(input.tree, input.tree.root).map(({ from, to }) => ({
      x0: scale.project(from),
      x1: scale.project(to ?? input.now),
    })),
    ticks: failureTicks(silhouette, scale),
    matches: input.matches === undefined ? [] : momentTicks(matchMarks(input.tree, input.matches).all, scale),
    folds: scale.folds.map(fold => ({ ...fold, x0: scale.project(fold.from), x1: scale.project(fold.to) })),
    missing: input.missing.map(range => ({
      ...range,
      x0: scale.project(range.from),
      x1: scale.project(range.to),
    })),
    seams: seamsOf(input.tree, scale),
    brush: { x0: scale.project(input.viewport.from), x1: scale.project(input.viewport.to) },
  }
}

function seamsOf(tree: ExecutionTree, scale: FoldedScale) {
  return tree.root.redrives.flatMap(id => {
    const time = tree.event(id)?.timestamp
    return time === undefined ? [] : [{ x: scale.project(time), at: time }]
  })
}
