import type { StatisticsOfStates } from '../../analysis/state-statistics.ts'
import { stateTypeIcon } from '../../chart/icons.tsx'
import { depthsOf, type StateGraph, type StateId, type Way, wayKey } from '../../graph/state-graph.ts'
import { Icon } from '../../kit/icons.tsx'
import { useRowsInSight } from '../../kit/use-rows-in-sight.ts'
import { formatCount } from '../../words/format-count.ts'
import { spokenState } from './state-words.ts'

const ROW_PX = 44

interface GraphListProps {
  readonly graph: StateGraph
  readonly taken: ReadonlyMap<string, number>
  readonly statistics: StatisticsOfStates
  readonly selected: StateId | undefined
  readonly onSelect: (id: StateId) => void
}

/** The same as the picture in words, for who does not see it, and for more states than a picture holds. */
export function GraphList({ graph, taken, statistics, selected, onSelect }: GraphListProps) {
  const { container, from, to, beforePx, afterPx } = useRowsInSight<HTMLUListElement>(graph.states.length, ROW_PX)
  const depths = depthsOf(graph.states)
  const names = new Map(graph.states.map(({ id, name }) => [id, name]))
  const byId = new Map(statistics.states.map(state => [state.path, state]))
  const waysFrom = new Map<StateId, Way[]>()
  for (const way of graph.ways) waysFrom.set(way.from, [...(waysFrom.get(way.from) ?? []), way])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be reachable by keyboard
    <div className="sfn-graph-list" role="region" aria-label="List of states" tabIndex={0}>
      <ul ref={container} style={{ paddingTop: beforePx, paddingBottom: afterPx }}>
        {graph.states.slice(from, to).map(state => (
          <li key={state.id} style={{ height: ROW_PX, paddingLeft: 8 + 16 * Math.min(12, depths.get(state.id) ?? 0) }}>
            <Icon name={stateTypeIcon(state.stateType)} size={14} />
            <button
              type="button"
              className="sfn-cell-button"
              aria-pressed={state.id === selected}
              onClick={() => onSelect(state.id)}
            >
              {spokenState(state, byId.get(state.id), statistics.complete)}
            </button>
            <span className="sfn-muted">{waysWords(waysFrom.get(state.id) ?? [], names, taken)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function waysWords(ways: readonly Way[], names: ReadonlyMap<StateId, string>, taken: GraphListProps['taken']): string {
  return ways
    .map(way => {
      const count = taken.get(wayKey(way)) ?? 0
      return `→ ${names.get(way.to) ?? ''}${way.kind === 'catch' ? ' (Catch)' : ''}: ${count === 0 ? 'never' : formatCount(count)}`
    })
    .join(', ')
}
