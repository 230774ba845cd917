import { HttpResponse } from '@smithy/core/protocols'
import { assert, asyncProperty, constantFrom, dictionary, type JsonValue, jsonValue, oneof, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { awsCallsThrough } from './aws-calls.ts'
import type { AwsCalls } from './calls.ts'
import { SfnClient } from './sfn-client.ts'
import { SourceError } from './source.ts'

// Whatever stands at an endpoint may answer anything: the answer is read, or told to be broken; never an error of our own making.

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'
const connection = { kind: 'endpoint', endpoint: 'http://127.0.0.1:1/' } as const
const { signal } = new AbortController()

function callsAnswered(body: JsonValue): AwsCalls {
  const answer = () =>
    Promise.resolve(
      new HttpResponse({
        statusCode: 200,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: new TextEncoder().encode(JSON.stringify(body)),
      }),
    )
  const client = new SfnClient(new URL('http://127.0.0.1:1/'), answer)
  return awsCallsThrough(() => client)
}

const CALLS: Readonly<Record<string, (calls: AwsCalls) => Promise<unknown>>> = {
  DescribeExecution: calls => calls.describeExecution({ connection, arn: ARN }, signal),
  GetExecutionHistory: calls =>
    calls.readPage({ connection, arn: ARN, request: { direction: 'forward', withPayloads: true } }, signal),
  DescribeStateMachineForExecution: calls => calls.readDefinition({ connection, arn: ARN }, signal),
  DescribeStateMachine: calls => calls.describeMachine({ connection, arn: ARN }, signal),
  ListExecutions: calls => calls.listExecutions({ connection, arn: ARN }, signal),
  ListMapRuns: calls => calls.listMapRuns({ connection, arn: ARN }, signal),
  DescribeMapRun: calls => calls.describeMapRun({ connection, arn: ARN }, signal),
  ListStateMachines: calls => calls.listMachines({ connection, region: 'eu-west-1' }, signal),
}

const MEMBERS = [
  ...['executions', 'mapRuns', 'stateMachines', 'events', 'nextToken', 'name', 'status', 'startDate', 'definition'],
  ...[
    'executionArn',
    'stateMachineArn',
    'loggingConfiguration',
    'destinations',
    'itemCounts',
    'executionCounts',
    'type',
  ],
  ...['creationDate', 'traceHeader', 'input', 'details', 'id', 'timestamp', '__proto__', 'constructor'],
] as const

const member = constantFrom(...MEMBERS)
const items = dictionary(member, jsonValue({ maxDepth: 2 }))
const answers = oneof(
  jsonValue({ maxDepth: 2 }),
  dictionary(
    member,
    oneof(
      jsonValue({ maxDepth: 2 }),
      items,
      items.map(item => [item]),
    ),
  ),
  record({ stateMachines: jsonValue(), executions: jsonValue(), mapRuns: jsonValue(), events: jsonValue() }),
)

describe('an answer of any shape', () => {
  it.each(Object.keys(CALLS))('to %s is read, or told to be broken', async action => {
    await assert(
      asyncProperty(answers, async body => {
        try {
          await CALLS[action]?.(callsAnswered(body))
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError)
          expect(error).toMatchObject({ code: expect.not.stringMatching(/^Unexpected$/) })
        }
      }),
    )
  })

  it.each([
    ['ListStateMachines', { stateMachines: 'none' }],
    ['ListStateMachines', { stateMachines: [null] }],
    ['ListStateMachines', { stateMachines: [{ stateMachineArn: 7 }] }],
    ['ListMapRuns', { mapRuns: { length: 3 } }],
    ['ListExecutions', { executions: [{ stateMachineVersionArn: true }] }],
    ['DescribeStateMachine', { loggingConfiguration: { destinations: 'all' } }],
    ['DescribeExecution', { stateMachineArn: ['a'] }],
  ])('%s: %j came broken', async (action, body) => {
    await expect(CALLS[action]?.(callsAnswered(body))).rejects.toMatchObject({ code: 'AnswerBroken' })
  })
})
