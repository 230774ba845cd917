import { type PointerEvent, useCallback, useMemo, useRef, useState } from 'react'
import { useSize } from '../../chart/use-size.ts'
import { PLOT_TOP_PX, paintRuns, STRIP_PX, STRIP_TOP_PX, TIME_AXIS_PX } from '../../paint/paint-runs.ts'
import type { Pen } from '../../paint/pen.ts'
import type { CssPx, Viewport } from '../../timeline/chart-types.ts'
import { pointAt } from '../../timeline/run-points.ts'
import { type RunsPicture, type RunsScene, runsScene } from '../../timeline/runs-scene.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import { RunTip, type Tip } from './run-tip.tsx'
import { bucketWords, outcomesWords, type RunCounts, type RunsTimeMode, starterWords } from './run-words.ts'
import { useBrush } from './use-brush.ts'
import { usePainted } from './use-painted.ts'

const REACH_PX: CssPx = 8

interface RunsChartProps {
  readonly picture: RunsPicture
  readonly extent: Viewport
  readonly isLog: boolean
  readonly timeMode: RunsTimeMode
  readonly brush: Viewport | undefined
  readonly counts: RunCounts
  readonly onBrush: (brush: Viewport | undefined) => void
  /** A run was clicked, by position in the list. */
  readonly onOpen: (position: number) => void
}

/** How each day went, and each run's duration over its start; a drag chooses a range of time. */
export function RunsChart(props: RunsChartProps) {
  const { picture, extent, isLog, timeMode, brush, counts, onBrush, onOpen } = props
  const plot = useRef<HTMLDivElement>(null)
  const size = useSize(plot)
  const { widthPx, heightPx } = size
  const plotPx = Math.max(40, heightPx - PLOT_TOP_PX - TIME_AXIS_PX)
  const scene = useMemo(
    () => runsScene(picture, { extent, widthPx: Math.max(widthPx, 1), heightPx: plotPx, isLog }),
    [picture, extent, widthPx, plotPx, isLog],
  )
  const canvas = usePainted(
    useCallback((pen: Pen) => paintRuns(pen, scene, heightPx), [scene, heightPx]),
    size,
  )
  const [tip, setTip] = useState<Tip>()
  const { pointer, onKeyDown, isDragging } = useBrush({
    ...{ plot, scale: scene.scale, brush, onBrush },
    onClick: place => {
      const found = hitAt(scene, place)
      if (found?.kind === 'run') onOpen(found.position)
      else onBrush(found?.kind === 'bucket' ? { from: found.from, to: found.to } : undefined)
    },
  })
  const onHover = (event: PointerEvent<HTMLDivElement>) => {
    pointer.onPointerMove(event)
    const box = event.currentTarget.getBoundingClientRect()
    const place = { xPx: event.clientX - box.left, yPx: event.clientY - box.top }
    const hit = isDragging() ? undefined : hitAt(scene, place)
    setTip(hit && { ...place, widthPx, ...tipOf(hit, props, scene) })
  }
  const shown = brush ?? extent
  const [fromPx, toPx] = [scene.scale.project(shown.from), scene.scale.project(shown.to)]
  const valueAt = (px: CssPx) => Math.round((px / Math.max(widthPx, 1)) * 1000) / 10
  return (
    <section className="sfn-runs-chart" aria-label="Runs over time">
      <Gutter scene={scene} />
      <div
        ref={plot}
        className="sfn-runs-plot"
        data-testid="runs-plot"
        data-hit={tip?.isRun ?? false}
        {...pointer}
        onPointerMove={onHover}
        onPointerLeave={() => setTip(undefined)}
      >
        <canvas ref={canvas} role="img" aria-label={`Durations over time of ${outcomesWords(counts)}`} />
        <Labels scene={scene} />
        {brush !== undefined && (
          <div className="sfn-runs-brush" style={{ left: fromPx, width: Math.max(2, toPx - fromPx) }} />
        )}
        {(['from', 'to'] as const).map(grip => (
          <div
            key={grip}
            role="slider"
            tabIndex={0}
            aria-orientation="horizontal"
            aria-valuemin={0}
            className={`sfn-runs-edge${brush === undefined ? ' sfn-runs-edge-idle' : ''}`}
            style={{ left: grip === 'from' ? Math.max(0, fromPx) : Math.min(widthPx, toPx) }}
            aria-label={grip === 'from' ? 'Start of the range' : 'End of the range'}
            aria-valuemax={100}
            aria-valuenow={valueAt(grip === 'from' ? fromPx : toPx)}
            aria-valuetext={formatDateTimeToSecond(shown[grip], timeMode)}
            onKeyDown={onKeyDown(grip)}
          />
        ))}
        {tip !== undefined && <RunTip tip={tip} />}
      </div>
    </section>
  )
}

/** The scales' names and the lengths of the gridlines. */
function Gutter({ scene }: { readonly scene: RunsScene }) {
  const name = { hour: 'Hours', day: 'Days', week: 'Weeks' }[scene.unit]
  return (
    <div className="sfn-runs-gutter" aria-hidden="true">
      <span style={{ top: STRIP_TOP_PX + 4 }}>{name}</span>
      <span style={{ top: PLOT_TOP_PX - 16 }}>Duration</span>
      {scene.durations.ticks
        .filter(({ yPx }) => yPx > 12)
        .map(({ label, yPx }) => (
          <span key={label} className="sfn-runs-tick" style={{ top: PLOT_TOP_PX + yPx - 8 }}>
            {label}
          </span>
        ))}
    </div>
  )
}

/** The names of versions, and of the lines of what is usual. */
function Labels({ scene }: { readonly scene: RunsScene }) {
  return (
    <div aria-hidden="true">
      {scene.changes.map(({ xPx, startedBy }) => (
        <span
          key={`${startedBy}`}
          className={`sfn-runs-change${xPx > scene.scale.widthPx / 2 ? ' sfn-runs-change-left' : ''}`}
          style={{ left: xPx, top: PLOT_TOP_PX - 20 }}
        >
          {starterWords(startedBy)}
        </span>
      ))}
      {usualLabels(scene).map(({ words, topPx, rightPx }) => (
        <span key={words} className="sfn-runs-usual" style={{ top: PLOT_TOP_PX + topPx, right: rightPx }}>
          {words}
        </span>
      ))}
    </div>
  )
}

const LABEL_PX: CssPx = 16
const LEAST_LABELLED_PX: CssPx = 500

/** What the newest lines of what is usual end in: above the one, below the other, and never over one another. */
function usualLabels({ trend, scale, durations, density }: RunsScene) {
  // They would hide some of a few runs.
  if (density === undefined && scale.widthPx < LEAST_LABELLED_PX) return []
  const line = trend.lines.at(-1)
  const [endPx, p50Px, p95Px] = [line?.x.at(-1), line?.p50.at(-1), line?.p95.at(-1)]
  if (line?.last === undefined || endPx === undefined || p50Px === undefined || p95Px === undefined) return []
  const bottomPx = durations.project(0) - LABEL_PX
  const lowerPx = Math.min(p50Px + 4, bottomPx)
  const upperPx = Math.max(-LABEL_PX, Math.min(p95Px - LABEL_PX - 3, lowerPx - LABEL_PX))
  const rightPx = Math.max(2, scale.widthPx - endPx)
  return [
    { words: `p95 ${formatDuration(line.last.p95Ms)}`, topPx: upperPx, rightPx },
    { words: `p50 ${formatDuration(line.last.p50Ms)}`, topPx: lowerPx, rightPx },
  ]
}

type ChartHit =
  | { readonly kind: 'run'; readonly position: number }
  | { readonly kind: 'bucket'; readonly index: number; readonly from: number; readonly to: number }

/** What lies under a place of the plot. */
function hitAt(scene: RunsScene, { xPx, yPx }: { readonly xPx: CssPx; readonly yPx: CssPx }): ChartHit | undefined {
  if (yPx < STRIP_TOP_PX + STRIP_PX + 4) {
    const index = scene.cells.findIndex(({ x0, x1 }) => xPx >= x0 && xPx < x1)
    const cell = scene.cells[index]
    return cell && { kind: 'bucket', index, from: cell.bucket.from, to: cell.bucket.to }
  }
  const position = pointAt(scene.points, { xPx, yPx: yPx - PLOT_TOP_PX }, REACH_PX)
  return position === -1 ? undefined : { kind: 'run', position }
}

function tipOf(hit: ChartHit, { picture, timeMode }: RunsChartProps, { cells, unit }: RunsScene) {
  if (hit.kind === 'run') return { isRun: true, picture, position: hit.position, timeMode } as const
  const cell = cells[hit.index]
  return { isRun: false, words: cell === undefined ? '' : bucketWords(cell.bucket, unit, timeMode) } as const
}
