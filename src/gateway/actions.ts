import * as v from 'valibot'
import { parseStatesArn, type StatesArn } from '../history/states-arn.ts'
import { GatewayError } from './gateway-error.ts'

/**
 * The seven calls this gateway forwards, each with the members AWS's API reference gives it and no other. Anything that
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

export type AwsAction = keyof typeof ACTIONS

const AWS_ACTIONS = Object.keys(ACTIONS).filter(isAction)

function isAction(text: string): text is AwsAction {
  return Object.hasOwn(ACTIONS, text)
}

/** A call checked member by member: `body` is written again from what was checked. */
export interface AwsRequest {
  readonly action: AwsAction
  readonly arn: StatesArn
  readonly body: string
}

/**
 * The action an `X-Amz-Target` header names.
 * @throws GatewayError `GatewayActionNotAllowed` for all but the seven.
 */
export function actionOf(target: string | undefined): AwsAction {
  const action = /^AWSStepFunctions\.([A-Za-z]{1,64})$/.exec(target ?? '')?.[1] ?? ''
  if (isAction(action)) return action
  throw new GatewayError(
    'GatewayActionNotAllowed',
    `This gateway only forwards ${AWS_ACTIONS.join(', ')}: calls that read, none that change anything.`,
  )
}

/**
 * Checks a call's body and finds the ARN that decides account and region.
 * @throws GatewayError `GatewayInvalidCall`, naming the member that is wrong.
 */
export function parseAwsRequest(action: AwsAction, text: string): AwsRequest {
  const result = v.safeParse(ACTIONS[action], parseJson(text))
  if (!result.success) {
    const issue = result.issues[0]
    const member = v.getDotPath(issue) ?? 'body'
    throw new GatewayError('GatewayInvalidCall', `${action}: ${member}: ${issue.message}`)
  }
  const arns = arnsOf(result.output)
  const [first, ...others] = arns
  if (first === undefined || others.length > 0) {
    throw new GatewayError('GatewayInvalidCall', `${action}: exactly one ARN must say what is asked for.`)
  }
  return { action, arn: first, body: JSON.stringify(result.output) }
}

function arnsOf(body: object): StatesArn[] {
  return Object.entries(body).flatMap(([member, value]) => {
    const arn = member.endsWith('Arn') && typeof value === 'string' ? parseStatesArn(value) : undefined
    return arn ? [arn] : []
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new GatewayError('GatewayInvalidCall', 'The body is not JSON.')
  }
}
