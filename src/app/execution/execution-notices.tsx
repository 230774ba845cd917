import { Notice } from '../../kit/notice.tsx'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { formatCount } from '../../words/format-count.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'

interface ExecutionNoticesProps {
  readonly view: ExecutionView
  readonly problems: readonly string[]
}

/** What stands between the reader and the whole history: errors, parts of the link, partial logs, events that broke the rules. */
export function ExecutionNotices({ view, problems }: ExecutionNoticesProps) {
  const { error, summary, tree } = view
  const oddities = tree?.oddities ?? []
  // What a log or file lacks, then how it was read.
  const told = [summary?.partial, ...(summary?.notices ?? [])].filter(words => words !== undefined)
  if (error === undefined && problems.length === 0 && told.length === 0 && oddities.length === 0) return null
  return (
    <div className="sfn-notices">
      {error !== undefined && <ErrorNotice error={error} onRetry={view.retry} />}
      {problems.map(problem => (
        <Notice key={problem} tone="warning">
          {problem}
        </Notice>
      ))}
      {told.map(words => (
        <Notice key={words} tone="info">
          {words}
        </Notice>
      ))}
      {oddities.length > 0 && (
        <details>
          <summary>
            {formatCount(oddities.length)} {oddities.length === 1 ? 'event breaks' : 'events break'} the rules of a
            history; placed as well as they allow
          </summary>
          <ul>
            {oddities.slice(0, 50).map(oddity => (
              <li key={`${oddity.eventId}${oddity.reason}`}>
                #{formatCount(oddity.eventId)}: {oddity.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
