import { type KeyboardEvent, memo } from 'react'
import type { StateStatistics } from '../../analysis/state-statistics.ts'
import { stateTypeIcon } from '../../chart/icons.tsx'
import { type Box, LOOP_HEIGHT } from '../../graph/layout.ts'
import type { GraphState, StateId } from '../../graph/state-graph.ts'
import { Icon } from '../../kit/icons.tsx'
import { formatCount } from '../../words/format-count.ts'
import { outcomeIconName } from '../../words/outcomes.ts'
import { figureWords, spokenState, worstOutcome } from './state-words.ts'

interface StateBoxProps {
  readonly state: GraphState
  readonly box: Box
  readonly statistics: StateStatistics | undefined
  readonly complete: boolean
  readonly heat: number
  readonly isSelected: boolean
  /** The one state that Tab reaches; arrow keys lead on from it. */
  readonly isEntry: boolean
  readonly onSelect: (id: StateId) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** One state; a Map or Parallel is a frame around its states, whose head is the button. */
export const StateBox = memo(function StateBox(props: StateBoxProps) {
  const { state, box, statistics, complete, heat, isSelected, isEntry, onSelect, onKeyDown } = props
  const outcome = worstOutcome(statistics)
  const names = [
    box.isFrame ? 'sfn-graph-frame' : 'sfn-graph-state',
    outcome === undefined ? 'sfn-graph--never' : `sfn-outcome-${outcome}`,
    isSelected ? 'sfn-graph--selected' : '',
  ]
  const { x, y, width, height } = box
  const mark = outcome === 'failed' || outcome === 'caught' || outcome === 'aborted' ? outcome : undefined
  const words = spokenState(state, statistics, complete)
  return (
    <li className={names.filter(name => name !== '').join(' ')} style={{ left: x, top: y, width, height }}>
      {(statistics?.retries ?? 0) > 0 && (
        <span className="sfn-graph-loop" style={{ height: LOOP_HEIGHT }} aria-hidden="true">
          <span>
            {formatCount(statistics?.retries ?? 0)} {statistics?.retries === 1 ? 'retry' : 'retries'}
          </span>
        </span>
      )}
      <button
        type="button"
        data-state={state.id}
        data-heat={box.isFrame ? undefined : heat}
        aria-pressed={isSelected}
        aria-label={words}
        title={words}
        tabIndex={isEntry ? 0 : -1}
        onClick={() => onSelect(state.id)}
        onKeyDown={onKeyDown}
      >
        <span className="sfn-graph-name">
          <Icon name={stateTypeIcon(state.stateType)} size={14} />
          <b>{state.name}</b>
          {mark !== undefined && (
            <i className="sfn-graph-mark">
              <Icon name={outcomeIconName(mark)} size={12} />
            </i>
          )}
        </span>
        <span className="sfn-graph-figures">{figureWords(state, statistics, complete)}</span>
      </button>
    </li>
  )
})
