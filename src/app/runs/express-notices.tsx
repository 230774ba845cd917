import { parseLogGroupArn } from '../../history/log-group-arn.ts'
import { Notice } from '../../kit/notice.tsx'
import type { RunsLog, RunsView } from '../../loading/run-loader.ts'
import { REQUESTS_AT_ONCE } from '../../loading/runs-log.ts'
import type { RunHours } from '../../state/runs-link.ts'
import { LogsSwitch } from '../parts/logs-switch.tsx'
import { OpenLog } from '../parts/open-log.tsx'
import { hoursWords } from './run-words.ts'
import type { ExpressRuns } from './use-runs-on-page.ts'

interface ExpressNoticesProps {
  readonly express: ExpressRuns
  readonly view: RunsView
  readonly hours: RunHours
  readonly onRetry: () => void
}

/** Where the runs of an Express machine are, what reading them takes, and what its log leaves out. */
export function ExpressNotices({ express, view, hours, onRetry }: ExpressNoticesProps) {
  switch (express.state) {
    case 'untold':
      return <Untold view={view} onRetry={onRetry} />
    case 'unlogged':
      return (
        <Notice tone="warning" title="This is an Express state machine, and it logs nothing.">
          <p>
            Its runs are kept nowhere but in its log, and logging is off (level OFF, or no log group). Switch it on in
            the state machine, at level ALL: runs started from then on are listed here.
          </p>
        </Notice>
      )
    case 'off':
      return <LogsOff express={express} hours={hours} />
    case 'on':
      return <LogsOn express={express} log={view.log} />
  }
}

function Untold({ view: { machineProblem }, onRetry }: Pick<ExpressNoticesProps, 'view' | 'onRetry'>) {
  const title = 'This is an Express state machine: its runs are in its log alone.'
  if (machineProblem === undefined) return <Notice tone="info" title={title} />
  return (
    <Notice
      tone="warning"
      title={title}
      action={
        <button type="button" className="sfn-secondary" onClick={onRetry}>
          Retry
        </button>
      }
    >
      <p>
        Where that is could not be read: {machineProblem.message}
        {machineProblem.code.startsWith('AccessDenied') && ' It takes states:DescribeStateMachine.'}
      </p>
    </Notice>
  )
}

function LogsOff({ express, hours }: Pick<ExpressNoticesProps, 'express' | 'hours'>) {
  const { gateway, account } = express
  return (
    <Notice
      tone="info"
      title="The runs of an Express state machine are in its log alone, and logs are not read here."
      action={<OpenLog groupArn={express.machine?.logGroupArn} />}
    >
      <p>
        Switched on, this page would read in {groupWords(express)} the lines that tell when a run started and how it
        ended, of {hoursWords(hours)} at first: at most {REQUESTS_AT_ONCE} requests before you are asked again. It takes{' '}
        <code>logs:FilterLogEvents</code>.<LevelWords express={express} />
      </p>
      <LogsSwitch gateway={gateway} account={account} />
      <details>
        <summary>Without it</summary>
        <p>A log exported as CSV or JSON can be dropped here: its executions open like any other.</p>
      </details>
    </Notice>
  )
}

function LogsOn({ express, log }: { readonly express: ExpressRuns; readonly log: RunsLog | undefined }) {
  if (log?.phase === 'held') {
    return (
      <Notice tone="warning" title={`${REQUESTS_AT_ONCE} requests were made; no more are made by themselves.`}>
        <p>
          The newest runs of the time are here. <i>Read on</i> goes on from there; a shorter time, or one that ends
          earlier, takes less.
          <LevelWords express={express} />
        </p>
      </Notice>
    )
  }
  if (!express.hidesSuccess) return null
  return (
    <Notice
      tone="info"
      title={`This machine logs at level ${express.machine?.logLevel ?? ''}.`}
      action={<OpenLog groupArn={express.machine?.logGroupArn} />}
    >
      <p>
        <LevelWords express={express} />
      </p>
    </Notice>
  )
}

/** What the level of the log leaves out. */
function LevelWords({ express }: { readonly express: ExpressRuns }) {
  if (!express.hidesSuccess) return null
  return ' Only runs that failed, timed out or were aborted leave a line in its log: neither is it told when they started, nor that others succeeded.'
}

function groupWords({ machine }: ExpressRuns): string {
  const group = parseLogGroupArn(machine?.logGroupArn ?? '')
  return group === undefined ? 'its log group' : `the log group ${group.name}`
}
