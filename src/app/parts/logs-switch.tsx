import { useState } from 'react'
import { Switch } from '../../kit/controls.tsx'
import { OWN_COMMANDS } from '../../protocol/gateway-codes.ts'
import type { Gateway } from '../../state/use-gateway.ts'
import { Command } from './command.tsx'

interface LogsSwitchProps {
  readonly gateway: Gateway
  readonly account: string
}

/** The one switch for reading CloudWatch Logs of an account, or what has to be done before there is one. */
export function LogsSwitch({ gateway, account }: LogsSwitchProps) {
  const [problem, setProblem] = useState<string>()
  const logs = gateway.status?.logs
  if (logs === undefined) return null
  if (!logs.started) {
    return (
      <div>
        <p className="sfn-muted">
          The gateway that runs was started without <code>--logs</code>. Start it anew:
        </p>
        <Command text={OWN_COMMANDS.startWithLogs} />
      </div>
    )
  }
  return (
    <>
      <Switch
        label={`Read CloudWatch Logs of account ${account}`}
        on={logs.accounts.includes(account)}
        onChange={on => {
          gateway.turnLogs(account, on).then(
            () => setProblem(undefined),
            (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
          )
        }}
      />
      {problem !== undefined && <p role="alert">{problem}</p>}
    </>
  )
}
