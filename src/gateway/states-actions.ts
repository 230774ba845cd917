import * as v from 'valibot'
import { parseStatesArn, type StatesArn } from '../history/states-arn.ts'
import { GatewayError } from './gateway-error.ts'
import { AWS_JSON } from './respond.ts'
import { type AwsRequest, checkedBody } from './wire.ts'

/**
 * The seven calls of Step Functions that this gateway forwards, each with the members AWS's API reference gives it and no other. Anything that
 * starts, stops, redrives or changes an execution is not here and therefore cannot be forwarded.
 */
const name = (resources: readonly StatesArn['kind'][]) =>
  v.pipe(
    v.string(),
    v.maxLength(2048),
    v.check(
      text => {
        const arn = parseStatesArn(text)
        return arn !== undefined && resources.includes(arn.kind)
      },
      `must be the ARN of a Step Functions ${resources.join(' or ')}`,
    ),
  )
const token = v.pipe(v.string(), v.minLength(1), v.maxLength(8192))
const maxResults = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))
const executionArn = name(['execution', 'express'])
const includedData = v.picklist(['ALL_DATA', 'METADATA_ONLY'])
const status = v.picklist(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'])

const ACTIONS = {
  GetExecutionHistory: v.strictObject({
    executionArn,
    maxResults: v.optional(maxResults),
    reverseOrder: v.optional(v.boolean()),
    nextToken: v.optional(token),
    includeExecutionData: v.optional(v.boolean()),
  }),
  DescribeExecution: v.strictObject({ executionArn, includedData: v.optional(includedData) }),
  DescribeStateMachineForExecution: v.strictObject({ executionArn, includedData: v.optional(includedData) }),
  ListExecutions: v.strictObject({
    stateMachineArn: v.optional(name(['stateMachine'])),
    mapRunArn: v.optional(name(['mapRun'])),
    statusFilter: v.optional(status),
    redriveFilter: v.optional(v.picklist(['REDRIVEN', 'NOT_REDRIVEN'])),
    maxResults: v.optional(maxResults),
    nextToken: v.optional(token),
  }),
  ListMapRuns: v.strictObject({
    executionArn,
    maxResults: v.optional(maxResults),
    nextToken: v.optional(token),
  }),
  DescribeStateMachine: v.strictObject({
    stateMachineArn: name(['stateMachine']),
    includedData: v.optional(includedData),
  }),
  DescribeMapRun: v.strictObject({ mapRunArn: name(['mapRun']) }),
} as const

export type StatesAction = keyof typeof ACTIONS

export const STATES_ACTIONS = Object.keys(ACTIONS).filter(isStatesAction)

export function isStatesAction(text: string): text is StatesAction {
  return Object.hasOwn(ACTIONS, text)
}

/**
 * Checks a call's body and finds the ARN that decides account and region.
 * @throws GatewayError `GatewayInvalidCall`, naming the member that is wrong.
 */
export function statesRequestOf(action: StatesAction, json: unknown): AwsRequest<StatesAction> {
  const body = checkedBody(action, ACTIONS[action], json)
  const [owner, ...others] = arnsOf(body)
  if (owner === undefined || others.length > 0) {
    throw new GatewayError('GatewayInvalidCall', `${action}: exactly one ARN must say what is asked for.`)
  }
  const headers = { 'content-type': AWS_JSON, 'x-amz-target': `AWSStepFunctions.${action}` }
  return { action, owner, wire: { service: 'states', method: 'POST', path: '', headers, body: JSON.stringify(body) } }
}

function arnsOf(body: object): StatesArn[] {
  return Object.entries(body).flatMap(([member, value]) => {
    const arn = member.endsWith('Arn') && typeof value === 'string' ? parseStatesArn(value) : undefined
    return arn ? [arn] : []
  })
}
