import { Notice } from '../../kit/notice.tsx'
import type { RunLoader, RunsView } from '../../loading/run-loader.ts'
import type { RunsLink } from '../../state/runs-link.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { ExpressNotices } from './express-notices.tsx'
import type { ExpressRuns } from './use-runs-on-page.ts'

interface RunsNoticesProps {
  readonly view: RunsView
  readonly loader: RunLoader
  /** What of the link means nothing. */
  readonly problems: readonly string[]
  readonly express: ExpressRuns | undefined
  readonly link: RunsLink
}

/** What keeps runs from being here. */
export function RunsNotices({ view, loader, problems, express, link }: RunsNoticesProps) {
  const { error, machineProblem, trouble } = view
  const isQuiet = error === undefined && trouble === undefined && problems.length === 0 && machineProblem === undefined
  if (isQuiet && express === undefined) return null
  return (
    <div className="sfn-notices">
      {problems.map(problem => (
        <Notice key={problem} tone="warning">
          {problem}
        </Notice>
      ))}
      {error !== undefined && <ErrorNotice error={error} onRetry={() => loader.retry()} />}
      {express !== undefined && (
        <ExpressNotices express={express} view={view} hours={link.hours ?? 1} onRetry={() => loader.retry()} />
      )}
      {error === undefined && trouble !== undefined && (
        <Notice
          tone="warning"
          title={trouble.error.message}
          action={
            <button type="button" className="sfn-secondary" onClick={() => loader.retry()}>
              Retry now
            </button>
          }
        >
          <p>Attempt {trouble.attempt} failed; it is made again. What is here stays.</p>
        </Notice>
      )}
      {error === undefined && machineProblem !== undefined && express === undefined && (
        <Notice
          tone="info"
          title="What kind of machine this is could not be read."
          action={
            <button type="button" className="sfn-secondary" onClick={() => loader.retry()}>
              Retry
            </button>
          }
        >
          <p>
            {machineProblem.message} Its runs are listed all the same.
            {machineProblem.code.startsWith('AccessDenied') && ' It takes states:DescribeStateMachine.'}
          </p>
        </Notice>
      )}
    </div>
  )
}
