import { logsLink } from '../../history/console-links.ts'
import type { MachineSummary } from '../../history/execution-summary.ts'
import { parseStatesArn } from '../../history/states-arn.ts'
import { Icon } from '../../kit/icons.tsx'
import { Notice } from '../../kit/notice.tsx'
import type { RunLoader, RunsView } from '../../loading/run-loader.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'

interface RunsNoticesProps {
  readonly arn: string
  readonly view: RunsView
  readonly loader: RunLoader
  /** What of the link means nothing. */
  readonly problems: readonly string[]
}

/** What keeps runs from being here. */
export function RunsNotices({ arn, view, loader, problems }: RunsNoticesProps) {
  const { error, machine, machineProblem, trouble } = view
  const isExpress = error?.code === 'StateMachineTypeNotSupported'
  const isQuiet = error === undefined && trouble === undefined && problems.length === 0 && machineProblem === undefined
  if (isQuiet) return null
  return (
    <div className="sfn-notices">
      {problems.map(problem => (
        <Notice key={problem} tone="warning">
          {problem}
        </Notice>
      ))}
      {error !== undefined && <ErrorNotice error={error} {...(!isExpress && { onRetry: () => loader.retry() })} />}
      {isExpress && <ExpressLog arn={arn} machine={machine} />}
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
      {error === undefined && machineProblem !== undefined && (
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

/** Express machines keep their runs in a log: the way there. */
function ExpressLog({ arn, machine }: { readonly arn: string; readonly machine: MachineSummary | undefined }) {
  const place = parseStatesArn(arn)
  const group = machine?.logGroupArn?.split(':log-group:')[1]
  if (place === undefined || group === undefined) return null
  const href = logsLink(place, group)
  return (
    <Notice
      tone="info"
      title={`Its log group: ${group}`}
      action={
        href !== undefined && (
          <a className="sfn-action" href={href} target="_blank" rel="noreferrer noopener">
            Open the log <Icon name="external" size={14} />
          </a>
        )
      }
    >
      <p>A log exported as CSV or JSON can be dropped here: its executions open like any other.</p>
    </Notice>
  )
}
