import { useEffect, useRef } from 'react'
import { parseStatesArn } from '../../history/states-arn.ts'
import { Notice } from '../../kit/notice.tsx'
import { useGateway } from '../../state/use-gateway.ts'
import { LogsSwitch } from '../parts/logs-switch.tsx'

interface LogsOffChildProps {
  readonly arn: string | undefined
  readonly onRead: () => void
}

/** Why an Express execution below another is not read, and the switch that lets it be. */
export function LogsOffChild({ arn, onRead }: LogsOffChildProps) {
  const gateway = useGateway()
  const account = parseStatesArn(arn ?? '')?.account ?? ''
  const { started = false, accounts = [] } = gateway.status?.logs ?? {}
  const isOn = started && accounts.includes(account)
  const wasOff = useRef(false)
  useEffect(() => {
    // Read at once when it is switched on here, and once: a gateway that goes on refusing is asked by a person.
    if (isOn && wasOff.current) onRead()
    wasOff.current = !isOn
  }, [isOn, onRead])
  return (
    <Notice
      tone="info"
      title="An Express execution is kept in its log alone, and logs are not read here."
      action={
        isOn && (
          <button type="button" className="sfn-secondary" onClick={onRead}>
            Read this execution
          </button>
        )
      }
    >
      <p>
        Switched on, its lines would be read from the log group of its state machine when its row is opened. It takes{' '}
        <code>logs:FilterLogEvents</code>.
      </p>
      <LogsSwitch gateway={gateway} account={account} />
    </Notice>
  )
}
