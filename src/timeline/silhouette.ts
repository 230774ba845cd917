import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { stretchesOf } from '../model/stretches.ts'
import type { CssPx } from './chart-types.ts'
import { at, createColumn, firstAbove } from './column.ts'
import { isFailure } from './outcome-code.ts'
import type { FoldedScale } from './time-scale.ts'

/** How many spans ran at once over time, as steps: from `times[i]` on there were `counts[i]`. */
export interface Silhouette {
  /** Ascending epoch ms. */
  readonly times: Float64Array
  readonly counts: Float64Array
  readonly peak: number
  /** Number of spans counted. */
  readonly total: number
  /** Spans that failed or timed out, in order of their end. */
  readonly failedAt: Float64Array
  readonly failedKeys: Float64Array
}

/** Steps from the starts and the ends of intervals, each ascending. An end of Infinity never comes. */
export function stepsOf(starts: Float64Array, ends: Float64Array): Pick<Silhouette, 'times' | 'counts' | 'peak'> {
  const times = createColumn(256)
  const counts = createColumn(256)
  let peak = 0
  let started = 0
  let ended = 0
  for (;;) {
    const time = Math.min(starts[started] ?? Infinity, ends[ended] ?? Infinity)
    if (time === Infinity) break
    // Ends and starts of one instant count together: what stops as another starts was never at work beside it.
    while (starts[started] === time) started++
    while (ends[ended] === time) ended++
    const count = started - ended
    times.push(time)
    counts.push(count)
    peak = Math.max(peak, count, 1)
  }
  return { times: times.values(), counts: counts.values(), peak }
}

const known = new WeakMap<ExecutionTree, Map<SpanKey, Silhouette>>()

/** How many children of a container ran at once, and which failed when; worked out once a tree version. */
export function silhouetteOf(tree: ExecutionTree, container: SpanKey): Silhouette {
  let byContainer = known.get(tree)
  if (byContainer === undefined) known.set(tree, (byContainer = new Map()))
  let silhouette = byContainer.get(container)
  if (silhouette === undefined) byContainer.set(container, (silhouette = measure(tree, container)))
  return silhouette
}

function measure(tree: ExecutionTree, container: SpanKey): Silhouette {
  const keys = tree.span(container)?.children ?? []
  const starts = createColumn(keys.length)
  const ends = createColumn(keys.length)
  const failed: { at: Millis; key: SpanKey }[] = []
  let total = 0
  for (const key of keys) {
    const span = tree.span(key)
    if (span === undefined) continue
    total++
    for (const { from, to } of stretchesOf(tree, span)) {
      starts.push(from)
      ends.push(to ?? Infinity)
    }
    if (isFailure(span.outcome) && span.endedAt !== undefined) failed.push({ at: span.endedAt, key })
  }
  failed.sort((a, b) => a.at - b.at)
  return {
    ...stepsOf(starts.values().toSorted(), ends.values().toSorted()),
    total,
    failedAt: Float64Array.from(failed, one => one.at),
    failedKeys: Float64Array.from(failed, one => one.key),
  }
}

/** How many ran at a moment. */
export function countAt(silhouette: Pick<Silhouette, 'times' | 'counts'>, t: Millis): number {
  const step = firstAbove(silhouette.times, t) - 1
  return step < 0 ? 0 : at(silhouette.counts, step)
}

/**
 * The highest count in each px column of a window, NaN within folds. A column shows its peak, so that a burst narrower
 * than a pixel is not lost.
 */
export function columnsOf(silhouette: Pick<Silhouette, 'times' | 'counts'>, scale: FoldedScale): Float64Array {
  const width = Math.max(0, Math.ceil(scale.widthPx))
  const columns = new Float64Array(width)
  let step = firstAbove(silhouette.times, scale.unproject(0)) - 1
  for (let x: CssPx = 0; x < width; x++) {
    const until = scale.unproject(x + 1)
    let highest = step < 0 ? 0 : at(silhouette.counts, step)
    while (step + 1 < silhouette.times.length && at(silhouette.times, step + 1) < until) {
      step++
      highest = Math.max(highest, at(silhouette.counts, step))
    }
    columns[x] = highest
  }
  for (const fold of scale.folds)
    columns.fill(NaN, Math.ceil(scale.project(fold.from)), Math.floor(scale.project(fold.to)))
  return columns
}

/** Moments, each of a span, ascending. */
export interface TimedKeys {
  /** Epoch ms. */
  readonly times: Float64Array
  readonly keys: Float64Array
}

/** Moments of a window by px column: x, how many, and the first one's span. */
export interface MomentTick {
  readonly xPx: CssPx
  readonly count: number
  readonly key: SpanKey
}

/** Failure ticks of a window. */
export function failureTicks({ failedAt, failedKeys }: Silhouette, scale: FoldedScale): readonly MomentTick[] {
  return momentTicks({ times: failedAt, keys: failedKeys }, scale)
}

/** The ticks of some moments in a window, several in one px column joined. */
export function momentTicks({ times, keys }: TimedKeys, scale: FoldedScale): readonly MomentTick[] {
  const ticks: MomentTick[] = []
  const from = firstAbove(times, scale.viewport.from - 1 / scale.pxPerMs)
  for (let index = from; index < times.length; index++) {
    const t = at(times, index)
    if (t > scale.viewport.to) break
    const xPx = Math.round(scale.project(t))
    const last = ticks.at(-1)
    if (last !== undefined && xPx - last.xPx < 2) ticks[ticks.length - 1] = { ...last, count: last.count + 1 }
    else ticks.push({ xPx, count: 1, key: at(keys, index) })
  }
  return ticks
}
