import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LONGEST_WINDOW_MS } from './log-actions.ts'
import { answerJson, environmentFor, type FakeAws, isSignedWith, startFakeAws } from './testing/fake-aws.ts'
import { startTestGateway, type TestGateway } from './testing/test-gateway.ts'

// The second door, tried while it is shut and, once it is open, beyond where it leads. What is refused, AWS never hears of.

const ACCOUNT = '123456789012'
const MACHINE = `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:Orders`
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:charge:PROD`
const GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/vendedlogs/states/Orders`
const LAMBDA_GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/charge`
const WINDOW = { startTime: 1_000_000, endTime: 2_000_000 }

let aws: FakeAws
let test: TestGateway

beforeEach(async () => {
  aws = await startFakeAws()
})
afterEach(async () => {
  await test.close()
  await aws.close()
})

async function start(logs: boolean): Promise<void> {
  const env = environmentFor(aws)
  test = await startTestGateway({
    logs,
    env: { ...env, AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: aws.url, AWS_ENDPOINT_URL_LAMBDA: `${aws.url}/lambda` },
  })
}

const asked = (target: string, body: object) =>
  test.ask({ headers: { 'x-amz-target': target }, body: JSON.stringify(body) })
const filter = (changes: object = {}) =>
  asked('Logs_20140328.FilterLogEvents', { logGroupIdentifier: LAMBDA_GROUP, ...WINDOW, ...changes })
const groupNamed = (name: string) => `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${name}`
const configuration = (name = FUNCTION) => asked('AWSLambda.GetFunctionConfiguration', { FunctionName: name })
const describeMachine = () => asked('AWSStepFunctions.DescribeStateMachine', { stateMachineArn: MACHINE })
const turn = (on: boolean, account = ACCOUNT) =>
  test.ask({
    path: '/gateway/logs',
    headers: { 'content-type': 'application/json', 'x-amz-target': undefined },
    body: JSON.stringify({ account, on }),
  })
/** As the state machine is described, its log group with `:*` behind it. */
const loggingTo = (logGroupArn: string) => ({
  loggingConfiguration: { level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] },
})

describe('while it is shut', () => {
  it('nothing goes through, and nothing turns it on, in a gateway started without --logs', async () => {
    await start(false)
    expect((await turn(true)).error).toBe('GatewayLogsNotStarted')
    expect([(await filter()).error, (await configuration()).error]).toEqual([
      'GatewayLogsNotStarted',
      'GatewayLogsNotStarted',
    ])
    expect(aws.seen).toEqual([])
  })

  it('nothing goes through with --logs until a person turns it on, nor after they turn it off again', async () => {
    await start(true)
    expect([(await filter()).error, (await configuration()).error]).toEqual(['GatewayLogsOff', 'GatewayLogsOff'])
    await turn(true, '999999999999')
    expect((await filter()).error).toBe('GatewayLogsOff')
    await turn(true)
    await turn(false)
    expect((await filter()).error).toBe('GatewayLogsOff')
    expect(aws.seen).toEqual([])
    await turn(true)
    expect((await filter()).status).toBe(200)
    expect(aws.seen).toHaveLength(1)
  })

  it('is remembered for the next start, in a file that a damaged one does not open', async () => {
    await start(true)
    expect(JSON.parse((await turn(true)).text)).toMatchObject({ logs: { started: true, accounts: [ACCOUNT] } })
    const next = await test.again(0)
    const status = await next.ask({ method: 'GET', path: '/gateway/status', headers: { 'content-type': undefined } })
    expect(JSON.parse(status.text)).toMatchObject({ logs: { accounts: [ACCOUNT] } })
    await next.gateway.close()
  })
})

describe('once it is open', () => {
  beforeEach(async () => {
    await start(true)
    await turn(true)
  })

  it('lines are asked for as AWS wants it, signed for logs', async () => {
    await filter({ filterPattern: '"x"', limit: 10, startFromHead: false, logStreamNames: ['a/b'], nextToken: 't' })
    const [seen] = aws.seen
    expect(seen && isSignedWith('SECRET', seen)).toBe(true)
    expect(seen?.headers).toMatchObject({
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
      'content-type': 'application/x-amz-json-1.1',
    })
    expect(seen?.headers['authorization']).toContain('/eu-west-1/logs/aws4_request')
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      ...{ logGroupIdentifier: LAMBDA_GROUP, ...WINDOW, filterPattern: '"x"', limit: 10, startFromHead: false },
      ...{ logStreamNames: ['a/b'], nextToken: 't' },
    })
  })

  it('an emulator that knows groups by their names alone is asked by the name, once its answer says so', async () => {
    aws.answer = ({ body }, res) => {
      if (JSON.parse(body).logGroupName === '/aws/lambda/charge') answerJson(res, 200, { events: [{ message: 'x' }] })
      else answerJson(res, 400, { __type: 'ResourceNotFoundException', message: 'no such group' })
    }
    const reply = await filter({ limit: 10 })
    expect([reply.status, JSON.parse(reply.text)]).toEqual([200, { events: [{ message: 'x' }] }])
    expect(aws.seen.map(({ body }) => JSON.parse(body))).toEqual([
      { logGroupIdentifier: LAMBDA_GROUP, ...WINDOW, limit: 10 },
      { logGroupName: '/aws/lambda/charge', ...WINDOW, limit: 10 },
    ])
    expect(aws.seen.every(seen => isSignedWith('SECRET', seen))).toBe(true)
  })

  it('what an emulator says of a group that is not there comes through as it was said first', async () => {
    aws.answer = ({ body }, res) =>
      answerJson(res, 400, {
        __type: body.includes('logGroupName') ? 'ValidationException' : 'com.amazonaws.logs#ResourceNotFoundException',
      })
    expect(JSON.parse((await filter()).text)).toEqual({ __type: 'com.amazonaws.logs#ResourceNotFoundException' })
  })

  it.each(['AccessDeniedException', 'InvalidParameterException'])('%s is asked once', async __type => {
    aws.answer = (_request, res) => answerJson(res, 400, { __type })
    await filter()
    expect(aws.seen).toHaveLength(1)
  })

  it('a function is asked for by its ARN in the path, and of its answer no variable comes through', async () => {
    const LoggingConfig = { LogFormat: 'JSON', LogGroup: 'mine' }
    aws.answer = (_request, res) =>
      answerJson(res, 200, { FunctionName: 'charge', Environment: { Variables: { PASSWORD: 'x' } }, LoggingConfig })
    const reply = await configuration()
    expect(JSON.parse(reply.text)).toEqual({ FunctionName: 'charge', LoggingConfig })
    const [seen] = aws.seen
    expect([seen?.method, seen?.body]).toEqual(['GET', ''])
    expect(seen?.path).toBe(`/lambda/2015-03-31/functions/${encodeURIComponent(FUNCTION)}/configuration`)
    expect(seen?.headers['authorization']).toContain('/eu-west-1/lambda/aws4_request')
    expect((await filter({ logGroupIdentifier: GROUP.replace('/aws/vendedlogs/states/Orders', 'mine') })).status).toBe(
      200,
    )
  })

  it('a group is read once a state machine of the same account and region has named it', async () => {
    expect((await filter({ logGroupIdentifier: GROUP })).error).toBe('GatewayLogGroupUnknown')
    const elsewhere = [
      GROUP.replace(ACCOUNT, '999999999999'),
      GROUP.replace('eu-west-1', 'us-east-1'),
      'arn:aws:s3:::bucket',
      '*',
    ]
    await turn(true, '999999999999')
    for (const arn of elsewhere) {
      aws.answer = (_request, res) => answerJson(res, 200, loggingTo(arn))
      await describeMachine()
      expect((await filter({ logGroupIdentifier: GROUP })).error).toBe('GatewayLogGroupUnknown')
      expect((await filter({ logGroupIdentifier: arn })).error).toMatch(/^Gateway(?:LogGroupUnknown|InvalidCall)$/)
    }
    expect(aws.seen.every(({ headers }) => headers['x-amz-target']?.startsWith('AWSStepFunctions.'))).toBe(true)
    aws.answer = (_request, res) => answerJson(res, 200, loggingTo(`${GROUP}:*`))
    await describeMachine()
    expect((await filter({ logGroupIdentifier: GROUP })).status).toBe(200)
  })

  it('a group that AWS names in a refusal is not read', async () => {
    aws.answer = (_request, res) => answerJson(res, 400, { __type: 'X', ...loggingTo(`${GROUP}:*`) })
    await describeMachine()
    expect((await filter({ logGroupIdentifier: GROUP })).error).toBe('GatewayLogGroupUnknown')
  })

  it.each([
    ['a wildcard', { logGroupIdentifier: `${LAMBDA_GROUP}*` }],
    ['all streams of it as an ARN', { logGroupIdentifier: `${LAMBDA_GROUP}:*` }],
    ['a pattern for all functions', { logGroupIdentifier: LAMBDA_GROUP.replace('charge', '*') }],
    ['a name instead of the ARN', { logGroupIdentifier: '/aws/lambda/charge' }],
    ['the member AWS has for names', { logGroupName: '/aws/lambda/charge' }],
    ['another service', { logGroupIdentifier: FUNCTION }],
    ['a host in place of a region', { logGroupIdentifier: LAMBDA_GROUP.replace('eu-west-1', 'evil.example/') }],
    ['a way up', { logGroupIdentifier: LAMBDA_GROUP.replace('charge', '..%2f') }],
    ['no start', { startTime: undefined }],
    ['no end', { endTime: undefined }],
    ['a window that ends before it starts', { startTime: 3_000_000 }],
    ['a window beyond the bound', { endTime: WINDOW.startTime + LONGEST_WINDOW_MS + 1 }],
    ['all of time', { startTime: 0, endTime: 8_640_000_000_000_000 }],
    ['a time before all', { startTime: -1 }],
    ['the beginnings of streams', { logStreamNamePrefix: 'a' }],
    ['a stream with a wildcard', { logStreamNames: ['a*'] }],
    ['no streams', { logStreamNames: [] }],
    ['a pattern without end', { filterPattern: 'x'.repeat(1_025) }],
    ['more than a page', { limit: 10_001 }],
    ['what is hidden, unmasked', { unmask: true }],
  ])('is refused: %s', async (_what, changes) => {
    expect((await filter(changes)).error).toBe('GatewayInvalidCall')
    expect(aws.seen).toEqual([])
  })

  it.each([
    ...['/aws/batch/job', '/aws/codebuild/site', '/aws/codebuild/Site_build-2', '/aws-glue/jobs/output'],
    ...['/aws-glue/jobs/error', '/aws-glue/python-jobs/output', '/aws-glue/python-jobs/error'],
  ])('the group %s is read, which AWS gives', async name => {
    expect((await filter({ logGroupIdentifier: groupNamed(name) })).status).toBe(200)
    expect(aws.seen).toHaveLength(1)
  })

  it.each([
    ...['/aws/lambda/a/b', '/aws/lambda/', '/aws/lambda/a.b', '/aws/lambdas/charge', 'secrets', '/aws/lambda'],
    ...['/aws/batch/job/', '/aws/batch/jobs', '/aws/batch', '/aws/batch/other', 'x/aws/batch/job', '/aws/batch/job#1'],
    ...['/aws/codebuild/', '/aws/codebuild', '/aws/codebuild/a/b', '/aws/codebuild/a.b', '/aws/codebuild/-a'],
    ...['/aws/codebuild/..', `/aws/codebuild/${'a'.repeat(256)}`, 'x/aws/codebuild/site', '/aws/ecs/site'],
    ...[
      '/aws-glue/jobs',
      '/aws-glue/jobs/',
      '/aws-glue/jobs/outputs',
      '/aws-glue/jobs/output/x',
      '/aws-glue/jobs/logs-v2',
    ],
    ...[
      '/aws-glue/python-jobs',
      '/aws-glue/other/error',
      'x/aws-glue/jobs/error',
      '/aws-glue/jobs/../error',
      '/ecs/app',
    ],
  ])('is refused: the group %s, which nobody named', async name => {
    expect((await filter({ logGroupIdentifier: groupNamed(name) })).error).toBe('GatewayLogGroupUnknown')
    expect(aws.seen).toEqual([])
  })

  it.each([
    ['Logs_20140328.StartQuery', 'GatewayActionNotAllowed'],
    ['Logs_20140328.GetLogEvents', 'GatewayActionNotAllowed'],
    ['Logs_20140328.DeleteLogGroup', 'GatewayActionNotAllowed'],
    ['Logs_20140328.PutLogEvents', 'GatewayActionNotAllowed'],
    ['Logs_20140328.GetFunctionConfiguration', 'GatewayActionNotAllowed'],
    ['AWSLambda.FilterLogEvents', 'GatewayActionNotAllowed'],
    ['AWSLambda.Invoke', 'GatewayActionNotAllowed'],
    ['AWSLambda.GetFunction', 'GatewayActionNotAllowed'],
    ['AWSStepFunctions.FilterLogEvents', 'GatewayActionNotAllowed'],
    ['Logs_20140328.DescribeExecution', 'GatewayActionNotAllowed'],
  ])('is refused: %s', async (target, code) => {
    expect((await asked(target, { logGroupIdentifier: LAMBDA_GROUP, ...WINDOW })).error).toBe(code)
    expect(aws.seen).toEqual([])
  })

  it.each([
    'charge',
    '*',
    'arn:aws:lambda:eu-west-1:123456789012:function:a/../b',
    'arn:aws:lambda:eu-west-1:123456789012:function:a:b:c',
    'arn:aws:lambda:eu-west-1:123456789012:layer:a',
    'arn:aws:lambda:evil.example/:123456789012:function:a',
  ])('is refused: the configuration of %s', async name => {
    expect((await configuration(name)).error).toBe('GatewayInvalidCall')
    expect(aws.seen).toEqual([])
  })

  it('a switch for what is no account is refused', async () => {
    expect((await turn(true, '*')).error).toBe('GatewayInvalidCall')
  })
})
