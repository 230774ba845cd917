import { type KeyboardEvent, useImperativeHandle, useMemo, useRef } from 'react'
import type { Millis } from '../history/events.ts'
import { activitySilhouette } from '../timeline/activity-silhouette.ts'
import type { Viewport } from '../timeline/chart-types.ts'
import { failureWalk, placeInWalk } from '../timeline/failure-marks.ts'
import type { Hues } from '../timeline/hues.ts'
import { timeScale } from '../timeline/time-scale.ts'
import { menuHandlers } from './ask-menu.ts'
import { boundsNow } from './chart-renderer.ts'
import { Corner, type Stops } from './corner.tsx'
import { Grounds } from './grounds.tsx'
import { LateLanePanels } from './late-lane-panels.tsx'
import { LateTooltip } from './late-tooltip.tsx'
import { Legend } from './legend.tsx'
import { Measured } from './measured.tsx'
import { outcomesOf, placeInDifferences, walkPlaceOf } from './navigation.ts'
import { OverviewStrip } from './overview-strip.tsx'
import { Separator } from './separator.tsx'
import type { ChartStageProps } from './timeline-props.ts'
import { TreeGrid } from './tree-grid.tsx'
import { TreeHead } from './tree-head.tsx'
import { indentStyle, roomStyle } from './tree-indent.tsx'
import { treeHover, useCanvases, useChartParts } from './use-canvases.ts'
import { useChartCommands } from './use-chart-commands.ts'
import { useChartPicture } from './use-chart-picture.ts'
import { usePointing } from './use-pointing.ts'
import { useReveal } from './use-reveal.ts'
import { useRowsFollow } from './use-rows-follow.ts'
import { useScroll } from './use-scroll.ts'
import { useSize } from './use-size.ts'
import { useTogether } from './use-together.ts'
import { useTreeActions } from './use-tree-actions.ts'
import { useTreeWidth } from './use-tree-width.ts'

/** The chart once there is something to show. */
export function ChartStage(props: ChartStageProps) {
  const { tree, store, onMenu } = props
  const scroller = useRef<HTMLDivElement>(null)
  const room = useSize(scroller)
  const [treeWidthPx, setTreeWidthPx] = useTreeWidth(props, room.widthPx)
  const paneWidthPx = Math.max(0, room.widthPx - treeWidthPx)
  const { picture, context } = useChartPicture(props, room.heightPx)
  const { rows } = picture
  const scroll = useScroll(scroller, store, { rows, selectedRow: picture.selectedRow, heightPx: room.heightPx })
  const parts = useChartParts(store)
  const { canvases, motion } = parts
  const seen = useReveal({ store, picture, scroll, motion, hasRoom: paneWidthPx > 0, props })
  const actions = useTreeActions({ store, picture, scroll, motion, props, scroller, seen })
  useRowsFollow(store, picture, scroll, motion)
  useTogether(props.companion, store, { rows, scroll })
  usePointing(store, parts.renderer, props)
  const commands = useChartCommands({
    store,
    picture,
    context,
    motion,
    actions,
    paneWidthPx,
    widthPx: room.widthPx,
    props,
  })
  useImperativeHandle(props.ref, () => commands, [commands])
  useCanvases(
    { theme: props.theme, store, picture, scroll, scroller, paneWidthPx, heightPx: room.heightPx, actions },
    parts,
  )
  const pane = { marginLeft: treeWidthPx, width: paneWidthPx, height: room.heightPx }
  const menu = useMemo(
    () => menuHandlers({ pane: canvases.pane, renderer: parts.renderer, onMenu }),
    [canvases, parts.renderer, onMenu],
  )
  const explain = (range: Viewport): void => {
    commands.zoomTo(range)
    props.onExplain?.(range)
  }
  return (
    <div
      className="chart-stage"
      style={{ gridTemplateColumns: `${treeWidthPx}px minmax(0, 1fr)` }}
      onKeyDown={(event: KeyboardEvent) => commands.handleKey(event.nativeEvent)}
    >
      <StageTop
        {...props}
        picture={picture}
        now={context.now}
        parts={parts}
        paneWidthPx={paneWidthPx}
        commands={commands}
      />
      <div ref={scroller} className="chart-scroller" onScroll={scroll.onScroll} {...menu}>
        <div className="chart-sizer" style={{ height: Math.max(rows.heightPx, room.heightPx) }}>
          <Grounds store={store} picture={picture} />
          <div ref={canvases.pane} className="chart-pane" style={pane} data-testid="pane">
            <canvas ref={canvases.scene} className="chart-canvas" aria-hidden="true" />
            <canvas ref={canvases.overlay} className="chart-canvas" aria-hidden="true" />
            <LateTooltip store={store} context={context} />
            <Measured
              store={store}
              tree={tree}
              onZoom={commands.zoomTo}
              onExplain={props.onExplain === undefined ? undefined : range => explain(range)}
            />
          </div>
          <div
            className="chart-tree-column"
            style={{ width: treeWidthPx, ...indentStyle(treeWidthPx, rows.deepest), ...roomStyle(room.widthPx) }}
            {...treeHover(store, picture)}
          >
            <TreeGrid
              rows={rows}
              context={context}
              store={store}
              actions={actions}
              heightPx={room.heightPx}
              selectedRow={picture.selectedRow}
              selectedKey={picture.selectedKey}
              matches={props.matches?.keys}
            />
            <LateLanePanels
              rows={rows}
              context={context}
              treeWidthPx={treeWidthPx}
              heightPx={room.heightPx}
              onSelect={key => actions.select(key, { mode: 'push', here: false })}
            />
          </div>
        </div>
      </div>
      <Separator widthPx={treeWidthPx} roomPx={room.widthPx} onResize={setTreeWidthPx} />
      <StageFoot {...props} hues={picture.hues} />
    </div>
  )
}

type StageTopProps = ChartStageProps & {
  readonly picture: ReturnType<typeof useChartPicture>['picture']
  readonly parts: ReturnType<typeof useChartParts>
  readonly commands: ReturnType<typeof useChartCommands>
  /** Up to when running spans last. */
  readonly now: Millis
  readonly paneWidthPx: number
}

/** Corner, overview, column heads and axis: all that stays while rows scroll. */
function StageTop(props: StageTopProps) {
  const { tree, store, timeMode, keys, picture, now, parts, commands, paneWidthPx } = props
  const { canvases, motion } = parts
  // As long as it runs, its bounds grow with every strike of the clock.
  const bounds = useMemo(() => boundsNow(picture, now), [picture, now])
  const { folds } = picture
  const scale = useMemo(() => timeScale(bounds, Math.max(1, paneWidthPx), folds), [bounds, paneWidthPx, folds])
  const silhouette = activitySilhouette(tree)
  const shared = { store, bounds, startedAt: picture.time.startedAt, timeMode }
  return (
    <>
      <Corner
        {...shared}
        endsAt={now}
        goesOn={picture.time.endsAt === undefined}
        peak={silhouette.peak}
        stops={stopsOf(props)}
        showsKeys={keys === 'all'}
        onZoom={factor => motion.zoom(factor, paneWidthPx / 2, true)}
        onShowAll={motion.showAll}
        onNextStop={() => commands.run('nextFailure')}
      />
      <OverviewStrip
        {...shared}
        motion={motion}
        canvas={canvases.overview}
        scale={scale}
        hidden={silhouette.times.length === 0}
      />
      <TreeHead store={store} />
      <div className="chart-axis">
        <canvas ref={canvases.axis} className="chart-canvas" aria-hidden="true" />
      </div>
    </>
  )
}

function stopsOf({ tree, picture, selection, differences = [] }: StageTopProps): Stops {
  if (differences.length > 0) {
    return { name: 'difference', count: differences.length, place: placeInDifferences(differences, picture) + 1 }
  }
  const walk = failureWalk(tree)
  return { name: 'failure', count: walk.length, place: placeInWalk(walk, walkPlaceOf(picture, selection)) + 1 }
}

function StageFoot(props: ChartStageProps & { readonly hues: Hues | undefined }) {
  const { tree, criticalPath, ghosts, logged, onHelp, hues, colouredBy = 'outcome', onColouredBy } = props
  const occurring = useMemo(() => outcomesOf(tree), [tree])
  return (
    <Legend
      criticalPath={criticalPath !== undefined}
      ghosts={ghosts}
      logged={logged?.legend}
      occurring={occurring}
      untold={tree.endsUntold}
      onHelp={onHelp}
      {...{ hues, colouredBy, onColouredBy }}
    />
  )
}
