import { useSyncExternalStore } from 'react'
import type { Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { SourceRef } from '../../source/source.ts'
import { logMarksOf } from '../../state/log-marks.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatSize } from '../../words/format-size.ts'
import { progressWords } from './progress-line.tsx'

interface ProgressTextProps {
  readonly view: ExecutionView
  readonly now: Millis
}

/** What loading is doing, with its buttons: pause and resume while loading, look now while following. */
export function ProgressText({ view, now }: ProgressTextProps) {
  const { progress } = view
  const { phase } = progress
  return (
    <div className="sfn-progress-text">
      {progress.requests > 0 && (
        <span className="sfn-muted" title="Requests sent to AWS for this execution, retries included">
          {formatCount(progress.requests)} {progress.requests === 1 ? 'request' : 'requests'}
        </span>
      )}
      <LogsSpent execution={view.ref} />
      {phase === 'following' ? (
        <Following view={view} now={now} />
      ) : (
        phase !== 'complete' && <span>{progressWords(progress)}</span>
      )}
      {(phase === 'loading' || phase === 'starting') && (
        <button type="button" className="sfn-action" onClick={view.pause}>
          <Icon name="pause" size={12} /> Pause
        </button>
      )}
      {phase === 'paused' && (
        <button type="button" className="sfn-action" onClick={view.resume}>
          <Icon name="play" size={12} /> Resume
        </button>
      )}
    </div>
  )
}

/** What logs of its attempts have cost, as long as the page is open. */
function LogsSpent({ execution }: { readonly execution: SourceRef }) {
  const { spent } = logMarksOf(execution)
  const { requests, bytes, cancel } = useSyncExternalStore(spent.subscribe, spent.getState)
  if (requests === 0) return null
  return (
    <>
      <span
        className="sfn-muted"
        title="Requests sent to AWS for logs of its attempts, and the size of the lines that came"
      >
        Logs {formatCount(requests)} {requests === 1 ? 'request' : 'requests'} · {formatSize(bytes)}
      </span>
      {cancel !== undefined && (
        <button type="button" className="sfn-action" aria-label="Cancel reading logs" onClick={cancel}>
          Cancel
        </button>
      )}
    </>
  )
}

function Following({ view, now }: ProgressTextProps) {
  const due = view.progress.nextPollAt
  const seconds = due === undefined ? undefined : Math.max(0, Math.ceil((due - now) / 1000))
  return (
    <>
      <span className="sfn-live">
        <span className="sfn-live-dot" aria-hidden="true" />
        Following{seconds === undefined ? '' : ` · next look in ${seconds} s`}
      </span>
      <button type="button" className="sfn-action" onClick={view.refresh}>
        <Icon name="refresh" size={12} /> Refresh
      </button>
    </>
  )
}
