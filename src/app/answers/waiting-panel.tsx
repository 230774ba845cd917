import type { OpenStateIn, WaitingAcross } from '../../analysis/waiting-across.ts'
import type { MemberId } from '../../forest/keys.ts'
import type { Millis } from '../../history/events.ts'
import type { SpanKey } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { memberWords } from '../../words/member-names.ts'
import { placeOfKey } from '../../words/places.ts'
import { formatDateTime } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { useWaitingAcross } from '../analyses/use-waiting.ts'
import { type AnswerScope, selectKey } from './answer-scope.ts'
import { DOING_WORDS } from './doing-words.ts'
import { ReadOf } from './read-of.tsx'
import { SoFar } from './so-far.tsx'

interface WaitingPanelProps {
  readonly scope: AnswerScope
  readonly now: Millis
  readonly timeMode: TimeMode
}

const MAX_ROWS = 100

/** What a running execution and those below it that are read are waiting for: open states by age, and how far Maps are. */
export function WaitingPanel({ scope, now, timeMode }: WaitingPanelProps) {
  const { tree, forest, members } = scope
  const waiting = useWaitingAcross(members, now)
  const onSelectKey: OnSelectKey = (member, key) => selectKey(scope, member, key)
  if (tree.root.outcome !== 'running')
    return <p className="sfn-muted">The execution has ended: it waits for nothing.</p>
  if (waiting === undefined) return null
  const { open, maps, complete } = waiting
  return (
    <>
      <SoFar complete={complete} />
      <ReadOf forest={forest} />
      {maps.length > 0 && <MapsTable maps={maps} timeMode={timeMode} onSelectKey={onSelectKey} />}
      <table className="sfn-table" aria-label="Open states">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">What it does</th>
            <th scope="col" className="sfn-number">
              For
            </th>
            <th scope="col" className="sfn-number">
              Attempt
            </th>
            <th scope="col" className="sfn-number">
              Until timeout
            </th>
            <th
              scope="col"
              className="sfn-number"
              title="The longest silence allowed; a history does not tell when the last heartbeat came"
            >
              Heartbeat every
            </th>
            <th scope="col">Resource</th>
          </tr>
        </thead>
        <tbody>
          {open.slice(0, MAX_ROWS).map(state => (
            <OpenRow key={`${state.member.id} ${state.key}`} state={state} onSelectKey={onSelectKey} />
          ))}
        </tbody>
      </table>
      {open.length > MAX_ROWS && <p className="sfn-muted">and {formatCount(open.length - MAX_ROWS)} younger ones</p>}
    </>
  )
}

type OnSelectKey = (member: MemberId, key: SpanKey) => void

function placeOfState({ member, visitKey }: OpenStateIn): string {
  return member.tree === undefined ? '' : placeOfKey(member.tree, visitKey)
}

function OpenRow({ state, onSelectKey }: { readonly state: OpenStateIn; readonly onSelectKey: OnSelectKey }) {
  const { member } = state
  return (
    <tr>
      <td>
        <button type="button" className="sfn-cell-button" onClick={() => onSelectKey(member.id, state.key)}>
          {placeOfState(state) || state.name}
        </button>
        {member.id !== 0 && <span className="sfn-muted"> in {memberWords(member)}</span>}
      </td>
      <td>{DOING_WORDS[state.doing]}</td>
      <td className="sfn-number">{formatDuration(state.ageMs)}</td>
      <td className="sfn-number">{state.attempt ?? '—'}</td>
      <td className="sfn-number">{leftWords(state.timeoutLeftMs)}</td>
      <td className="sfn-number">{state.heartbeatMs === undefined ? '—' : formatDuration(state.heartbeatMs)}</td>
      <td>{state.resource ?? '—'}</td>
    </tr>
  )
}

function leftWords(leftMs: Millis | undefined): string {
  if (leftMs === undefined) return 'no timeout'
  return leftMs < 0 ? 'due' : formatDuration(leftMs)
}

interface MapsTableProps {
  readonly maps: WaitingAcross['maps']
  readonly timeMode: TimeMode
  readonly onSelectKey: OnSelectKey
}

function MapsTable({ maps, timeMode, onSelectKey }: MapsTableProps) {
  return (
    <table className="sfn-table" aria-label="Maps under way">
      <thead>
        <tr>
          <th scope="col">Map</th>
          {['Items', 'Succeeded', 'Failed', 'Running', 'A minute'].map(text => (
            <th key={text} scope="col" className="sfn-number">
              {text}
            </th>
          ))}
          <th scope="col">Expected end</th>
        </tr>
      </thead>
      <tbody>
        {maps.slice(0, MAX_ROWS).map(map => (
          <tr key={`${map.member.id} ${map.key}`}>
            <td>
              <button type="button" className="sfn-cell-button" onClick={() => onSelectKey(map.member.id, map.key)}>
                {map.name}
              </button>
              {map.member.id !== 0 && <span className="sfn-muted"> in {memberWords(map.member)}</span>}
            </td>
            <td className="sfn-number">{map.total === undefined ? 'unknown' : formatCount(map.total)}</td>
            <td className="sfn-number">{formatCount(map.succeeded)}</td>
            <td className="sfn-number">{formatCount(map.failed)}</td>
            <td className="sfn-number">{formatCount(map.running)}</td>
            <td className="sfn-number">{map.perMinute === undefined ? '—' : map.perMinute.toFixed(1)}</td>
            <td>{map.expectedEndAt === undefined ? 'cannot tell yet' : formatDateTime(map.expectedEndAt, timeMode)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
