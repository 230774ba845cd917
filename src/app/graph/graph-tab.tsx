import { useCallback, useMemo, useState } from 'react'
import { canLayOut, type LayoutOrder } from '../../graph/layout.ts'
import type { StateId } from '../../graph/state-graph.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { Millis } from '../../history/events.ts'
import { Segments } from '../../kit/controls.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { stateNamesAround, visitAround } from '../../model/walk.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { PATH_SEPARATOR } from '../../words/places.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { boxWidths } from './box-widths.ts'
import { GraphList } from './graph-list.tsx'
import { type GraphOfRun, useGraphOfRun } from './graph-of.ts'
import { GraphPicture } from './graph-picture.tsx'
import { HEATS } from './heat.ts'
import { MomentStrip } from './moment-strip.tsx'
import { StatePanel } from './state-panel.tsx'
import { useGraphLayout } from './use-graph-layout.ts'
import '../parts/blocks.css'
import '../details/details.css'
import './graph.css'

/** Whose graph it is. */
export interface GraphSubject {
  readonly tree: ExecutionTree
  readonly definition: StateMachineDefinition | undefined
  /** It is the machine's of today: nobody knows which one the run had. */
  readonly isTodays?: boolean
  readonly selected: Span | undefined
  /** Of an execution below: what it is called. */
  readonly whose?: string
  /** Of an execution below: its state machine, where that is known. */
  readonly machine?: string | undefined
  readonly onSelect: (span: Span) => void
  readonly onSelectState: (id: StateId) => void
}

interface GraphTabProps {
  readonly of: GraphSubject
  /** What is selected lies in an execution of this name, which is not here. */
  readonly unread?: string | undefined
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly timeMode: TimeMode
  readonly now: Millis
}

/** What is around the picture: header and strips above and below it. */
const AROUND_PX = 360
const roomOf = () => ({ width: window.innerWidth, height: Math.max(300, window.innerHeight - AROUND_PX) })

/** The state machine as a graph: which states it has, how often each way was taken, who was where when. */
export function GraphTab(props: GraphTabProps) {
  const run = useGraphOfRun(props.of.tree, props.of.definition)
  return run === undefined ? <div className="sfn-empty">Working out…</div> : <GraphOf {...props} run={run} />
}

function GraphOf(props: GraphTabProps & { readonly run: GraphOfRun }) {
  const { link, navigate, run } = props
  const { tree, definition, selected, onSelectState } = props.of
  const { graph, taken, statistics, presence } = run
  const [asList, setAsList] = useState(false)
  const order = useLayoutOrder(run)
  const laying = useGraphLayout(order)
  const heat = link.heat ?? 'time'
  // Whoever drags sees it at once; the link follows when it rests.
  const [dragged, setDragged] = useState<Millis>()
  const moment = dragged ?? link.moment
  const onMoment = useCallback(
    (at: Millis | undefined, isSettled: boolean) => {
      setDragged(isSettled ? undefined : at)
      navigate({ moment: at }, 'replace')
    },
    [navigate],
  )
  const visited = selected === undefined ? undefined : visitAround(tree, selected)
  const chosen = visited === undefined ? link.state : stateNamesAround(tree, visited).join(PATH_SEPARATOR)
  const state = graph.states.find(({ id }) => id === chosen)
  const end = tree.root.endedAt ?? props.now
  const reading = { mode: props.timeMode, startedAt: tree.root.startedAt }
  const shared = { graph, taken, statistics, selected: chosen, onSelect: onSelectState }
  const tooLarge = order === undefined && graph.states.length > 0
  return (
    <div className="sfn-graph">
      <div className="sfn-graph-main">
        <div className="sfn-graph-tools" role="group" aria-label="Graph">
          <Segments
            label="Show states as"
            options={SHAPES}
            selected={asList || tooLarge ? 'list' : 'graph'}
            onSelect={id => setAsList(id === 'list')}
          />
          <span className="sfn-muted">Ground</span>
          <Segments
            label="Ground shows"
            options={HEATS}
            selected={heat}
            onSelect={id => navigate({ heat: id === 'time' ? undefined : id }, 'push')}
          />
          <span className="sfn-muted" role="status">
            {whoseWords(props)}
            {originWords(graph.origin, props.of.isTodays === true, statistics.complete)}
          </span>
        </div>
        {graph.states.length === 0 && <div className="sfn-empty">No state was entered yet.</div>}
        {tooLarge && (
          <p className="sfn-graph-note">
            {formatCount(graph.states.length)} states are more than a picture can show, so they are listed.
          </p>
        )}
        {laying.kind === 'failed' && (
          <p className="sfn-graph-note">The picture could not be made; the list tells the same.</p>
        )}
        {asList || tooLarge || laying.kind === 'failed' ? (
          <GraphList {...shared} />
        ) : (
          graph.states.length > 0 &&
          (laying.kind === 'busy' ? (
            <div className="sfn-empty">Laying out…</div>
          ) : (
            <GraphPicture {...shared} layout={laying.layout} presence={presence} moment={moment} heat={heat} />
          ))
        )}
        <MomentStrip
          from={tree.root.startedAt}
          to={end}
          reading={reading}
          statistics={statistics}
          presence={presence}
          moment={moment}
          selected={chosen}
          onMoment={onMoment}
          onSelect={onSelectState}
        />
      </div>
      {state !== undefined && selected === undefined && (
        <StatePanel
          tree={tree}
          state={state}
          graph={graph}
          taken={taken}
          statistics={statistics}
          presence={presence}
          moment={moment}
          reading={reading}
          definition={definition}
          navigate={navigate}
          machine={props.of.machine}
          onSelectVisit={props.of.onSelect}
          onSelectState={onSelectState}
          onClose={() => navigate({ state: undefined }, 'push')}
        />
      )}
    </div>
  )
}

const SHAPES = [
  { id: 'graph', text: 'Graph' },
  { id: 'list', text: 'List' },
] as const

function whoseWords({ of: { whose }, unread }: GraphTabProps): string {
  if (whose !== undefined) return `Graph of ${whose} · `
  return unread === undefined ? '' : `Graph of this execution: ${unread} is not read · `
}

function originWords(origin: 'definition' | 'seen', isTodays: boolean, complete: boolean): string {
  const defined = isTodays
    ? 'From today’s definition of its state machine: it may have run with another'
    : 'From the definition'
  const from = origin === 'definition' ? defined : 'As seen in this run: there is no definition'
  return complete ? from : `${from} · not all events are loaded yet`
}

/** The same order for the same states, so that pages that arrive do not lay out anew what has not changed. */
function useLayoutOrder({ graph, statistics }: GraphOfRun): LayoutOrder | undefined {
  const retried = statistics.states.flatMap(({ path, retries }) => (retries > 0 ? [path] : []))
  const isSmall = canLayOut(graph)
  const key = isSmall ? JSON.stringify([graph.states, graph.ways, graph.ends, retried]) : ''
  return useMemo(
    () => (isSmall ? { graph, room: roomOf(), widths: boxWidths(graph), loops: new Set(retried) } : undefined),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key stands for all that the layout depends on
    [key],
  )
}
