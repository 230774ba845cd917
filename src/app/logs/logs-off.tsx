import { Fragment } from 'react'
import { isGivenByAws } from '../../history/log-group-arn.ts'
import type { LambdaLogs, StreamLogs } from '../../logs/log-place.ts'
import { OWN_COMMANDS } from '../../protocol/gateway-codes.ts'
import type { Gateway } from '../../state/use-gateway.ts'
import { formatCount } from '../../words/format-count.ts'
import { Command } from '../parts/command.tsx'
import { LogsSwitch } from '../parts/logs-switch.tsx'
import { TraceAction } from './trace-action.tsx'

interface LogsOffProps {
  readonly gateway: Gateway
  readonly account: string
  readonly place: LambdaLogs | StreamLogs
}

/** What would be read and what that takes, before anything is. */
export function LogsOff({ gateway, account, place }: LogsOffProps) {
  const groups = place.kind === 'lambda' ? [`/aws/lambda/${place.functionName}`] : place.groups.map(({ name }) => name)
  return (
    <section className="sfn-logs-off" aria-label="Logs are off">
      <h3>See what this attempt printed</h3>
      <p>
        It would be read from{' '}
        {groups.map((group, at) => (
          <Fragment key={group}>
            {at > 0 && ' and '}
            <code className="sfn-mono">{group}</code>
          </Fragment>
        ))}
        {place.kind === 'lambda' && ', or from where the function says it logs'}.
      </p>
      <ul>
        <li>
          {place.kind === 'streams'
            ? streamWords(place)
            : place.requestId === undefined
              ? 'One request as a rule: all lines of the group in the time of the attempt, as the history names no request id.'
              : 'Two requests as a rule: where its request id stands, then the lines of that stream around it.'}{' '}
          At most 20 before you are asked again.
        </li>
        <li>
          It takes <code>logs:FilterLogEvents</code>
          {place.kind === 'lambda' && (
            <>
              , and <code>lambda:GetFunctionConfiguration</code> where a function logs elsewhere
            </>
          )}
          . All calls count against the quotas of the account; what AWS charges for them stands in its price list.
        </li>
        {place.kind === 'streams' && !groups.every(isGivenByAws) && (
          <li>
            The gateway reads only groups that AWS itself gives, or that a state machine or a function names as its own:
            it refuses this one where none does.
          </li>
        )}
        <li>What is read stays in this page: nothing of it is kept.</li>
      </ul>
      <Way gateway={gateway} account={account} />
      {place.kind === 'lambda' && <TraceAction arn={place.functionArn} traceId={place.traceId} />}
    </section>
  )
}

function streamWords({ groups }: StreamLogs): string {
  const count = groups.reduce((sum, { streams }) => sum + streams.length, 0)
  return count === 1
    ? 'One request as a rule: the stream that its output names, in its time.'
    : `${formatCount(count)} requests as a rule: each stream that its output names, in its time.`
}

/** The switch, or what has to be done before there is one. */
function Way({ gateway, account }: Omit<LogsOffProps, 'place'>) {
  if (gateway.status !== undefined) return <LogsSwitch gateway={gateway} account={account} />
  if (gateway.state === 'absent') {
    return (
      <div>
        <p className="sfn-muted">
          This page comes from a static host and cannot ask AWS. Run the tool on your machine:
        </p>
        <Command text={`npx ${OWN_COMMANDS.openWithLogs}`} />
      </div>
    )
  }
  if (gateway.state === 'locked') {
    return (
      <div>
        <p className="sfn-muted">This browser has no key for the gateway. Run this in a terminal:</p>
        <Command text={OWN_COMMANDS.open} />
      </div>
    )
  }
  return <p className="sfn-muted">{gateway.error?.message ?? 'Asking the gateway…'}</p>
}
