import type { MachineSummary } from '../../history/execution-summary.ts'
import { parseStatesArn } from '../../history/states-arn.ts'
import type { RunLoader, RunsView } from '../../loading/run-loader.ts'
import type { RunsLink } from '../../state/runs-link.ts'
import { type Gateway, useGateway } from '../../state/use-gateway.ts'
import { useRuns } from '../../state/use-runs.ts'
import { useRunsLog } from '../../state/use-runs-log.ts'

/** What an Express machine lets be known of its runs. */
export interface ExpressRuns {
  readonly gateway: Gateway
  readonly account: string
  /** Undefined where it could not be described: nobody knows then where it logs. */
  readonly machine: MachineSummary | undefined
  /** `unlogged`: there is no log. `off`: a person has not let it be read. */
  readonly state: 'untold' | 'unlogged' | 'off' | 'on'
  /** What succeeded leaves no line, and no line tells a start. */
  readonly hidesSuccess: boolean
}

interface RunsOnPage {
  readonly view: RunsView
  readonly loader: RunLoader
  /** Of an Express machine alone. */
  readonly express: ExpressRuns | undefined
}

/** Lists the runs of an Express machine as AWS refuses them. */
const REFUSED = 'StateMachineTypeNotSupported'

/** The runs of a state machine: as AWS lists them, or from the log of an Express one. */
export function useRunsOnPage(link: RunsLink): RunsOnPage {
  const listed = useRuns(link)
  const gateway = useGateway()
  const { machine, error } = listed.view
  const isExpress = error?.code === REFUSED || machine?.type === 'EXPRESS'
  const express = isExpress ? expressOf(link.arn, machine, gateway) : undefined
  const isLogged = express?.state === 'off' || express?.state === 'on'
  const range = { hours: link.hours ?? 1, until: link.until }
  const logged = useRunsLog(isLogged ? machine : undefined, range, express?.state === 'on')
  if (express === undefined) return { ...listed, express }
  if (logged !== undefined) return { ...logged, express }
  // That AWS lists none is told in other words.
  const { error: refused, ...view } = listed.view
  const others = refused?.code === REFUSED ? undefined : refused
  return { view: { ...view, error: others }, loader: listed.loader, express }
}

function expressOf(arn: string, machine: MachineSummary | undefined, gateway: Gateway): ExpressRuns {
  const parsed = parseStatesArn(arn)
  const account = parsed === undefined ? '' : parsed.account
  const { started = false, accounts = [] } = gateway.status?.logs ?? {}
  const isOn = started && accounts.includes(account)
  const isUnlogged = machine !== undefined && (machine.logGroupArn === undefined || machine.logLevel === 'OFF')
  const state = machine === undefined ? 'untold' : isUnlogged ? 'unlogged' : isOn ? 'on' : 'off'
  const hidesSuccess = machine?.logLevel === 'ERROR' || machine?.logLevel === 'FATAL'
  return { gateway, account, machine, state, hidesSuccess }
}
