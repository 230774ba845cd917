import type { Millis } from '../history/events.ts'
import type { BucketUnit } from '../runs/calendar.ts'
import type { RunList } from '../runs/run-list.ts'
import { type TrendStep, trendOf, trendSteps, versionChanges } from '../runs/run-trend.ts'
import type { CssPx } from './chart-types.ts'
import type { DurationScale } from './duration-scale.ts'
import type { FoldedScale } from './time-scale.ts'

/** What usual runs took, of one version and without a gap: px of the plot. */
export interface TrendLine {
  readonly x: Float32Array
  readonly p50: Float32Array
  readonly p95: Float32Array
  /** What it ends in. */
  readonly last: Pick<TrendStep, 'p50Ms' | 'p95Ms'> | undefined
}

/** So many hours, days or weeks, of the successes in which a value tells. */
export interface TrendWindow {
  readonly unit: BucketUnit
  readonly count: number
}

/** A step of less is jitter: neighbours are told together. */
export const LEAST_STEP_PX: CssPx = 32

/** `by`: what each value tells of: the last twenty successes, or, where there are many runs, those of a stretch of time. */
export interface RunTrend {
  readonly by: 'lastTwenty' | TrendWindow
  readonly lines: readonly TrendLine[]
}

interface TrendFrame {
  readonly scale: FoldedScale
  readonly durations: DurationScale
  readonly unit: BucketUnit
  /** Of the hours, days or weeks that are drawn, ascending. */
  readonly edges: readonly Millis[]
}

/** Lines of what is usual. Where another version begins a new one does: the old one says nothing of it. */
export function runTrend(list: RunList, frame: TrendFrame): RunTrend {
  const { unit, edges } = frame
  const changes = versionChanges(list).map(({ at }) => at)
  const [first = 0, last = 0] = [edges[0], edges.at(-1)]
  const inside = changes.filter(at => at > first && at < last)
  const count = countFor(frame)
  // From the newest on, so that what is cut short is the oldest.
  const wide = edges.filter((_, at) => at === 0 || (edges.length - 1 - at) % count === 0)
  const steps = trendSteps(
    list,
    [...new Set([...wide, ...inside])].toSorted((a, b) => a - b),
  )
  return steps === undefined
    ? { by: 'lastTwenty', lines: slidingLines(list, frame) }
    : { by: { unit, count }, lines: stepLines(steps, new Set(inside), frame) }
}

/** How many hours, days or weeks are as wide as a step that can be read. */
function countFor({ scale, edges }: TrendFrame): number {
  const [first, last] = [edges[0], edges.at(-1)]
  if (first === undefined || last === undefined || last === first) return 1
  const eachPx = (scale.project(last) - scale.project(first)) / (edges.length - 1)
  return eachPx > 0 ? Math.max(1, Math.ceil(LEAST_STEP_PX / eachPx)) : 1
}

function slidingLines(list: RunList, { scale, durations }: TrendFrame): readonly TrendLine[] {
  const lines: TrendLine[] = []
  const points = trendOf(list)
  for (let from = 0; from < points.length; ) {
    let to = from + 1
    while (points[to]?.startedBy === points[from]?.startedBy && to < points.length) to++
    const own = points.slice(from, to)
    lines.push({
      x: Float32Array.from(own, ({ at }) => scale.project(at)),
      p50: Float32Array.from(own, ({ p50Ms }) => durations.project(p50Ms)),
      p95: Float32Array.from(own, ({ p95Ms }) => durations.project(p95Ms)),
      last: own.at(-1),
    })
    from = to
  }
  return lines
}

/** Level over each stretch, as what lies between two values is known of neither. */
function stepLines(
  steps: readonly TrendStep[],
  changes: ReadonlySet<Millis>,
  { scale, durations }: TrendFrame,
): readonly TrendLine[] {
  const lines: TrendLine[] = []
  for (let from = 0; from < steps.length; ) {
    let to = from + 1
    while (to < steps.length && steps[to]?.from === steps[to - 1]?.to && !changes.has(steps[to]?.from ?? 0)) to++
    const own = steps.slice(from, to)
    lines.push({
      x: Float32Array.from(own.flatMap(step => [scale.project(step.from), scale.project(step.to)])),
      p50: Float32Array.from(own.flatMap(({ p50Ms }) => [durations.project(p50Ms), durations.project(p50Ms)])),
      p95: Float32Array.from(own.flatMap(({ p95Ms }) => [durations.project(p95Ms), durations.project(p95Ms)])),
      last: own.at(-1),
    })
    from = to
  }
  return lines
}
