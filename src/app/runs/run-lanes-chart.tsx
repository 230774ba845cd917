import { type PointerEvent, useCallback, useMemo, useRef, useState } from 'react'
import { useSize } from '../../chart/use-size.ts'
import { laneAtPx, paintRunLanes } from '../../paint/paint-run-lanes.ts'
import type { Pen } from '../../paint/pen.ts'
import type { Viewport } from '../../timeline/chart-types.ts'
import { boxAt } from '../../timeline/run-boxes.ts'
import { packRuns } from '../../timeline/run-lanes.ts'
import { lanesScene, type RunsPicture } from '../../timeline/runs-scene.ts'
import { RunTip, type Tip } from './run-tip.tsx'
import { type RunsTimeMode, rangeWords } from './run-words.ts'
import { usePainted } from './use-painted.ts'

interface RunLanesChartProps {
  readonly picture: RunsPicture
  readonly window: Viewport
  readonly timeMode: RunsTimeMode
  readonly onOpen: (position: number) => void
}

/** The runs of the range as bars, one above another where they overlap. */
export function RunLanesChart({ picture, window, timeMode, onOpen }: RunLanesChartProps) {
  const plot = useRef<HTMLDivElement>(null)
  const size = useSize(plot)
  const { widthPx, heightPx } = size
  const { list, now } = picture
  const lanes = useMemo(() => packRuns(list, now), [list, now])
  const scene = useMemo(
    () => lanesScene(picture, lanes, { window, widthPx: Math.max(1, widthPx) }),
    [picture, lanes, window, widthPx],
  )
  const canvas = usePainted(
    useCallback((pen: Pen) => paintRunLanes(pen, scene, heightPx), [scene, heightPx]),
    size,
  )
  const [tip, setTip] = useState<Tip>()
  const hitAt = (event: PointerEvent<HTMLDivElement>) => {
    const area = event.currentTarget.getBoundingClientRect()
    const place = { xPx: event.clientX - area.left, yPx: event.clientY - area.top }
    const lane = laneAtPx(scene.boxes.lanes, heightPx, place.yPx)
    return { place, box: boxAt(scene.boxes, { xPx: place.xPx, lane }) }
  }
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const { place, box } = hitAt(event)
    const position = scene.boxes.position[box]
    const others = (scene.boxes.runs[box] ?? 1) - 1
    setTip(position === undefined ? undefined : { ...place, widthPx, isRun: true, picture, position, timeMode, others })
  }
  return (
    <section className="sfn-runs-chart sfn-runs-lanes" aria-label="Runs in lanes">
      <div className="sfn-runs-gutter" aria-hidden="true">
        <span style={{ top: 6 }}>Runs</span>
        {scene.scale.folds.length > 0 && (
          <span className="sfn-muted" style={{ top: 22 }}>
            idle folded
          </span>
        )}
      </div>
      <div
        ref={plot}
        className="sfn-runs-plot"
        data-hit={tip !== undefined}
        onPointerMove={onMove}
        onPointerLeave={() => setTip(undefined)}
        onPointerUp={event => {
          const position = scene.boxes.position[hitAt(event).box]
          if (event.button === 0 && position !== undefined) onOpen(position)
        }}
      >
        <canvas ref={canvas} role="img" aria-label={`Runs of ${rangeWords(window, timeMode)} in lanes`} />
        {tip !== undefined && <RunTip tip={tip} />}
      </div>
    </section>
  )
}
