import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { parseHistory } from '../history/parse-history.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { whereLogsAre } from './where-logs-are.ts'

const OWNER = { partition: 'aws', region: 'eu-west-1', account: '123456789012' }
const ID = '4135929f-8d60-4ea5-b3c3-b243bec43271'
const PAY = 'arn:aws:lambda:eu-west-1:123456789012:function:pay'

type Details = Record<string, unknown>

function placed(...events: readonly (readonly [type: string, details: Details])[]) {
  const asEvents = events.map(([type, details], at): HistoryEvent => {
    const texts = Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'object' && name !== 'taskCredentials' ? JSON.stringify(value) : value,
    ])
    return { id: at + 1, previousEventId: at, type, timestamp: at * 1000, details: Object.fromEntries(texts) }
  })
  return whereLogsAre(asEvents, OWNER)
}

function task(resourceType: string, resource: string, parameters: unknown, ...ends: [string, Details][]) {
  const scheduled: [string, Details] = [
    'TaskScheduled',
    { resourceType, resource, region: 'eu-west-1', ...(parameters !== undefined && { parameters }) },
  ]
  return placed(scheduled, ...ends.map(([type, more]) => [type, { resourceType, resource, ...more }] as const))
}

const answered = { SdkHttpMetadata: { HttpStatusCode: 200 }, SdkResponseMetadata: { RequestId: ID } }

describe('where the log of a Lambda attempt lies', () => {
  const invoke = { FunctionName: 'pay', Payload: {} }

  it.each([
    ['pay', PAY],
    ['pay:live', `${PAY}:live`],
    ['123456789012:function:pay', PAY],
    ['999988887777:function:pay:3', 'arn:aws:lambda:eu-west-1:999988887777:function:pay:3'],
    [`${PAY}:$LATEST`, `${PAY}:$LATEST`],
  ])('function %s', (FunctionName, functionArn) => {
    expect(task('lambda', 'invoke', { FunctionName })).toMatchObject({
      kind: 'lambda',
      functionArn,
      functionName: 'pay',
    })
  })

  it('the qualifier of its own, and the account of the role', () => {
    const parameters = { FunctionName: 'pay', Qualifier: '7' }
    expect(task('lambda', 'invoke', parameters)).toMatchObject({ functionArn: `${PAY}:7` })
    const role = { taskCredentials: { roleArn: 'arn:aws:iam::222222222222:role/invoker' } }
    const scheduled = { resourceType: 'lambda', resource: 'invoke', parameters: invoke, ...role }
    expect(placed(['TaskScheduled', scheduled])).toMatchObject({
      functionArn: 'arn:aws:lambda:eu-west-1:222222222222:function:pay',
    })
  })

  it.each<[what: string, type: string, details: Details]>([
    [
      'the answer of lambda:invoke',
      'TaskSucceeded',
      { output: { ExecutedVersion: '$LATEST', Payload: {}, ...answered } },
    ],
    ['Submitted of a callback task', 'TaskSubmitted', { output: answered }],
    ['a Python error', 'TaskFailed', { cause: { errorMessage: 'no', errorType: 'Exception', requestId: ID } }],
    [
      'a function that timed out',
      'TaskFailed',
      { cause: { errorMessage: `2026-11-22T14:02:11.204Z ${ID} Task timed out after 3.00 seconds` } },
    ],
    [
      'a runtime that crashed',
      'TaskFailed',
      { cause: { errorMessage: `RequestId: ${ID} Error: Runtime exited with error: signal: killed` } },
    ],
  ])('the request id out of %s', (_, type, details) => {
    expect(task('lambda', 'invoke', invoke, [type, details])).toMatchObject({ requestId: ID })
  })

  it.each<[what: string, type: string, details: Details]>([
    ['a Node error', 'TaskFailed', { cause: { errorType: 'Error', errorMessage: 'no', trace: [] } }],
    ['States.Timeout', 'TaskTimedOut', { error: 'States.Timeout' }],
    ['an id in a text of the function’s own', 'TaskFailed', { cause: { errorMessage: `not found: ${ID}` } }],
    ['a cause that is no JSON', 'TaskFailed', { cause: `RequestId: ${ID}` }],
    ['an emulator’s answer', 'TaskSucceeded', { output: { SdkResponseMetadata: { RequestId: 'RequestId' } } }],
  ])('no request id out of %s', (_, type, details) => {
    expect(task('lambda', 'invoke', invoke, [type, details])).toMatchObject({ kind: 'lambda', requestId: undefined })
  })

  it('a function called by its ARN: its output is its own and names nothing', () => {
    const at = [
      ['LambdaFunctionScheduled', { resource: PAY, input: {} }],
      ['LambdaFunctionSucceeded', { output: answered }],
    ] as const
    expect(placed(...at)).toMatchObject({ functionArn: PAY, requestId: undefined })
    const cause = { errorMessage: 'no', requestId: ID }
    expect(placed(at[0], ['LambdaFunctionFailed', { cause }])).toMatchObject({ requestId: ID })
  })

  it('through the AWS SDK a function’s error is a success', () => {
    const sdk = (output: Details) => task('aws-sdk:lambda', 'invoke', invoke, ['TaskSucceeded', { output }])
    const Payload = JSON.stringify({ errorMessage: 'no', requestId: ID })
    expect(sdk({ StatusCode: 200, FunctionError: 'Unhandled', Payload })).toMatchObject({ requestId: ID })
    expect(sdk({ StatusCode: 200, Payload })).toMatchObject({ requestId: undefined })
  })

  it('an invocation that the task does not wait for', () => {
    const parameters = { ...invoke, InvocationType: 'Event' }
    expect(task('lambda', 'invoke', parameters, ['TaskSucceeded', { output: answered }])).toMatchObject({
      ...{ isAsynchronous: true, requestId: ID, answeredAt: 1000 },
    })
  })

  it('untold where the history has no parameters', () => {
    expect(task('lambda', 'invoke', undefined)).toMatchObject({ kind: 'untold', service: 'Lambda' })
  })
})

describe('where the log of other tasks lies', () => {
  it('Batch: the stream of its container, from the end or the failure', () => {
    const job = { JobId: '0a1b', JobName: 'etl', Container: { LogStreamName: 'etl/default/0a1b' } }
    const stream = {
      ...{ kind: 'streams', service: 'Batch', group: '/aws/batch/job', streams: ['etl/default/0a1b'], about: 'etl' },
      groupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/batch/job',
    }
    expect(task('batch', 'submitJob.sync', {}, ['TaskSucceeded', { output: job }])).toMatchObject(stream)
    expect(task('batch', 'submitJob.sync', {}, ['TaskFailed', { cause: job }])).toMatchObject(stream)
    expect(task('batch', 'submitJob', {}, ['TaskSucceeded', { output: { JobId: '0a1b' } }])).toMatchObject({
      kind: 'untold',
    })
  })

  it('Batch: the group that its job definition names', () => {
    const LogConfiguration = { LogDriver: 'awslogs', Options: { 'awslogs-group': '/jobs' } }
    const output = { JobId: '0a1b', Container: { LogStreamName: 's', LogConfiguration } }
    expect(task('batch', 'submitJob.sync', {}, ['TaskSucceeded', { output }])).toMatchObject({ group: '/jobs' })
  })

  it.each([
    ['https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:x', true],
    ['https://eu-west-1.console.aws.amazon.com/cloudwatch/home#x', true],
    ['https://console.aws.amazon.com.evil.example/', false],
    ['http://console.aws.amazon.com/', false],
    ['javascript:alert(1)', false],
  ])('CodeBuild: group and stream, and a link only into AWS’s console: %s', (DeepLink, isTaken) => {
    const output = { Build: { Id: 'site:1', Logs: { GroupName: '/aws/codebuild/site', StreamName: '1', DeepLink } } }
    expect(task('codebuild', 'startBuild.sync', {}, ['TaskSucceeded', { output }])).toMatchObject({
      ...{ kind: 'streams', service: 'CodeBuild', group: '/aws/codebuild/site', streams: ['1'], about: 'site:1' },
      deepLink: isTaken ? DeepLink : undefined,
    })
  })

  it('ECS: the end of each stream’s name; the task definition has the rest', () => {
    const one = (id: string) => ({
      TaskArn: `arn:aws:ecs:eu-west-1:123456789012:task/prod/${id}`,
      TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/etl:4',
      Containers: [{ Name: 'app' }, { Name: 'proxy' }],
    })
    expect(task('ecs', 'runTask.sync', {}, ['TaskSucceeded', { output: one('a') }])).toMatchObject({
      ...{ kind: 'ecs', tasks: [{ streamEnds: ['app/a', 'proxy/a'] }] },
    })
    const several = { Failures: [], Tasks: [one('a'), one('b')] }
    expect(task('ecs', 'runTask', {}, ['TaskSucceeded', { output: several }])).toMatchObject({
      tasks: [{ arn: one('a').TaskArn }, { arn: one('b').TaskArn }],
    })
  })

  it('Glue: the group alone, which is said', () => {
    const output = { Id: 'jr_1', JobName: 'etl', LogGroupName: '/aws-glue/jobs' }
    expect(task('glue', 'startJobRun.sync', {}, ['TaskSucceeded', { output }])).toMatchObject({
      ...{ kind: 'untold', groupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws-glue/jobs' },
    })
  })

  it.each(['dynamodb', 'sqs', 'constructor', '__proto__', ''])('nowhere: %s', service => {
    expect(task(service, 'x', {})).toBeUndefined()
  })

  it('nowhere: an activity', () => {
    expect(placed(['ActivityScheduled', { resource: 'arn:aws:states:eu-west-1:1:activity:a' }])).toBeUndefined()
  })
})

describe('recorded executions', () => {
  const folder = join(import.meta.dirname, '../../e2e/histories/recorded')
  const files = readdirSync(folder).filter(file => /(?<!manifest)\.json$/.test(file))

  /** The recordings are masked: a place and an id stand for each mask. */
  function unmasked(text: string): string {
    return text
      .replaceAll('<partition>', 'aws')
      .replaceAll('<region>', 'eu-west-1')
      .replace(/<uuid:(\d+)>/g, (_, nth: string) => `${ID.slice(0, -nth.length)}${nth}`)
      .replace(/<(?:lambda[\w-]*|resource:\d+)>/g, 'pay')
  }

  it('every call of a function has a place, and those with an id in the recording have it', () => {
    const counts = { calls: 0, placed: 0, withId: 0 }
    for (const file of files) {
      for (const { events } of parseHistory(unmasked(readFileSync(join(folder, file), 'utf8'))).executions) {
        const tree = createTreeBuilder().append(events)
        for (const { span } of depthFirst(tree)) {
          if (span.kind !== 'taskAttempt') continue
          const place = whereLogsAre(
            span.events.map(id => tree.event(id)).filter(one => one !== undefined),
            OWNER,
          )
          const type = tree.event(span.startEventId)
          if (type?.details?.['resourceType'] !== 'lambda' && type?.type !== 'LambdaFunctionScheduled') continue
          counts.calls++
          if (place?.kind === 'lambda') counts.placed++
          if (place?.kind === 'lambda' && place.requestId !== undefined) counts.withId++
        }
      }
    }
    // Of the others the recording masks the id, or there was none: a timeout, a function called by its ARN.
    expect(counts).toEqual({ calls: 18, placed: 18, withId: 6 })
  })
})
