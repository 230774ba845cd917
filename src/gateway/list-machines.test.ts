import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { QUOTAS } from './quotas.ts'
import { answerJson, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
import { provenBy } from './testing/prove.ts'
import {
  type AskChanges,
  EXECUTION_ARN,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from './testing/test-gateway.ts'

// The one call that no ARN places: where it goes is decided by what the page names, and by nothing else.

const CONFIG = `
[profile dev]
region = eu-central-1
aws_access_key_id = AKIDDEV
aws_secret_access_key = secret-dev

[profile prod]
aws_access_key_id = AKIDPROD
aws_secret_access_key = secret-prod
`
const TWO = { awsConfig: CONFIG }
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 'secret-env' }
const REGION = 'eu-west-1'

let aws: FakeAws
let test: TestGateway | undefined

beforeEach(async () => {
  aws = await startFakeAws()
  aws.answer = (_request, res) => answerJson(res, 200, { stateMachines: [] })
})
afterEach(async () => {
  await test?.close()
  test = undefined
  await aws.close()
})

async function start(options: TestGatewayOptions): Promise<TestGateway> {
  test = await startTestGateway({
    ...options,
    env: { AWS_ENDPOINT_URL: aws.url, HOME: '/nonexistent', ...options.env },
  })
  return test
}

/** `query`: what stands behind /aws/. */
function list(profile: string | undefined, query = `?region=${REGION}`, body: object = {}): AskChanges {
  return {
    path: `/aws/${query}`,
    headers: {
      'x-amz-target': 'AWSStepFunctions.ListStateMachines',
      ...(profile !== undefined && { 'x-sfn-timeline-profile': encodeURIComponent(profile) }),
    },
    body: JSON.stringify(body),
  }
}

describe('ListStateMachines', () => {
  it('goes out once, as the named profile, to the named region, and asks nobody whose keys those are', async () => {
    const { ask } = await start(TWO)
    const reply = await ask(list('prod', '?region=ap-south-1', { maxResults: 1000, nextToken: 'next' }))
    expect([reply.status, reply.headers['x-sfn-timeline-profile']]).toEqual([200, 'prod'])
    expect(aws.seen).toHaveLength(1)
    expect(aws.seen[0]).toMatchObject({ accessKeyId: 'AKIDPROD', region: 'ap-south-1', path: '/' })
    expect(aws.seen[0]?.headers['x-amz-target']).toBe('AWSStepFunctions.ListStateMachines')
    expect(JSON.parse(aws.seen[0]?.body ?? '')).toEqual({ maxResults: 1000, nextToken: 'next' })
  })

  it('says nothing of which profile serves an account', async () => {
    const { ask } = await start(TWO)
    await ask(list('prod'))
    const bare = { 'content-type': undefined, origin: undefined }
    const status = JSON.parse((await ask({ path: '/gateway/status', method: 'GET', headers: bare })).text)
    expect(status).toMatchObject({ accounts: [], requests: { byAction: { ListStateMachines: 1 } } })
  })

  it.each<[string, TestGatewayOptions, string | undefined, string]>([
    ['the keys of the environment', { ...TWO, env: ENVIRONMENT }, undefined, 'AKIDENV'],
    ['a profile beside those of the environment', { ...TWO, env: ENVIRONMENT }, 'dev', 'AKIDDEV'],
    ['what --profile says', { ...TWO, profile: 'prod' }, 'prod', 'AKIDPROD'],
  ])('takes what is named: %s', async (_what, options, profile, key) => {
    const { ask } = await start(options)
    expect((await ask(list(profile))).status).toBe(200)
    expect(aws.seen.map(({ accessKeyId }) => accessKeyId)).toEqual([key])
  })

  it.each<[string, TestGatewayOptions, AskChanges, string]>([
    ['no profile where there are some', TWO, list(undefined), 'GatewayInvalidCall'],
    ['a profile that does not exist', TWO, list('nobody'), 'GatewayInvalidCall'],
    ['a name of every object', TWO, list('constructor'), 'GatewayInvalidCall'],
    ['another profile than --profile', { ...TWO, profile: 'dev' }, list('prod'), 'ProfileFixed'],
    ['another than AWS_PROFILE', { ...TWO, env: { AWS_PROFILE: 'dev' } }, list('prod'), 'ProfileFixed'],
    [
      'no profile beside --profile',
      { ...TWO, profile: 'dev', env: ENVIRONMENT },
      list(undefined),
      'GatewayInvalidCall',
    ],
    ['no region', TWO, list('dev', ''), 'GatewayInvalidCall'],
    ['an empty query', TWO, list('dev', '?'), 'GatewayBadRequest'],
    ['an empty region', TWO, list('dev', '?region='), 'GatewayBadRequest'],
    ['a host for a region', TWO, list('dev', '?region=evil.example'), 'GatewayBadRequest'],
    ['an encoded host', TWO, list('dev', '?region=eu-west-1%2Fevil'), 'GatewayBadRequest'],
    ['a port', TWO, list('dev', '?region=eu-west-1:80'), 'GatewayBadRequest'],
    ['two regions', TWO, list('dev', '?region=eu-west-1&region=us-east-1'), 'GatewayBadRequest'],
    ['more than a region', TWO, list('dev', '?region=eu-west-1&profile=prod'), 'GatewayBadRequest'],
    ['an endpoint', TWO, list('dev', '?endpoint=http://evil.example'), 'GatewayBadRequest'],
    ['a region in the body', TWO, list('dev', '?region=eu-west-1', { region: 'us-east-1' }), 'GatewayInvalidCall'],
    ['an ARN', TWO, list('dev', '?region=eu-west-1', { executionArn: EXECUTION_ARN }), 'GatewayInvalidCall'],
    ['too many results', TWO, list('dev', '?region=eu-west-1', { maxResults: 1001 }), 'GatewayInvalidCall'],
    ['results in words', TWO, list('dev', '?region=eu-west-1', { maxResults: '10' }), 'GatewayInvalidCall'],
    ['an empty token', TWO, list('dev', '?region=eu-west-1', { nextToken: '' }), 'GatewayInvalidCall'],
    ['a list for a token', TWO, list('dev', '?region=eu-west-1', { nextToken: ['x'] }), 'GatewayInvalidCall'],
  ])('is refused, and AWS hears nothing: %s', async (_what, options, changes, code) => {
    const { ask } = await start(options)
    expect([(await ask(changes)).error, aws.seen.length]).toEqual([code, 0])
  })

  it('is refused where region or profile are others than were proven', async () => {
    const { ask, port, token } = await start(TWO)
    const proven = { port, token, method: 'POST', target: 'AWSStepFunctions.ListStateMachines', body: '{}' }
    const elsewhere = await provenBy({ ...proven, path: '/aws/?region=us-east-1', profile: 'dev' })
    const asAnother = await provenBy({ ...proven, path: `/aws/?region=${REGION}`, profile: 'prod' })
    for (const proof of [elsewhere, asAnother]) {
      const { headers, ...call } = list('dev')
      expect((await ask({ ...call, headers: { ...headers, 'x-sfn-timeline-proof': proof } })).error).toBe(
        'GatewayProofWrong',
      )
    }
    expect(aws.seen).toEqual([])
  })

  it('has a bucket of its own for each region, whatever profile is named', async () => {
    const quotas = { ...QUOTAS, ListStateMachines: { burst: 2, perSecond: 1e-6 } }
    const { ask } = await start({ ...TWO, quotas, limits: { queueMs: 1 } })
    const replies = [await ask(list('dev')), await ask(list('prod')), await ask(list('dev'))]
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429])
    expect((await ask(list('dev', '?region=us-east-1'))).status).toBe(200)
  })

  it('of one place is not answered with that of another under way', async () => {
    const { ask } = await start(TWO)
    const [first, second] = await Promise.all([ask(list('dev')), ask(list('dev', '?region=us-east-1'))])
    expect([first.status, second.status]).toEqual([200, 200])
    expect(new Set(aws.seen.map(({ region }) => region))).toEqual(new Set(['eu-west-1', 'us-east-1']))
  })
})

describe('a call whose ARN says where it goes', () => {
  it('is refused where a region is named beside', async () => {
    const { ask } = await start({ ...TWO, logs: true })
    const calls: readonly AskChanges[] = [
      { path: `/aws/?region=${REGION}` },
      {
        path: `/aws/?region=${REGION}`,
        headers: { 'x-amz-target': 'AWSLambda.GetFunctionConfiguration' },
        body: JSON.stringify({ FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:f' }),
      },
    ]
    for (const call of calls) expect((await ask(call)).error).toBe('GatewayInvalidCall')
    expect(aws.seen).toEqual([])
  })
})
