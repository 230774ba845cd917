import type { MapProgress } from '../../analysis/map-progress.ts'
import { type OpenState, waitingFor } from '../../analysis/waiting-for.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SpanKey } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { placeOfKey } from '../../words/places.ts'
import { formatDateTime } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { DOING_WORDS } from './doing-words.ts'
import { SoFar } from './so-far.tsx'

interface WaitingPanelProps {
  readonly tree: ExecutionTree
  readonly now: Millis
  readonly timeMode: TimeMode
  readonly onSelectKey: (key: SpanKey) => void
}

const MAX_ROWS = 100

/** What a running execution is waiting for: open states by age, and how far its Maps are. */
export function WaitingPanel({ tree, now, timeMode, onSelectKey }: WaitingPanelProps) {
  const { open, maps, complete } = waitingFor(tree, now)
  if (tree.root.outcome !== 'running')
    return <p className="sfn-muted">The execution has ended: it waits for nothing.</p>
  return (
    <>
      <SoFar complete={complete} />
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
            <OpenRow key={state.key} state={state} place={placeOfKey(tree, state.visitKey)} onSelectKey={onSelectKey} />
          ))}
        </tbody>
      </table>
      {open.length > MAX_ROWS && <p className="sfn-muted">and {formatCount(open.length - MAX_ROWS)} younger ones</p>}
    </>
  )
}

interface OpenRowProps {
  readonly state: OpenState
  readonly place: string
  readonly onSelectKey: (key: SpanKey) => void
}

function OpenRow({ state, place, onSelectKey }: OpenRowProps) {
  return (
    <tr>
      <td>
        <button type="button" className="sfn-cell-button" onClick={() => onSelectKey(state.key)}>
          {place || state.name}
        </button>
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
  readonly maps: readonly MapProgress[]
  readonly timeMode: TimeMode
  readonly onSelectKey: (key: SpanKey) => void
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
          <tr key={map.key}>
            <td>
              <button type="button" className="sfn-cell-button" onClick={() => onSelectKey(map.key)}>
                {map.name}
              </button>
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
