import * as v from 'valibot'
import { parseStatesArn, type StatesArn } from '../history/states-arn.ts'
import { GatewayError } from './gateway-error.ts'
import { AWS_JSON } from './respond.ts'
import { type ArnOwner, type AwsRequest, checkedBody, type NamedPlace } from './wire.ts'

/**
 * The calls of Step Functions that this gateway forwards, each with the members AWS's API reference gives it and no other. Seven ask about
 * what an ARN names; ListStateMachines, made only when a person asks for that list, goes to a place named beside it. Anything
 * that starts, stops, redrives or changes an execution is not here and therefore cannot be forwarded.
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
  ListStateMachines: v.strictObject({ maxResults: v.optional(maxResults), nextToken: v.optional(token) }),
} as const

export type StatesAction = keyof typeof ACTIONS

export const STATES_ACTIONS = Object.keys(ACTIONS).filter(isStatesAction)

export function isStatesAction(text: string): text is StatesAction {
  return Object.hasOwn(ACTIONS, text)
}

/**
 * Checks a call's body and finds what decides account and region: the ARN in it, or for the one call without any the region that
 * was named beside it.
 * @throws GatewayError `GatewayInvalidCall`, naming the member that is wrong.
 */
export function statesRequestOf(
  action: StatesAction,
  json: unknown,
  namedRegion: string | undefined,
): AwsRequest<StatesAction> {
  const body = checkedBody(action, ACTIONS[action], json)
  const owner = action === 'ListStateMachines' ? placeOf(action, namedRegion) : ownerOf(action, body, namedRegion)
  const headers = { 'content-type': AWS_JSON, 'x-amz-target': `AWSStepFunctions.${action}` }
  return { action, owner, wire: { service: 'states', method: 'POST', path: '', headers, body: JSON.stringify(body) } }
}

function placeOf(action: StatesAction, region: string | undefined): NamedPlace {
  if (region === undefined) throw new GatewayError('GatewayInvalidCall', `${action}: a region must be named.`)
  return { account: undefined, region }
}

function ownerOf(action: StatesAction, body: object, namedRegion: string | undefined): ArnOwner {
  const [owner, ...others] = arnsOf(body)
  if (owner === undefined || others.length > 0) {
    throw new GatewayError('GatewayInvalidCall', `${action}: exactly one ARN must say what is asked for.`)
  }
  refuseRegion(action, namedRegion)
  return owner
}

/** @throws GatewayError where a region is named for a call whose ARN says where it goes: two could disagree. */
export function refuseRegion(action: string, namedRegion: string | undefined): void {
  if (namedRegion === undefined) return
  throw new GatewayError('GatewayInvalidCall', `${action}: its ARN says where it goes, no region may be named beside.`)
}

function arnsOf(body: object): StatesArn[] {
  return Object.entries(body).flatMap(([member, value]) => {
    const arn = member.endsWith('Arn') && typeof value === 'string' ? parseStatesArn(value) : undefined
    return arn ? [arn] : []
  })
}
