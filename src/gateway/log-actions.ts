import * as v from 'valibot'
import { parseFunctionArn, parseLogGroupArn } from '../history/log-group-arn.ts'
import { GatewayError } from './gateway-error.ts'
import { type AwsRequest, checkedBody } from './wire.ts'

/**
 * The two calls of the second door: lines of one log group within a window of time, and where a function logs. Whether the door
 * is open, and for which groups, says log-door.ts.
 */
const LONGEST_WINDOW_DAYS = 7
export const LONGEST_WINDOW_MS = LONGEST_WINDOW_DAYS * 86_400_000

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000))
// Whole names, never the beginnings of some: `:` and `*` are in none of them (AWS API reference, LogStreamNames).
const streamName = v.pipe(v.string(), v.regex(/^[^:*\p{C}]{1,512}$/u, 'must be the whole name of a log stream'))
const FILTER = v.pipe(
  v.strictObject({
    logGroupIdentifier: v.pipe(
      v.string(),
      v.check(
        text => parseLogGroupArn(text)?.arn === text,
        'must be the whole ARN of a log group, without wildcards (arn:…:log-group:NAME)',
      ),
    ),
    startTime: time,
    endTime: time,
    filterPattern: v.optional(v.pipe(v.string(), v.maxLength(1_024))),
    logStreamNames: v.optional(v.pipe(v.array(streamName), v.minLength(1), v.maxLength(100))),
    startFromHead: v.optional(v.boolean()),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
    nextToken: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(8_192))),
  }),
  v.check(({ startTime, endTime }) => startTime <= endTime, 'startTime must not be after endTime'),
  v.check(
    ({ startTime, endTime }) => endTime - startTime <= LONGEST_WINDOW_MS,
    `startTime and endTime may be at most ${LONGEST_WINDOW_DAYS} days apart`,
  ),
)
const FUNCTION = v.strictObject({
  FunctionName: v.pipe(
    v.string(),
    v.check(text => parseFunctionArn(text) !== undefined, 'must be the whole ARN of a Lambda function'),
  ),
})

export type LogAction = 'FilterLogEvents' | 'GetFunctionConfiguration'

export function isLogAction(text: string): text is LogAction {
  return text === 'FilterLogEvents' || text === 'GetFunctionConfiguration'
}

/**
 * Checks a call's body.
 * @throws GatewayError `GatewayInvalidCall`, naming the member that is wrong.
 */
export function logRequestOf(action: LogAction, json: unknown): AwsRequest<LogAction> {
  return action === 'FilterLogEvents' ? filterRequest(action, json) : functionRequest(action, json)
}

function filterRequest(action: 'FilterLogEvents', json: unknown): AwsRequest<LogAction> {
  const body = checkedBody(action, FILTER, json)
  const owner = parseLogGroupArn(body.logGroupIdentifier)
  if (!owner) throw new GatewayError('GatewayInvalidCall', `${action}: no log group.`)
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${action}` }
  const wire = { service: 'logs', method: 'POST', path: '', headers, body: JSON.stringify(body) } as const
  return { action, owner, reads: { kind: 'logGroup', arn: owner.arn }, wire }
}

/** Lambda speaks REST: the ARN, which also names the account that is meant, is a part of the path. */
function functionRequest(action: 'GetFunctionConfiguration', json: unknown): AwsRequest<LogAction> {
  const { FunctionName } = checkedBody(action, FUNCTION, json)
  const owner = parseFunctionArn(FunctionName)
  if (!owner) throw new GatewayError('GatewayInvalidCall', `${action}: no function.`)
  const path = `2015-03-31/functions/${encodeURIComponent(FunctionName)}/configuration`
  const wire = { service: 'lambda', method: 'GET', path, headers: {}, body: '' } as const
  return { action, owner, reads: { kind: 'function', arn: FunctionName }, wire }
}
