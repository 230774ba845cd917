import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { type Reference, referencesOf } from './references.ts'

const CHILD = 'arn:aws:states:eu-west-1:123456789012:execution:Child:run-1'
const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:pay'
const TASK = 'arn:aws:ecs:eu-west-1:123456789012:task/prod/0a1b'
const UUID = '4135929f-8d60-4ea5-b3c3-b243bec43271'

function references(type: string, details?: Record<string, unknown>): readonly Reference[] {
  const event: HistoryEvent = { id: 9, previousEventId: 8, type, timestamp: 0, details }
  return referencesOf(event)
}

function task(resourceType: string, resource: string, data: Record<string, unknown>): Record<string, unknown> {
  const texts = Object.entries(data).map(([field, value]) => [field, JSON.stringify(value)])
  return { resourceType, resource, ...Object.fromEntries(texts) }
}

describe('referencesOf finds', () => {
  it('the event at which a States.Runtime error arose', () => {
    const cause = "An error occurred while executing the state 'P' (entered at the event id #12). Invalid path '$.x'"
    expect(references('ExecutionFailed', { error: 'States.Runtime', cause })).toEqual([
      { kind: 'eventReference', eventId: 12, field: 'cause' },
    ])
  })

  it.each([
    ['TaskSubmitted', 'startExecution.sync', 'output'],
    ['TaskSucceeded', 'startExecution.sync:2', 'output'],
    ['TaskSucceeded', 'startExecution', 'output'],
    ['TaskFailed', 'startExecution.sync', 'cause'],
  ])('the child execution in %s of %s', (type, resource, field) => {
    const details = task('states', resource, { [field]: { ExecutionArn: CHILD, Status: 'X' } })
    expect(references(type, details)).toEqual([{ kind: 'childExecution', arn: CHILD, express: false, field }])
  })

  it('the child execution of an AWS SDK integration', () => {
    const details = task('aws-sdk:sfn', 'startExecution', { output: { ExecutionArn: CHILD } })
    expect(references('TaskSucceeded', details)).toMatchObject([{ kind: 'childExecution', arn: CHILD }])
  })

  it('no child where an execution is only mentioned', () => {
    expect(references('PassStateEntered', { input: `{"parent":"${CHILD}"}` })).toEqual([
      { kind: 'execution', arn: CHILD, express: false, field: 'input' },
    ])
  })

  it('Map Runs', () => {
    const arn = `arn:aws:states:eu-west-1:123456789012:mapRun:SM/Fan:${UUID}`
    expect(references('MapRunStarted', { mapRunArn: arn })).toEqual([{ kind: 'mapRun', arn, field: 'mapRunArn' }])
  })

  it('Lambda functions, by ARN and by name', () => {
    expect(references('LambdaFunctionScheduled', { resource: FUNCTION })).toEqual([
      { kind: 'lambdaFunction', nameOrArn: FUNCTION, field: 'resource' },
    ])
    const invoke = task('lambda', 'invoke', { parameters: { FunctionName: `${FUNCTION}:$LATEST`, Payload: {} } })
    expect(references('TaskScheduled', invoke)[0]).toMatchObject({ nameOrArn: `${FUNCTION}:$LATEST` })
    const byName = task('lambda', 'invoke', { parameters: { FunctionName: 'pay' } })
    expect(references('TaskScheduled', byName)).toMatchObject([{ kind: 'lambdaFunction', nameOrArn: 'pay' }])
  })

  it('ECS tasks, one or several', () => {
    const one = task('ecs', 'runTask.sync', { cause: { TaskArn: TASK } })
    expect(references('TaskFailed', one)).toEqual([{ kind: 'ecsTask', arn: TASK, field: 'cause' }])
    const several = task('ecs', 'runTask', { output: { Tasks: [{ TaskArn: TASK }, { TaskArn: `${TASK}2` }] } })
    expect(references('TaskSucceeded', several)).toHaveLength(2)
  })

  it('Glue runs and Batch jobs with their logs', () => {
    const glue = task('glue', 'startJobRun.sync', {
      output: { Id: 'jr_1', JobName: 'etl', LogGroupName: '/aws-glue/jobs' },
    })
    expect(references('TaskSucceeded', glue)).toEqual([
      { kind: 'glueRun', jobName: 'etl', runId: 'jr_1', field: 'output' },
      { kind: 'logGroup', logGroup: '/aws-glue/jobs', field: 'output' },
    ])
    const batch = task('batch', 'submitJob.sync', {
      cause: { JobId: '0a1b', Container: { LogStreamName: 'job/default/1' } },
    })
    expect(references('TaskFailed', batch)).toEqual([
      { kind: 'batchJob', jobId: '0a1b', arn: undefined, field: 'cause' },
      { kind: 'logStream', logGroup: '/aws/batch/job', logStream: 'job/default/1', field: 'cause' },
    ])
  })

  it('log groups and streams by ARN, and any other ARN', () => {
    const logs = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/pay'
    const cause = `See ${logs}:log-stream:2026/01/01. Or "${logs}:*", (arn:aws:sqs:eu-west-1:123456789012:jobs).`
    expect(references('TaskFailed', { error: 'E', cause })).toEqual([
      { kind: 'logStream', logGroup: '/aws/lambda/pay', logStream: '2026/01/01', field: 'cause' },
      { kind: 'logGroup', logGroup: '/aws/lambda/pay', field: 'cause' },
      { kind: 'arn', arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs', service: 'sqs', field: 'cause' },
    ])
  })

  it('ARNs inside JSON inside JSON', () => {
    const output = JSON.stringify({ Output: JSON.stringify({ fn: FUNCTION }) })
    expect(references('PassStateExited', { output })).toEqual([
      { kind: 'lambdaFunction', nameOrArn: FUNCTION, field: 'output' },
    ])
  })
})

describe('referencesOf bears', () => {
  it.each([
    ['no details', undefined],
    ['details of other types', { cause: 5, output: null, resource: {} }],
    ['JSON that is cut', task('states', 'startExecution', {})],
    ['a service every object has', { resourceType: 'constructor', resource: 'x', output: '{}' }],
    ['ARNs that are none', { cause: 'arn:aws:x arn:aws:::: arn:aws:lambda:evil.example:1:function:x event id #0' }],
  ])('%s', (_, details) => {
    expect(references('TaskFailed', details)).toEqual([])
  })

  // Quadratic time would need minutes here, far beyond the runner's limit for a test.
  it('256 KiB of anything, in linear time', () => {
    const length = 256 * 1024
    const hostile = [
      'arn:aws',
      'arn:aws:',
      `arn:aws:lambda:eu-west-1:123456789012:function:x `,
      'event id #1',
      '{"',
      '[',
    ]
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(length / piece.length))
      expect(
        references('TaskFailed', { resourceType: 'states', resource: 'x', cause: text, output: text }).length,
      ).toBeLessThan(51)
    }
  })
})
