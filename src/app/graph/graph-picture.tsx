import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import type { StatisticsOfStates } from '../../analysis/state-statistics.ts'
import { usePanZoom, ZOOM_STEP } from '../../chart/use-pan-zoom.ts'
import type { GraphLayout } from '../../graph/layout.ts'
import { countAt, type Presence } from '../../graph/presence.ts'
import type { StateGraph, StateId } from '../../graph/state-graph.ts'
import type { Millis } from '../../history/events.ts'
import { Icon, type IconName } from '../../kit/icons.tsx'
import type { Heat } from '../../state/arranged-view.ts'
import { formatCount } from '../../words/format-count.ts'
import { heatOf, heatStep } from './heat.ts'
import { isArrow, nextState } from './next-state.ts'
import { StateBox } from './state-box.tsx'
import { Wires } from './wires.tsx'

interface GraphPictureProps {
  readonly graph: StateGraph
  readonly layout: GraphLayout
  readonly taken: ReadonlyMap<string, number>
  readonly statistics: StatisticsOfStates
  readonly presence: ReadonlyMap<StateId, Presence>
  /** Undefined: no moment is looked at. */
  readonly moment: Millis | undefined
  readonly heat: Heat
  readonly selected: StateId | undefined
  readonly onSelect: (id: StateId) => void
}

/** The states as boxes and the ways between them. Moved and scaled without React. */
export function GraphPicture(props: GraphPictureProps) {
  const { graph, layout, taken, statistics, presence, moment, heat, selected, onSelect } = props
  const boxes = useMemo(() => new Map(layout.boxes.map(box => [box.id, box])), [layout])
  const size = useMemo(() => ({ width: layout.width, height: layout.height }), [layout.width, layout.height])
  const panZoom = usePanZoom(size, layout.boxes[0])
  const { frame, content, show } = panZoom
  const byId = useMemo(() => new Map(statistics.states.map(state => [state.path, state])), [statistics])
  const most = Math.max(0, ...statistics.states.map(state => heatOf(heat, state)))
  const mostTaken = Math.max(1, ...taken.values())
  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>) => leadOn(event, graph, layout), [graph, layout])
  const shown = useRef<StateId>(undefined)
  useEffect(() => {
    const box = selected === undefined ? undefined : boxes.get(selected)
    if (box !== undefined && shown.current !== selected) show({ ...box, height: Math.min(box.height, 60) })
    shown.current = selected
  }, [selected, boxes, show])
  const entry = selected !== undefined && boxes.has(selected) ? selected : layout.boxes[0]?.id
  return (
    <div className="sfn-graph-area">
      <div ref={frame} className="sfn-graph-ground" role="group" aria-label="Graph of states">
        <div ref={content} className="sfn-graph-content" style={size}>
          <Wires layout={layout} taken={taken} most={mostTaken} />
          <ul aria-label="States">
            {graph.states.map(state => {
              const box = boxes.get(state.id)
              const own = byId.get(state.id)
              return box === undefined ? null : (
                <StateBox
                  key={state.id}
                  state={state}
                  box={box}
                  statistics={own}
                  complete={statistics.complete}
                  heat={heatStep(heatOf(heat, own), most)}
                  isSelected={state.id === selected}
                  isEntry={state.id === entry}
                  onSelect={onSelect}
                  onKeyDown={onKeyDown}
                />
              )
            })}
          </ul>
          {moment !== undefined && <Badges layout={layout} presence={presence} moment={moment} />}
        </div>
      </div>
      <div className="sfn-graph-zoom" role="group" aria-label="Zoom">
        <ZoomButton icon="zoomOut" label="Zoom out" onClick={() => panZoom.zoomBy(1 / ZOOM_STEP)} />
        <ZoomButton icon="zoomIn" label="Zoom in" onClick={() => panZoom.zoomBy(ZOOM_STEP)} />
        <ZoomButton icon="fit" label="Fit all states" onClick={panZoom.fit} />
      </div>
    </div>
  )
}

/** Arrow keys follow the ways from the state that has the focus. */
function leadOn(event: KeyboardEvent<HTMLElement>, graph: StateGraph, layout: GraphLayout): void {
  const from = event.currentTarget.dataset['state']
  if (from === undefined || !isArrow(event.key) || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  const next = nextState(graph, layout.boxes, { from, key: event.key })
  const buttons = event.currentTarget.closest('ul')?.querySelectorAll<HTMLButtonElement>('button[data-state]') ?? []
  // A state's name can hold anything, so no selector is made of it.
  for (const button of buttons) if (button.dataset['state'] === next) button.focus()
}

interface ZoomButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly onClick: () => void
}

function ZoomButton({ icon, label, onClick }: ZoomButtonProps) {
  return (
    <button type="button" className="sfn-icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={14} />
    </button>
  )
}

interface BadgesProps {
  readonly layout: GraphLayout
  readonly presence: ReadonlyMap<StateId, Presence>
  readonly moment: Millis
}

/** Who is where at the moment looked at. */
function Badges({ layout, presence, moment }: BadgesProps) {
  return layout.boxes.map(({ id, x, y, width, height, isFrame }) => {
    const own = presence.get(id)
    const count = own === undefined ? 0 : countAt(own, moment)
    if (count === 0) return null
    const top = isFrame ? y - 9 : y + height - 9
    return (
      <span key={id} className="sfn-graph-badge" style={{ left: x + width, top }} aria-hidden="true">
        {formatCount(count)} now
      </span>
    )
  })
}
