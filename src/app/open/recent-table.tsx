import type { Millis } from '../../history/events.ts'
import { isRunning } from '../../loading/still-running.ts'
import type { RecentExecution } from '../../state/recent-executions.ts'
import type { RecentMachine } from '../../state/recent-machines.ts'
import { refKey } from '../../state/ref-key.ts'
import { encodeRunsLink } from '../../state/runs-link.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { formatAgo } from '../../words/points-in-time.ts'
import { OutcomeText } from '../parts/outcome.tsx'
import { Thumbnail } from './thumbnail.tsx'

const FRAME = { width: 236, height: 28, pad: 2, grid: false }

interface RecentTableProps {
  /** Whether the person wants this list. */
  readonly kept: boolean
  readonly list: readonly RecentExecution[]
  readonly machines: readonly RecentMachine[]
  readonly now: Millis
  /** To where that is chosen and forgotten. */
  readonly onKept: () => void
}

/** What this person opened before, newest first, where they want it remembered. */
export function RecentTable({ kept, list, machines, now, onKept }: RecentTableProps) {
  return (
    <section aria-labelledby="recent-title">
      <div className="sfn-section-head">
        <h2 id="recent-title">Recent</h2>
        <button type="button" className="sfn-action" onClick={onKept}>
          What is kept…
        </button>
      </div>
      {list.length === 0 && (
        <p className="sfn-recent-none sfn-muted">
          {kept ? 'Nothing yet: what you open is listed here.' : 'This browser keeps no list of what you open.'}
        </p>
      )}
      {list.length > 0 && <RecentRows list={list} now={now} />}
      <Machines machines={machines.slice(0, MOST_MACHINES)} />
    </section>
  )
}

/** More would push what is below out of sight; the palette finds them all. */
const MOST_MACHINES = 6

/** The way to the runs of what was opened. */
function Machines({ machines }: Pick<RecentTableProps, 'machines'>) {
  if (machines.length === 0) return null
  return (
    <nav className="sfn-recent-machines" aria-label="Runs of state machines">
      <span className="sfn-muted">All runs of</span>
      {machines.map(({ arn, name }) => (
        <a key={arn} className="sfn-action" href={encodeRunsLink({ arn })} title={arn}>
          {name}
        </a>
      ))}
    </nav>
  )
}

function RecentRows({ list, now }: Pick<RecentTableProps, 'list' | 'now'>) {
  return (
    <div className="sfn-recent">
      <table aria-labelledby="recent-title">
        <thead className="sfn-hidden">
          <tr>
            {['Status', 'Execution', 'Outline', 'Duration', 'Events', 'Opened'].map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.slice(0, 8).map(entry => (
            <RecentRow key={refKey(entry.ref)} entry={entry} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RecentRow({ entry, now }: { readonly entry: RecentExecution; readonly now: Millis }) {
  const outcome = outcomeOfStatus(entry.status)
  return (
    <tr>
      <td className="sfn-col-status">{outcome !== undefined && <OutcomeText outcome={outcome} />}</td>
      <td>
        <a className="sfn-row-link" href={encodeLink({ ref: entry.ref })}>
          {entry.stateMachineName !== '' && (
            <>
              <b>{entry.stateMachineName}</b> /{' '}
            </>
          )}
          {entry.name}
        </a>
      </td>
      <td className="sfn-col-thumb">
        <Thumbnail shapes={entry.thumbnail} frame={FRAME} />
      </td>
      <td className="sfn-col-number">{durationWords(entry, now)}</td>
      <td className="sfn-col-number">{formatCount(entry.eventCount)} events</td>
      <td className="sfn-col-number">{formatAgo(entry.openedAt, now)}</td>
    </tr>
  )
}

function durationWords({ startedAt, stoppedAt, status, openedAt }: RecentExecution, now: Millis): string {
  if (startedAt === undefined) return ''
  if (stoppedAt !== undefined) return formatDuration(stoppedAt - startedAt)
  return isRunning(status) ? `${formatDuration(Math.min(now, openedAt) - startedAt)} so far` : ''
}
