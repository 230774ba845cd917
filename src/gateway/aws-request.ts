import { isRegion } from '../history/arn.ts'
import { tryParse } from '../history/json-value.ts'
import { GatewayError } from './gateway-error.ts'
import { isLogAction, type LogAction, logRequestOf } from './log-actions.ts'
import { isStatesAction, refuseRegion, STATES_ACTIONS, type StatesAction, statesRequestOf } from './states-actions.ts'
import type { AwsRequest } from './wire.ts'

/**
 * What this gateway forwards at all: the calls of Step Functions that read, and, through a second door that is shut until a
 * person opens it (log-door.ts), two that read logs. Each is checked member by member, and written again from what was checked.
 */
export type AwsAction = StatesAction | LogAction

const PREFIX = { states: 'AWSStepFunctions', logs: 'Logs_20140328', lambda: 'AWSLambda' } as const

/**
 * The action an `X-Amz-Target` header names. Lambda's own protocol has no such header: here it says `AWSLambda.<action>`.
 * @throws GatewayError `GatewayActionNotAllowed` for all others.
 */
export function actionOf(target: string | undefined): AwsAction {
  const [, prefix = '', action = ''] = /^(\w{1,64})\.([A-Za-z]{1,64})$/.exec(target ?? '') ?? []
  if (prefix === PREFIX.states && isStatesAction(action)) return action
  if (isLogAction(action) && prefix === PREFIX[action === 'FilterLogEvents' ? 'logs' : 'lambda']) return action
  throw new GatewayError(
    'GatewayActionNotAllowed',
    `This gateway only forwards ${STATES_ACTIONS.join(', ')}, and for logs, where they are switched on, FilterLogEvents and ` +
      'GetFunctionConfiguration: calls that read, none that change anything.',
  )
}

/**
 * Checks a call's body and finds what decides account and region. `namedRegion`: named beside the body, for the one call that has no
 * ARN and for no other.
 * @throws GatewayError `GatewayInvalidCall`, naming the member that is wrong.
 */
export function parseAwsRequest(action: AwsAction, text: string, namedRegion?: string): AwsRequest<AwsAction> {
  const json = parseBody(text)
  if (!isLogAction(action)) return statesRequestOf(action, json, namedRegion)
  refuseRegion(action, namedRegion)
  return logRequestOf(action, json)
}

/**
 * The region that a call's address names (`/aws/?region=eu-west-1`); undefined where it names nothing.
 * @throws GatewayError `GatewayBadRequest` for any other query: what one reader overlooks another may take for the truth.
 */
export function regionIn(url: string): string | undefined {
  const at = url.indexOf('?')
  if (at < 0) return undefined
  const region = /^region=([a-z0-9-]{1,64})$/.exec(url.slice(at + 1))?.[1]
  if (region !== undefined && isRegion(region)) return region
  throw new GatewayError('GatewayBadRequest', 'Behind /aws/ may stand ?region= with the name of a region, once.')
}

function parseBody(text: string): unknown {
  const parsed = tryParse(text)
  if (parsed === undefined) throw new GatewayError('GatewayInvalidCall', 'The body is not JSON.')
  return parsed.value
}
