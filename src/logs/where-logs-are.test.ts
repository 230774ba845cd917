import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
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
  const group = (name: string, ...streams: readonly string[]) => {
    return { name, arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`, streams }
  }

  it('Batch: the stream of its container, from the end or the failure', () => {
    const streams = {
      ...{ kind: 'streams', service: 'Batch', about: 'etl' },
      groups: [group('/aws/batch/job', 'etl/default/0a1b')],
    }
    // As `submitJob.sync` gives it: what DescribeJobs answers, in capitals.
    const job = {
      ...{
        JobArn: 'arn:aws:batch:eu-west-1:123456789012:job/0a1b',
        JobId: '0a1b',
        JobName: 'etl',
        Status: 'SUCCEEDED',
      },
      Attempts: [
        {
          Container: {
            ExitCode: 0,
            LogStreamName: 'etl/default/0a1b',
            NetworkInterfaces: [],
            TaskArn: 'arn:aws:ecs:x',
          },
        },
      ],
      Container: { ExitCode: 0, Image: 'etl:4', LogStreamName: 'etl/default/0a1b', Memory: 2048, Vcpus: 1 },
      ...{ CreatedAt: 1_728_900_000_000, StartedAt: 1_728_900_060_000, StoppedAt: 1_728_900_090_000 },
    }
    expect(task('batch', 'submitJob.sync', {}, ['TaskSucceeded', { output: job }])).toMatchObject(streams)
    expect(task('batch', 'submitJob.sync', {}, ['TaskFailed', { cause: job }])).toMatchObject(streams)
    expect(task('batch', 'submitJob', {}, ['TaskSucceeded', { output: { JobId: '0a1b' } }])).toMatchObject({
      kind: 'untold',
    })
  })

  it('Batch: each of its own tries, one that never ran has none; the containers of an ECS job', () => {
    const tried = [
      { Container: { LogStreamName: 'etl/1' } },
      { Container: {} },
      { Container: { LogStreamName: 'etl/3' } },
    ]
    const job = { JobName: 'etl', Attempts: tried, Container: { LogStreamName: 'etl/3' } }
    expect(task('batch', 'submitJob.sync', {}, ['TaskFailed', { cause: job }])).toMatchObject({
      groups: [{ streams: ['etl/1', 'etl/3'] }],
    })
    const EcsProperties = { TaskProperties: [{ Containers: [{ LogStreamName: 'a' }, { LogStreamName: 'b' }] }] }
    expect(task('batch', 'submitJob.sync', {}, ['TaskSucceeded', { output: { EcsProperties } }])).toMatchObject({
      groups: [{ streams: ['a', 'b'] }],
    })
    for (const broken of [
      { Attempts: 'x' },
      { Attempts: [null], Container: [] },
      { EcsProperties: { TaskProperties: [1] } },
    ]) {
      expect(task('batch', 'submitJob.sync', {}, ['TaskSucceeded', { output: broken }])).toMatchObject({
        kind: 'untold',
      })
    }
  })

  it('Batch: the group that its job definition names', () => {
    const LogConfiguration = { LogDriver: 'awslogs', Options: { 'awslogs-group': '/jobs' } }
    const output = { JobId: '0a1b', Container: { LogStreamName: 's', LogConfiguration } }
    expect(task('batch', 'submitJob.sync', {}, ['TaskSucceeded', { output }])).toMatchObject({
      groups: [group('/jobs', 's')],
    })
  })

  it('CodeBuild: the group and stream of the build', () => {
    // As `startBuild.sync` gives it: what BatchGetBuilds answers of the build.
    const Build = {
      ...{
        Arn: 'arn:aws:codebuild:eu-west-1:123456789012:build/site:1',
        BuildStatus: 'SUCCEEDED',
        BuildComplete: true,
      },
      ...{ Id: 'site:1', CurrentPhase: 'COMPLETED', ProjectName: 'site' },
      Logs: {
        ...{ CloudWatchLogsArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/codebuild/site:log-stream:1' },
        ...{
          DeepLink: 'https://console.aws.amazon.com/cloudwatch/home#x',
          GroupName: '/aws/codebuild/site',
          StreamName: '1',
        },
      },
    }
    expect(task('codebuild', 'startBuild.sync', {}, ['TaskSucceeded', { output: { Build } }])).toMatchObject({
      ...{ kind: 'streams', service: 'CodeBuild', groups: [group('/aws/codebuild/site', '1')], about: 'site:1' },
    })
  })

  it('ECS: the end of each stream’s name; the task definition has the rest', () => {
    // As `runTask` gives it: of where its containers log it tells nothing, nor do their overrides.
    const one = (id: string) => ({
      ...{
        ClusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod',
        LastStatus: 'STOPPED',
        LaunchType: 'FARGATE',
      },
      TaskArn: `arn:aws:ecs:eu-west-1:123456789012:task/prod/${id}`,
      TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/etl:4',
      Containers: [
        { Name: 'app', ExitCode: 0, LastStatus: 'STOPPED', RuntimeId: `${id}-1`, NetworkInterfaces: [] },
        { Name: 'proxy', ExitCode: 0, LastStatus: 'STOPPED', RuntimeId: `${id}-2`, NetworkInterfaces: [] },
      ],
      Overrides: {
        ContainerOverrides: [{ Name: 'app', Command: ['run'], Environment: [] }],
        InferenceAcceleratorOverrides: [],
      },
    })
    expect(task('ecs', 'runTask.sync', {}, ['TaskSucceeded', { output: one('a') }])).toMatchObject({
      ...{ kind: 'ecs', tasks: [{ streamEnds: ['app/a', 'proxy/a'] }] },
    })
    const several = { Failures: [], Tasks: [one('a'), one('b')] }
    expect(task('ecs', 'runTask', {}, ['TaskSucceeded', { output: several }])).toMatchObject({
      tasks: [{ arn: one('a').TaskArn }, { arn: one('b').TaskArn }],
    })
  })

  // As `startJobRun.sync` gives it: what GetJobRun answers of the run.
  const RUN = {
    ...{
      AllocatedCapacity: 10,
      Attempt: 0,
      CompletedOn: 1_724_761_699_143,
      ExecutionClass: 'STANDARD',
      ExecutionTime: 63,
    },
    ...{ GlueVersion: '2.0', Id: 'jr_4fe2', JobMode: 'SCRIPT', JobName: 'etl', JobRunState: 'SUCCEEDED' },
    ...{ LastModifiedOn: 1_724_761_699_143, LogGroupName: '/aws-glue/jobs', MaxCapacity: 10, NumberOfWorkers: 10 },
    ...{ PredecessorRuns: [], StartedOn: 1_724_761_630_165, Timeout: 2880, WorkerType: 'G.1X' },
  }

  it.each(['/aws-glue/jobs', '/aws-glue/python-jobs'])('Glue: output and error of the run, in %s', base => {
    const run = { ...RUN, LogGroupName: base }
    const streams = ['jr_4fe2', 'jr_4fe2-driver']
    const told = {
      ...{ kind: 'streams', service: 'Glue', about: 'etl' },
      groups: [group(`${base}/output`, ...streams), group(`${base}/error`, ...streams)],
    }
    expect(task('glue', 'startJobRun.sync', {}, ['TaskSucceeded', { output: run }])).toMatchObject(told)
    const cause = { ...run, JobRunState: 'FAILED', ErrorMessage: 'ValueError: no' }
    expect(task('glue', 'startJobRun.sync', {}, ['TaskFailed', { cause }])).toMatchObject(told)
  })

  it.each<[what: string, parameters: Details, output: Details]>([
    ['the run’s own arguments name a group', {}, { ...RUN, Arguments: { '--custom-logGroup-prefix': '/mine' } }],
    ['those it was called with name a stream', { Arguments: { '--custom-logStream-prefix': 'mine' } }, RUN],
    ['the output does not tell its run', {}, { ...RUN, Id: undefined }],
  ])('Glue: the group alone, which is said, where %s', (_, parameters, output) => {
    expect(task('glue', 'startJobRun.sync', parameters, ['TaskSucceeded', { output }])).toMatchObject({
      ...{ kind: 'untold', groupArn: group('/aws-glue/jobs').arn },
    })
  })

  it('Glue: a run that was only started tells its id alone', () => {
    const output = { JobRunId: 'jr_4fe2' }
    expect(task('glue', 'startJobRun', {}, ['TaskSucceeded', { output }])).toMatchObject({ kind: 'untold' })
  })

  it.each(['dynamodb', 'sqs', 'constructor', '__proto__', ''])('nowhere: %s', service => {
    expect(task(service, 'x', {})).toBeUndefined()
  })

  it('nowhere: an activity', () => {
    expect(placed(['ActivityScheduled', { resource: 'arn:aws:states:eu-west-1:1:activity:a' }])).toBeUndefined()
  })
})
