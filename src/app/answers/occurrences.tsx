import { useState } from 'react'
import type { FailureGroup, Occurrence } from '../../analysis/failure-groups.ts'
import type { Member } from '../../forest/member.ts'
import { textField } from '../../history/event-fields.ts'
import { formatCount } from '../../words/format-count.ts'
import { machineName, memberName } from '../../words/member-names.ts'
import { onOneLine } from '../../words/on-one-line.ts'
import type { AnswerScope } from './answer-scope.ts'
import { FATE_WORDS } from './fate-words.ts'

const FIRST_SHOWN = 16
const MORE_SHOWN = 200

interface OccurrencesProps {
  readonly group: FailureGroup
  readonly scope: AnswerScope
}

/** Where a group's failures lie: in the execution on the page by their places, in others by what these were given. */
export function Occurrences({ group, scope }: OccurrencesProps) {
  const [limit, setLimit] = useState(FIRST_SHOWN)
  const shown = group.occurrences.slice(0, limit)
  const rest = group.count - shown.length
  const [own, below] = [shown.filter(({ member }) => member === 0), shown.filter(({ member }) => member !== 0)]
  return (
    <>
      {own.length > 0 && (
        <div className="sfn-occurrences">
          {own.map(failure => (
            <OccurrenceButton key={failure.eventId} failure={failure} scope={scope} words={placeWords(failure)} />
          ))}
        </div>
      )}
      {below.length > 0 && (
        <ul className="sfn-occurrences-below">
          {below.map(failure => (
            <Below key={`${failure.member} ${failure.eventId}`} failure={failure} scope={scope} />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <button type="button" className="sfn-action" onClick={() => setLimit(limit + MORE_SHOWN)}>
          {formatCount(rest)} more
        </button>
      )}
    </>
  )
}

interface OccurrenceProps {
  readonly failure: Occurrence
  readonly scope: AnswerScope
}

/** In an execution below: which one, where in it, and what it was given. */
function Below({ failure, scope }: OccurrenceProps) {
  const member = scope.members.find(({ id }) => id === failure.member)
  if (member === undefined) return null
  const input = inputOf(member)
  const machine = machineName(member)
  const redrives = Math.max(member.summary?.redriveCount ?? 0, member.tree?.root.redrives.length ?? 0)
  const words = `${memberName(member)} · ${placeWords(failure)}`
  return (
    <li>
      <OccurrenceButton failure={failure} scope={scope} words={words} within={machine} />
      {machine !== undefined && <span className="sfn-occurrence-machine">{machine}</span>}
      {redrives > 0 && <span className="sfn-occurrence-machine">redriven {formatCount(redrives)}×</span>}
      {input === undefined ? (
        <span className="sfn-muted">its input is not read</span>
      ) : (
        <code className="sfn-item-input" title={input.slice(0, TITLE_CHARACTERS)}>
          {onOneLine(input.slice(0, INPUT_CHARACTERS))}
        </code>
      )}
    </li>
  )
}

/** As much as a row can show, and as a tooltip bears. */
const INPUT_CHARACTERS = 300
const TITLE_CHARACTERS = 2_000

function inputOf({ tree, summary }: Member): string | undefined {
  const started = tree?.event(1)
  return (started === undefined ? undefined : textField(started, 'input')) ?? summary?.input
}

function OccurrenceButton(props: OccurrenceProps & { readonly words: string; readonly within?: string | undefined }) {
  const { failure, scope, words, within } = props
  const { selection, onSelectEvent } = scope
  const isSelected = (selection.member ?? 0) === failure.member && selection.event === failure.eventId
  const where = within === undefined ? '' : ` · ${within}`
  return (
    <button
      type="button"
      className="sfn-occurrence"
      aria-pressed={isSelected}
      title={`${failure.state ?? 'Execution'} · ${FATE_WORDS[failure.fate]} · event ${failure.eventId}${where}`}
      onClick={() => onSelectEvent(failure.member, failure.eventId)}
    >
      {words}
    </button>
  )
}

/** `#412`, `#3 › #7`, or the event where it lies in no iteration. */
function placeWords({ iterations, eventId }: Occurrence): string {
  return iterations.length === 0 ? `event ${eventId}` : iterations.map(index => `#${index}`).join(' › ')
}
