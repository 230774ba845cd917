import { lazy, Suspense } from 'react'
import { lateCode } from '../../kit/late-code.ts'
import { Notice } from '../../kit/notice.tsx'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { formatCount } from '../../words/format-count.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { isLogsOff } from './is-logs-off.ts'

const LogNotices = lazy(lateCode(() => import('./log-notices.tsx')))

interface ExecutionNoticesProps {
  readonly view: ExecutionView
  readonly problems: readonly string[]
}

/** What is known before the chart is there: parts of the link, how a file was read, and why nothing is here. */
export function ExecutionNotices({ view, problems }: ExecutionNoticesProps) {
  const { summary } = view
  const error = isHere(view) || isLogsOff(view) ? undefined : view.error
  // What a log or file lacks, then how it was read.
  const told = [summary?.partial, ...(summary?.notices ?? [])].filter(words => words !== undefined)
  const isQuiet = error === undefined && problems.length === 0 && told.length === 0
  if (isQuiet && !tellsOfLog(view)) return null
  return (
    <div className="sfn-notices">
      {tellsOfLog(view) && (
        <Suspense>
          <LogNotices view={view} />
        </Suspense>
      )}
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
    </div>
  )
}

/**
 * What comes up later: errors, events that broke the rules, what a link asks for and is not there. It stands below the chart, which
 * stays where it is.
 */
export function LateNotices({ view, problems }: ExecutionNoticesProps) {
  const oddities = view.tree?.oddities ?? []
  const error = isHere(view) ? view.error : undefined
  if (error === undefined && problems.length === 0 && oddities.length === 0) return null
  return (
    <div className="sfn-notices sfn-notices-late">
      {error !== undefined && <ErrorNotice error={error} onRetry={view.retry} />}
      {problems.map(problem => (
        <Notice key={problem} tone="warning">
          {problem}
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

/** A log is looked through, or has to be let be read, before there is a chart. */
function tellsOfLog(view: ExecutionView): boolean {
  const { log, error } = view
  if (log === undefined || isHere(view)) return false
  return isLogsOff(view) || log.over === 'nothing' || (error === undefined && log.over === undefined)
}

/** Whether there is a chart to keep in its place. */
function isHere({ tree }: ExecutionView): boolean {
  return tree !== undefined && tree.eventCount > 0
}
