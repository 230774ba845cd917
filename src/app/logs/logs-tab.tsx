import type { LogPlace } from '../../logs/log-place.ts'
import type { SourceRef } from '../../source/source.ts'
import { useGateway } from '../../state/use-gateway.ts'
import { AttemptLogPane } from './attempt-log-pane.tsx'
import type { AttemptLogPaneProps } from './attempt-log-props.ts'
import { Elsewhere } from './elsewhere.tsx'
import { LogsOff } from './logs-off.tsx'
import './logs.css'

/** What an attempt printed: read as soon as somebody looks, where a person has switched that on. */
export function LogsTab(props: Omit<AttemptLogPaneProps, 'place'> & { readonly place: LogPlace }) {
  const { place, page } = props
  if (place.kind === 'ecs' || place.kind === 'untold') return <Elsewhere place={place} toConsole={isReal(page.ref)} />
  // Another attempt, another pane: neither a moment nor a choice goes over to it.
  const key = `${props.executionArn} ${props.attempt.startEventId}`
  if (page.ref.kind === 'sample') return <AttemptLogPane key={key} {...props} place={place} />
  return <OfAws key={key} {...props} place={place} />
}

function isReal(ref: SourceRef): boolean {
  return ref.kind !== 'sample'
}

/** Nothing is asked of AWS before its account is switched on. */
function OfAws(props: AttemptLogPaneProps) {
  const gateway = useGateway()
  const { place } = props
  const [, , , , account = ''] = (place.kind === 'lambda' ? place.functionArn : (place.groups[0]?.arn ?? '')).split(':')
  const isOn = gateway.status?.logs.accounts.includes(account) === true
  if (isOn) return <AttemptLogPane {...props} />
  return <LogsOff gateway={gateway} account={account} place={place} />
}
