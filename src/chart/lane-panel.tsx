import { useMemo } from 'react'
import { comparisonSteps } from '../analysis/iteration-comparison.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { sliced, useSliced } from '../kit/sliced.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import type { CssPx } from '../timeline/chart-types.ts'
import { laneSummarySteps, longestStateIn } from '../timeline/lane-summary.ts'
import { contextAt, type RowContext, runsForSure } from '../timeline/row-text.ts'
import type { ChartRows } from '../timeline/rows-draft.ts'
import { spanName } from '../words/span-names.ts'
import { OutcomeTable, PhaseTable, SlowestTable } from './lane-tables.tsx'
import { indent } from './tree-indent.tsx'
import './lane-panel.css'

export interface LanePanelsProps {
  readonly rows: ChartRows
  readonly context: RowContext
  readonly treeWidthPx: CssPx
  /** Height of what is in sight. */
  readonly heightPx: CssPx
  readonly onSelect: (key: GlobalKey) => void
}

/** A narrower tree has room for the lanes' numbers alone. */
const LEAST_WIDTH_PX: CssPx = 260

/** What stays at the top while lanes scroll: their Map and its controls, and some air. */
const STUCK_PX: CssPx = 60

/** Beside the lanes of each Map, where the tree has nothing to list: how its iterations ended, what took long. */
export function LanePanels(props: LanePanelsProps) {
  const { rows, treeWidthPx } = props
  const blocks = useMemo(() => laneBlocks(rows), [rows])
  if (treeWidthPx < LEAST_WIDTH_PX) return null
  return blocks.map(block => <LanePanel key={block.container} {...props} {...block} />)
}

interface Block {
  readonly container: GlobalKey
  readonly depth: number
  readonly topPx: CssPx
  readonly lanesPx: CssPx
}

/** Where the lanes of each container lie. */
function laneBlocks(rows: ChartRows): readonly Block[] {
  return rows.laneBlocks.map(({ row, endRow }) => {
    const topPx = rows.topPx(row)
    return { container: rows.keyAt(row), depth: rows.depthAt(row), topPx, lanesPx: rows.topPx(endRow) - topPx }
  })
}

function LanePanel(props: LanePanelsProps & Block) {
  const context = contextAt(props.context, props.container)
  const map = context.tree.span(props.container)
  // Shares of a part would be shares of nothing, and would be worked out anew with each page.
  if (context.arriving) return null
  // Children of a Map Run have histories of their own.
  if (map?.kind !== 'stateVisit' || map.stateType !== 'Map') return null
  return <MapPanel {...props} map={map} context={context} />
}

interface LaneQuestion {
  readonly tree: ExecutionTree
  readonly map: Span
  readonly until: Millis
}

/** Of tens of thousands of iterations this takes longer than a frame. */
const laneFactsOf = sliced(function* ({ tree, map, until }: LaneQuestion) {
  const summary = yield* laneSummarySteps(tree, map, until)
  return { summary, comparison: yield* comparisonSteps(tree, map.key, until) }
})

type MapPanelProps = LanePanelsProps & Block & { readonly map: Span }

function MapPanel({ map, context, depth, topPx, lanesPx, heightPx, onSelect }: MapPanelProps) {
  const { tree, now, arriving } = context
  // Of a Map that has ended the clock changes nothing.
  const until = map.endedAt ?? now
  const question = useMemo(() => ({ tree, map, until }), [tree, map, until])
  const facts = useSliced(laneFactsOf, question)
  if (facts === undefined) return null
  const { summary, comparison } = facts
  const slowest = comparison.slowest.map(one => {
    const iteration = tree.span(one.key)
    const state = iteration === undefined ? undefined : longestStateIn(tree, iteration, until)
    return { ...one, state: state === undefined ? '' : spanName(tree, state) }
  })
  const room = roomFor(summary.outcomes.length + 1, Math.min(lanesPx, heightPx - STUCK_PX))
  if (!room.outcomes) return null
  const name = spanName(tree, map)
  const isKnown = runsForSure(tree, arriving)
  return (
    <div className="chart-lane-panel" style={{ top: topPx, height: lanesPx, left: indent(depth) }}>
      <section aria-label={`Iterations of ${name}`} style={{ top: STUCK_PX }}>
        <OutcomeTable
          summary={summary}
          map={map}
          open={tree.endsUntold ? 'untold' : isKnown ? 'running' : 'loading'}
          allIsHere={tree.loaded.length <= 1}
        />
        {room.phases && <PhaseTable phaseMs={summary.phaseMs} />}
        {room.slowest > 0 && comparison.count > 1 && (
          <SlowestTable slowest={slowest.slice(0, room.slowest)} medianMs={comparison.medianMs} onSelect={onSelect} />
        )}
      </section>
    </div>
  )
}

const LINE_PX: CssPx = 18
/** A table's head, and the air above it. */
const HEAD_PX: CssPx = 32
const MOST_SLOWEST = 6

/** Which tables have room, whole: one that is cut would tell less than it seems to. */
function roomFor(outcomeLines: number, heightPx: CssPx): { outcomes: boolean; phases: boolean; slowest: number } {
  const afterOutcomes = heightPx - HEAD_PX - outcomeLines * LINE_PX
  const afterPhases = afterOutcomes - HEAD_PX - 5 * LINE_PX
  const slowest = Math.min(MOST_SLOWEST, Math.floor((afterPhases - HEAD_PX) / LINE_PX))
  return { outcomes: afterOutcomes >= 0, phases: afterPhases >= 0, slowest: Math.max(0, slowest) }
}
