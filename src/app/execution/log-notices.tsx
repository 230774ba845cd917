import { useEffect } from 'react'
import type { Millis } from '../../history/events.ts'
import { parseLogGroupArn } from '../../history/log-group-arn.ts'
import { parseStatesArn } from '../../history/states-arn.ts'
import { expressWords } from '../../history/target.ts'
import { Icon } from '../../kit/icons.tsx'
import { Notice } from '../../kit/notice.tsx'
import type { ExecutionView, LogView } from '../../loading/execution-view.ts'
import { useGateway } from '../../state/use-gateway.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import { LogsSwitch } from '../parts/logs-switch.tsx'
import { OpenLog } from '../parts/open-log.tsx'
import { isLogsOff } from './is-logs-off.ts'

/** Of an execution that is read from its log: what it takes, where it is looked for, and how to look further. */
export default function LogNotices({ view }: { readonly view: ExecutionView }) {
  const { log } = view
  if (log === undefined) return null
  if (isLogsOff(view)) return <LogsOff view={view} log={log} />
  if (log.over === 'nothing') return <NothingFound view={view} log={log} />
  return view.error === undefined && log.over === undefined && log.reading?.found.count === 0 ? (
    <Notice
      tone="info"
      title={`Looking for it in ${groupName(log)}`}
      action={<OpenLog groupArn={log.machine?.logGroupArn} />}
    >
      <p>Its lines {windowWords(log, startOf(view))}.</p>
    </Notice>
  ) : null
}

function LogsOff({ view, log }: { readonly view: ExecutionView; readonly log: LogView }) {
  const gateway = useGateway()
  const arn = view.ref.kind === 'aws' ? parseStatesArn(view.ref.arn) : undefined
  const isOn = arn !== undefined && (gateway.status?.logs.accounts.includes(arn.account) ?? false)
  const isStarted = gateway.status?.logs.started === true
  const { retry } = view
  useEffect(() => {
    if (isOn && isStarted) retry()
  }, [isOn, isStarted, retry])
  if (arn?.kind !== 'express') return null
  return (
    <Notice tone="info" title="An Express execution is kept in its log alone, and logs are not read here.">
      <p>
        Switched on, this page would read the lines of this execution {windowWords(log, startOf(view))}, in{' '}
        {groupName(log)}, and nothing else of CloudWatch Logs. It takes <code>logs:FilterLogEvents</code>.
      </p>
      <LogsSwitch gateway={gateway} account={arn.account} />
      <details>
        <summary>Without it</summary>
        <p>{expressWords(arn).whatToDo}</p>
      </details>
    </Notice>
  )
}

function NothingFound({ view, log }: { readonly view: ExecutionView; readonly log: LogView }) {
  const { widen, machine } = log
  const { refresh } = view
  const hides = machine?.logLevel === 'ERROR' || machine?.logLevel === 'FATAL'
  return (
    <Notice
      tone="warning"
      title={`No line of this execution in ${groupName(log)}.`}
      action={
        <span className="sfn-log-actions">
          {widen !== undefined && (
            <button type="button" className="sfn-secondary" onClick={widen.go}>
              Wider: {reachWords(widen.toMs)}
            </button>
          )}
          <button type="button" className="sfn-action" onClick={refresh}>
            <Icon name="refresh" size={12} /> Look again
          </button>
          <OpenLog groupArn={log.machine?.logGroupArn} />
        </span>
      }
    >
      <p>
        Looked for among those {windowWords(log, startOf(view))}.
        {hides && ` Its state machine logs at level ${machine.logLevel}: an execution that succeeded leaves no line.`}
        {!hides && ' Lines come up to a minute late, and groups forget them when their retention is over.'}
      </p>
    </Notice>
  )
}

function groupName({ machine }: LogView): string {
  const group = parseLogGroupArn(machine?.logGroupArn ?? '')
  return group === undefined ? 'the log group of its state machine' : `the log group ${group.name}`
}

const MINUTE = 60_000

function startOf({ ref }: ExecutionView): Millis | undefined {
  return ref.kind === 'aws' ? ref.startedAt : undefined
}

/** Which part of the log is read: `between …`, `of the last 3 hours, newest first`. */
function windowWords({ reading }: LogView, startedAt: Millis | undefined): string {
  const start = reading?.startedAt ?? startedAt
  if (start === undefined) return `of ${reachWords(reading?.reachMs ?? 3 * 60 * MINUTE)}, newest first`
  const [from, to] = [start - MINUTE, start + 6 * MINUTE].map(at => formatDateTimeToSecond(at, 'utc'))
  return `between ${from} and ${to}`
}

function reachWords(ms: Millis): string {
  const hours = Math.round(ms / (60 * MINUTE))
  return hours < 24 ? `the last ${hours} hours` : hours === 24 ? 'the last 24 hours' : `the last ${hours / 24} days`
}
