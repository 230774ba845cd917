import type { AttemptLog } from '../../loading/attempt-log.ts'
import type { AttemptLogView } from '../../loading/attempt-log-view.ts'
import type { LinesOfAttempt } from '../../logs/lines-of-attempt.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatSize } from '../../words/format-size.ts'
import { formatMoment, formatTime, type TimeReading } from '../../words/points-in-time.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { lineCount, requestCount } from './line-count.ts'

interface LogStatusProps {
  readonly view: AttemptLogView
  readonly log: AttemptLog
  readonly own: LinesOfAttempt
  readonly reading: TimeReading
  readonly chosen: string | undefined
  readonly onChoose: (requestId: string | undefined) => void
}

/** What is being read, what was found, and what a person can do about it. */
export function LogStatus(props: LogStatusProps) {
  const { view, log } = props
  return (
    <div className="sfn-logs-status">
      <ByTime {...props} />
      <div role="status">
        <Phase {...props} />
      </div>
      {view.error?.code === 'SampleLogMissing' && (
        <p className="sfn-muted">{`${view.error.message} ${view.error.whatToDo ?? ''}`}</p>
      )}
      {view.error !== undefined && view.error.code !== 'SampleLogMissing' && (
        <ErrorNotice error={view.error} onRetry={log.goOn} />
      )}
    </div>
  )
}

/** Where the history names no request id, time alone tells: that is said, and how sure it is. */
function ByTime({ own, reading, chosen, onChoose, view }: LogStatusProps) {
  if (own.by !== 'time' || view.phase === 'idle') return null
  const { candidates, invocation } = own
  const why = 'The history names no request id; lines are found by time.'
  if (candidates.length === 0) return view.lines.length === 0 ? null : <p className="sfn-muted">{why}</p>
  if (candidates.length === 1) {
    return <p className="sfn-muted">{`${why} One invocation began in the time of the attempt.`}</p>
  }
  return (
    <p className="sfn-muted">
      {`${why} ${formatCount(candidates.length)} invocations began in the time of the attempt; which of them it was is not told.`}{' '}
      <select
        aria-label="Invocation"
        value={invocation === undefined ? '' : (chosen ?? '')}
        onChange={event => onChoose(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">All lines of that time</option>
        {candidates.map(({ requestId, startedAt, firstAt, lineCount: count }) => (
          <option key={requestId} value={requestId}>
            {`${requestId.slice(0, 8)}…  ${formatTime(startedAt ?? firstAt ?? 0, reading)}  ${lineCount(count)}`}
          </option>
        ))}
      </select>
    </p>
  )
}

function Phase({ view, log, own, reading }: LogStatusProps) {
  const { window } = view
  const range = window && `${formatMoment(window.fromMs, reading)} to ${formatMoment(window.toMs, reading)}`
  const wider = view.canWiden && (
    <button type="button" className="sfn-secondary" onClick={log.widen}>
      Wider
    </button>
  )
  switch (view.phase) {
    case 'idle':
    case 'failed':
      return null
    case 'reading':
      return (
        <p>
          <span className="sfn-muted">{readingWords(view)}</span>{' '}
          <button type="button" className="sfn-secondary" onClick={log.cancel}>
            Cancel
          </button>
        </p>
      )
    case 'cancelled':
      return (
        <p>
          <span className="sfn-muted">Reading was cancelled; what came stays.</span>{' '}
          <button type="button" className="sfn-secondary" onClick={log.goOn}>
            Go on
          </button>
        </p>
      )
    case 'held':
      return (
        <p>
          <span className="sfn-muted">{`${requestCount(view.requests)} made, ${formatSize(view.bytes)} read; there is more to search.`}</span>{' '}
          <button type="button" className="sfn-secondary" onClick={log.goOn}>
            Read on
          </button>
        </p>
      )
    case 'following':
    case 'complete': {
      const waits = view.phase === 'following' ? 'Lines may still come: they take some seconds. ' : ''
      if (own.lines.length > 0) return waits === '' ? null : <p className="sfn-muted">{waits}</p>
      const others = view.lines.length > 0 ? ` ${lineCount(view.lines.length)} of others came instead.` : ''
      return (
        <p>
          <span className="sfn-muted">{`${waits}No line of it was found from ${range}.${others}`}</span> {wider}
        </p>
      )
    }
  }
}

function readingWords({ trouble, requests, ceiling }: AttemptLogView): string {
  if (trouble !== undefined) return `${trouble.error.message} Trying again…`
  return requests === 0
    ? 'Reading the log…'
    : `Reading the log, request ${formatCount(requests)} of at most ${formatCount(ceiling.requests)}…`
}
