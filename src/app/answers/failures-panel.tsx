import { useState } from 'react'
import type { FailureGroup } from '../../analysis/failure-groups.ts'
import type { Failure } from '../../analysis/failures.ts'

import type { StateMachineDefinition } from '../../history/definition.ts'
import type { EventId } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { formatCount } from '../../words/format-count.ts'
import { outcomeIconName } from '../../words/outcomes.ts'
import { groupsOf } from '../analyses/analyses.ts'
import { errorWords } from './error-words.ts'
import { FATE_LOOKS, FATE_WORDS, FATES } from './fate-words.ts'
import { SoFar } from './so-far.tsx'

interface FailuresPanelProps {
  readonly tree: ExecutionTree
  readonly definition: StateMachineDefinition | undefined
  readonly selected: EventId | undefined
  readonly onSelectEvent: (eventId: EventId) => void
}

/** Everything that went wrong, grouped by what it says; what ended the run first. */
export function FailuresPanel({ tree, definition, selected, onSelectEvent }: FailuresPanelProps) {
  const { groups, complete } = groupsOf(tree, definition)
  if (groups.length === 0) return <p className="sfn-muted">Nothing failed{complete ? '.' : ' so far.'}</p>
  return (
    <>
      <SoFar complete={complete} />
      <ul className="sfn-groups">
        {groups.map(group => (
          <Group key={group.id} group={group} selected={selected} onSelectEvent={onSelectEvent} />
        ))}
      </ul>
    </>
  )
}

interface GroupProps {
  readonly group: FailureGroup
  readonly selected: EventId | undefined
  readonly onSelectEvent: (eventId: EventId) => void
}

function Group({ group, selected, onSelectEvent }: GroupProps) {
  return (
    <li className={`sfn-group sfn-group-${group.worst}`} aria-label={`${group.count} × ${errorWords(group.error)}`}>
      <div className="sfn-group-head">
        <b className="sfn-group-count">{formatCount(group.count)} ×</b>
        <span className="sfn-error-name">{errorWords(group.error)}</span>
        {group.path !== '' && <span>in {group.path}</span>}
        <span className="sfn-fates">
          {FATES.filter(fate => group.fates[fate] > 0).map(fate => (
            <span key={fate} className={`sfn-outcome sfn-outcome-${FATE_LOOKS[fate]}`}>
              <Icon name={outcomeIconName(FATE_LOOKS[fate])} size={12} />
              {group.fates[fate] === group.count ? '' : `${formatCount(group.fates[fate])} `}
              {FATE_WORDS[fate]}
            </span>
          ))}
        </span>
      </div>
      {group.pattern !== '' && (
        <div className="sfn-group-cause" title={group.example?.message}>
          {group.count === 1 ? group.example?.firstLine : group.pattern}
        </div>
      )}
      <Occurrences group={group} selected={selected} onSelectEvent={onSelectEvent} />
    </li>
  )
}

const FIRST_SHOWN = 16
const MORE_SHOWN = 200

function Occurrences({ group, selected, onSelectEvent }: GroupProps) {
  const [limit, setLimit] = useState(FIRST_SHOWN)
  const shown = group.occurrences.slice(0, limit)
  const rest = group.count - shown.length
  return (
    <div className="sfn-occurrences">
      {shown.map(failure => (
        <button
          key={failure.eventId}
          type="button"
          className="sfn-occurrence"
          aria-pressed={failure.eventId === selected}
          title={`${failure.state ?? 'Execution'} · ${FATE_WORDS[failure.fate]} · event ${failure.eventId}`}
          onClick={() => onSelectEvent(failure.eventId)}
        >
          {placeWords(failure)}
        </button>
      ))}
      {rest > 0 && (
        <button type="button" className="sfn-action" onClick={() => setLimit(limit + MORE_SHOWN)}>
          {formatCount(rest)} more
        </button>
      )}
    </div>
  )
}

/** `#412`, `#3 › #7`, or the event where it lies in no iteration. */
function placeWords({ iterations, eventId }: Failure): string {
  return iterations.length === 0 ? `event ${eventId}` : iterations.map(index => `#${index}`).join(' › ')
}
