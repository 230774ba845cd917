import { Icon } from '../../kit/icons.tsx'
import { Notice } from '../../kit/notice.tsx'
import type { RunCauseGroup } from '../../runs/run-causes.ts'
import type { RunList } from '../../runs/run-list.ts'
import { type RunsOf, refOfListed } from '../../state/run-ref.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import type { Viewport } from '../../timeline/chart-types.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDay } from '../../words/points-in-time.ts'
import { errorWords, groupCause } from '../answers/error-words.ts'
import '../parts/blocks.css'
import '../answers/answers.css'
import '../details/details.css'
import { type RunsTimeMode, requestsWords, runsWords } from './run-words.ts'
import { ENDS_AT_ONCE, type WhatFailedView } from './use-what-failed.ts'
import type { UnreadRuns } from './what-failed.ts'
import './failures-of-runs.css'

export const FAILURES_ID = 'sfn-runs-failures'

interface FailuresOfRunsProps {
  readonly of: RunsOf
  readonly list: RunList
  readonly failed: WhatFailedView
  /** The time whose failures these are. */
  readonly window: Viewport
  readonly timeMode: RunsTimeMode
  readonly onClose: () => void
}

/** What the runs in sight failed by: each cause once, since when, how often, and the way to one of them. */
export function FailuresOfRuns(props: FailuresOfRunsProps) {
  const { of: whose, list, failed, onClose } = props
  const { of, groups, untold, unreadable } = failed
  return (
    <aside id={FAILURES_ID} className="sfn-runs-failures" aria-labelledby="runs-failures-title">
      <div className="sfn-runs-failures-body">
        <div className="sfn-runs-failures-head">
          <h2 id="runs-failures-title">What failed</h2>
          <button type="button" className="sfn-icon-button" aria-label="Close what failed" onClick={onClose}>
            <Icon name="cross" size={14} />
          </button>
        </div>
        {of === 0 ? (
          <p className="sfn-muted">No run that is read failed or timed out in this time.</p>
        ) : (
          <HowFar failed={failed} />
        )}
        <ul className="sfn-groups">
          {groups.map(group => (
            <Cause key={group.id} {...props} group={group} />
          ))}
          {untold.length > 0 && (
            <li className="sfn-group">
              <b>{runsWords(untold.length)}</b> whose end tells no cause
              <Runs of={whose} list={list} positions={untold} />
            </li>
          )}
        </ul>
        {unreadable.map(one => (
          <Unreadable key={one.error.code} of={whose} one={one} list={list} onRetry={failed.retry} />
        ))}
      </div>
    </aside>
  )
}

/** How many ends are read of how many, and what more would cost. */
function HowFar({ failed }: { readonly failed: WhatFailedView }) {
  const { of, reading, unread, readMore, cancel } = failed
  const next = Math.min(unread.length, ENDS_AT_ONCE)
  const done = of - unread.length - reading
  return (
    <div className="sfn-read-of" aria-busy={reading > 0}>
      <span role="status">
        {reading > 0
          ? `Reading the ends of failed runs: ${formatCount(done)} of ${formatCount(done + reading)}…`
          : `The ends of ${formatCount(done)} of ${runsWords(of)} that failed are read.`}
      </span>{' '}
      {/* One button for both: who pressed it keeps the focus. */}
      {(reading > 0 || next > 0) && (
        <button type="button" className="sfn-action sfn-action-framed" onClick={reading > 0 ? cancel : readMore}>
          {reading > 0 ? 'Cancel' : `Read ${formatCount(next)} more: ${requestsWords(next)}`}
        </button>
      )}
    </div>
  )
}

function Cause({ of, group, list, window, timeMode }: FailuresOfRunsProps & { readonly group: RunCauseGroup }) {
  const { runs, error, path, pattern, firstAt, lastAt } = group
  const [newest] = runs
  const [first, last] = [formatDay(firstAt, timeMode), formatDay(lastAt, timeMode)]
  return (
    <li className="sfn-group sfn-group-fatal" aria-label={`${runsWords(runs.length)} failed by ${errorWords(error)}`}>
      <div className="sfn-group-head">
        <b className="sfn-group-count">{formatCount(runs.length)} ×</b>
        <span className="sfn-error-name">{errorWords(error)}</span>
      </div>
      {path !== '' && <div>in {path}</div>}
      {pattern !== '' && (
        <div className="sfn-cause-line" title={group.example?.message}>
          {groupCause(group, runs.length)}
        </div>
      )}
      <WhenFailed group={group} list={list} window={window} />
      <div className="sfn-cause-since">
        <span>{runs.length === 1 ? first : first === last ? `all on ${first}` : `since ${first}, last ${last}`}</span>
        {newest !== undefined && (
          <a href={runHref(of, list, newest.position, newest.cause.eventId)}>{list.nameAt(newest.position)}</a>
        )}
      </div>
      {runs.length > 1 && (
        <details>
          <summary>All {runsWords(runs.length)}</summary>
          <ul className="sfn-cause-runs">
            {runs.map(({ position, cause }) => (
              <li key={position}>
                <a href={runHref(of, list, position, cause.eventId)}>{list.nameAt(position)}</a>{' '}
                <span className="sfn-muted">{formatDay(list.startedAt(position), timeMode)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

/** When the runs of a group began, in the time that is in sight. */
function WhenFailed({
  group,
  list,
  window: { from, to },
}: Pick<FailuresOfRunsProps, 'list' | 'window'> & { readonly group: RunCauseGroup }) {
  return (
    <div className="sfn-cause-when" aria-hidden="true">
      {group.runs.map(({ position }) => (
        <i key={position} style={{ left: `${((list.startedAt(position) - from) / (to - from)) * 100}%` }} />
      ))}
    </div>
  )
}

interface UnreadableProps {
  readonly of: RunsOf
  readonly one: UnreadRuns
  readonly list: RunList
  readonly onRetry: () => void
}

function Unreadable({ of, one: { error, runs }, list, onRetry }: UnreadableProps) {
  return (
    <Notice
      tone="warning"
      title={`${runsWords(runs.length)} could not be read.`}
      action={
        <button type="button" className="sfn-secondary" onClick={onRetry}>
          Retry
        </button>
      }
    >
      <p>
        {error.message} {error.whatToDo}
      </p>
      <Runs of={of} list={list} positions={runs} />
    </Notice>
  )
}

interface RunsProps {
  readonly of: RunsOf
  readonly list: RunList
  readonly positions: readonly number[]
}

function Runs({ of, list, positions }: RunsProps) {
  return (
    <ul className="sfn-cause-runs">
      {positions.map(position => (
        <li key={position}>
          <a href={runHref(of, list, position)}>{list.nameAt(position)}</a>
        </li>
      ))}
    </ul>
  )
}

function runHref(of: RunsOf, list: RunList, position: number, event?: number): string {
  return encodeLink({ ref: refOfListed(of, list, position), ...(event !== undefined && { event }) })
}
