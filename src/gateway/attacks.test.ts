import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentFor, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
import { type AskChanges, EXECUTION_ARN, startTestGateway, type TestGateway } from './testing/test-gateway.ts'

// Every way in that should be closed, tried against a listening gateway. Whatever is tried, AWS must not hear of it.

let aws: FakeAws
let test: TestGateway

beforeAll(async () => {
  aws = await startFakeAws()
  test = await startTestGateway({
    env: environmentFor(aws),
  })
})
afterAll(async () => {
  await test.close()
  await aws.close()
})

describe('a request that is not our page’s', () => {
  const refused: readonly (readonly [string, AskChanges, number, string])[] = [
    ['a page of another origin', { headers: { origin: 'https://evil.example' } }, 403, 'GatewayForbiddenOrigin'],
    ['another port of this machine', { headers: { origin: 'http://127.0.0.1:3000' } }, 403, 'GatewayForbiddenOrigin'],
    ['a sandboxed frame', { headers: { origin: 'null' } }, 403, 'GatewayForbiddenOrigin'],
    ['no Origin', { headers: { origin: undefined } }, 403, 'GatewayForbiddenOrigin'],
    ['a same-site neighbour', { headers: { 'sec-fetch-site': 'same-site' } }, 403, 'GatewayForbiddenOrigin'],
    ['a cross-site fetch', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'GatewayForbiddenOrigin'],
    ['a program without Sec-Fetch-Site', { headers: { 'sec-fetch-site': undefined } }, 403, 'GatewayForbiddenOrigin'],
    ['a DNS-rebound name', { headers: { host: 'evil.example' } }, 403, 'GatewayForbiddenHost'],
    ['our address without port', { headers: { host: '127.0.0.1' } }, 403, 'GatewayForbiddenHost'],
    ['our address, other port', { headers: { host: '127.0.0.1:1' } }, 403, 'GatewayForbiddenHost'],
    ['all addresses', { headers: { host: '0.0.0.0:7360' } }, 403, 'GatewayForbiddenHost'],
    ['no proof', { headers: { 'x-sfn-timeline-proof': undefined } }, 401, 'GatewayProofMissing'],
    ['an empty proof', { headers: { 'x-sfn-timeline-proof': '' } }, 401, 'GatewayProofMissing'],
    ['what is no proof', { headers: { 'x-sfn-timeline-proof': 'x'.repeat(43) } }, 401, 'GatewayProofWrong'],
    ['the proof of another key', { token: 'x'.repeat(43) }, 401, 'GatewayProofWrong'],
    ['GET', { method: 'GET', headers: { 'content-type': undefined } }, 405, 'GatewayMethodNotAllowed'],
    ['PUT', { method: 'PUT' }, 405, 'GatewayMethodNotAllowed'],
    ['DELETE', { method: 'DELETE' }, 405, 'GatewayMethodNotAllowed'],
    ['a CORS preflight', { method: 'OPTIONS' }, 405, 'GatewayMethodNotAllowed'],
    ['a form post', { headers: { 'content-type': 'text/plain' } }, 415, 'GatewayUnsupportedMediaType'],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'GatewayUnsupportedMediaType',
    ],
    ['no content type', { headers: { 'content-type': undefined } }, 415, 'GatewayUnsupportedMediaType'],
    [
      'JSON in another charset',
      { headers: { 'content-type': 'application/json; charset=utf-16' } },
      415,
      'GatewayUnsupportedMediaType',
    ],
    [
      'JSON with a second charset',
      { headers: { 'content-type': 'application/json; charset=utf-8; charset=utf-16' } },
      415,
      'GatewayUnsupportedMediaType',
    ],
  ]
  it.each(refused)('is refused: %s', async (_who, changes, status, code) => {
    const sentBefore = aws.seen.length
    const reply = await test.ask(changes)
    expect([reply.status, reply.error]).toEqual([status, code])
    expect(Object.keys(reply.headers).filter(name => name.startsWith('access-control-'))).toEqual([])
    expect(aws.seen.length).toBe(sentBefore)
  })

  it.each(['application/json', 'application/json;charset=UTF-8', 'application/x-amz-json-1.0; charset="utf-8"'])(
    'passes as %s',
    async type => {
      expect((await test.ask({ headers: { 'content-type': type } })).status).toBe(200)
    },
  )

  it('is refused also where a foreign Host and Origin agree with one another', async () => {
    const reply = await test.ask({ headers: { host: 'evil.example:80', origin: 'http://evil.example:80' } })
    expect(reply.error).toBe('GatewayForbiddenHost')
  })
})

describe('a call that is not one of the seven', () => {
  const body = (members: object) => JSON.stringify(members)
  const target = (name: string) => ({ headers: { 'x-amz-target': name } })
  const refused: readonly (readonly [string, AskChanges, string])[] = [
    ['StartExecution', target('AWSStepFunctions.StartExecution'), 'GatewayActionNotAllowed'],
    ['StopExecution', target('AWSStepFunctions.StopExecution'), 'GatewayActionNotAllowed'],
    ['RedriveExecution', target('AWSStepFunctions.RedriveExecution'), 'GatewayActionNotAllowed'],
    ['an unknown action', target('AWSStepFunctions.Nothing'), 'GatewayActionNotAllowed'],
    ['a name of every object', target('AWSStepFunctions.constructor'), 'GatewayActionNotAllowed'],
    ['StartSyncExecution', target('AWSStepFunctions.StartSyncExecution'), 'GatewayActionNotAllowed'],
    ['UpdateStateMachine', target('AWSStepFunctions.UpdateStateMachine'), 'GatewayActionNotAllowed'],
    ['DeleteStateMachine', target('AWSStepFunctions.DeleteStateMachine'), 'GatewayActionNotAllowed'],
    ['another service', target('DynamoDB_20120810.GetItem'), 'GatewayActionNotAllowed'],
    ['no target', { headers: { 'x-amz-target': undefined } }, 'GatewayActionNotAllowed'],
    [
      'a foreign ARN',
      { body: body({ executionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f' }) },
      'GatewayInvalidCall',
    ],
    [
      'a state machine where an execution belongs',
      { body: body({ executionArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:SM' }) },
      'GatewayInvalidCall',
    ],
    [
      'a host in place of a region',
      { body: body({ executionArn: 'arn:aws:states:evil.example/:123456789012:execution:SM:x' }) },
      'GatewayInvalidCall',
    ],
    ['an unknown member', { body: body({ executionArn: EXECUTION_ARN, endpoint: 'x' }) }, 'GatewayInvalidCall'],
    ['too many results', { body: body({ executionArn: EXECUTION_ARN, maxResults: 1001 }) }, 'GatewayInvalidCall'],
    ['a fraction', { body: body({ executionArn: EXECUTION_ARN, maxResults: 1.5 }) }, 'GatewayInvalidCall'],
    ['text for a flag', { body: body({ executionArn: EXECUTION_ARN, reverseOrder: 'yes' }) }, 'GatewayInvalidCall'],
    ['no ARN', { body: '{}' }, 'GatewayInvalidCall'],
    ['a list', { body: '[]' }, 'GatewayInvalidCall'],
    ['no JSON', { body: '{' }, 'GatewayInvalidCall'],
    ['nothing', { body: '' }, 'GatewayInvalidCall'],
    ['a prototype', { body: `{"__proto__":{},"executionArn":"${EXECUTION_ARN}"}` }, 'GatewayInvalidCall'],
  ]
  it.each(refused)('is refused: %s', async (_what, changes, code) => {
    const sentBefore = aws.seen.length
    expect((await test.ask(changes)).error).toBe(code)
    expect(aws.seen.length).toBe(sentBefore)
  })

  const MACHINE_ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:SM'
  it.each([
    ['DescribeStateMachine', { stateMachineArn: EXECUTION_ARN }],
    ['DescribeStateMachine', { executionArn: EXECUTION_ARN }],
    ['DescribeStateMachine', { stateMachineArn: `${MACHINE_ARN}:1:2` }],
    ['DescribeStateMachine', { stateMachineArn: MACHINE_ARN, includedData: 'EVERYTHING' }],
    ['DescribeStateMachine', { stateMachineArn: MACHINE_ARN, definition: '{}' }],
    ['DescribeStateMachine', { stateMachineArn: 'arn:aws:states:evil.example/:123456789012:stateMachine:SM' }],
    ['ListExecutions', { stateMachineArn: EXECUTION_ARN }],
    ['ListExecutions', { stateMachineArn: MACHINE_ARN, maxResults: 1001 }],
    ['ListExecutions', { stateMachineArn: MACHINE_ARN, statusFilter: 'ANY' }],
    ['ListExecutions', { stateMachineArn: [MACHINE_ARN] }],
    ['ListExecutions', {}],
  ])('is refused when it asks of a state machine what cannot be: %s %j', async (action, members) => {
    const sentBefore = aws.seen.length
    const reply = await test.ask({ ...target(`AWSStepFunctions.${action}`), body: body(members) })
    expect([reply.error, aws.seen.length]).toEqual(['GatewayInvalidCall', sentBefore])
  })

  it.each(['', ':7', ':PROD'])('is none of those that ask of a state machine%s', async qualifier => {
    const stateMachineArn = MACHINE_ARN + qualifier
    for (const members of [{ stateMachineArn }, { stateMachineArn, includedData: 'METADATA_ONLY' }]) {
      const described = await test.ask({ ...target('AWSStepFunctions.DescribeStateMachine'), body: body(members) })
      expect(described.status).toBe(200)
    }
    const listed = await test.ask({ ...target('AWSStepFunctions.ListExecutions'), body: body({ stateMachineArn }) })
    expect(listed.status).toBe(200)
  })

  it('is refused when it names two resources', async () => {
    const both = body({
      stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:SM',
      mapRunArn: 'arn:aws:states:eu-west-1:123456789012:mapRun:SM/L:0123',
    })
    const reply = await test.ask({ ...target('AWSStepFunctions.ListExecutions'), body: both })
    expect(reply.error).toBe('GatewayInvalidCall')
  })
})

describe('the gateway’s own calls', () => {
  const json = { 'content-type': 'application/json' }
  const bare = { 'content-type': undefined, origin: undefined }
  const calls: readonly AskChanges[] = [
    { path: '/gateway/stop', headers: json, body: '{}' },
    { path: '/gateway/launch', headers: json, body: '{"route":"","life":"minute"}' },
    { path: '/gateway/profile', headers: json, body: '{"account":"123456789012","profile":null}' },
    { path: '/gateway/logs', headers: json, body: '{"account":"123456789012","on":true}' },
    { path: '/gateway/profiles', method: 'GET', headers: bare },
    { path: '/gateway/status', method: 'GET', headers: bare },
  ]
  const withHeaders = (call: AskChanges, headers: AskChanges['headers']) =>
    test.ask({ ...call, headers: { ...call.headers, ...headers } })

  it.each(calls)('are for the page alone: $path', async call => {
    const replies = [
      await withHeaders(call, { 'sec-fetch-site': 'cross-site' }),
      await withHeaders(call, { origin: 'https://evil.example' }),
      await withHeaders(call, { host: 'evil.example' }),
      await test.ask({ ...call, token: 'x'.repeat(43) }),
      await test.ask({ ...call, method: 'PUT' }),
    ]
    expect(replies.map(({ error }) => error)).toEqual([
      'GatewayForbiddenOrigin',
      'GatewayForbiddenOrigin',
      'GatewayForbiddenHost',
      'GatewayProofWrong',
      'GatewayMethodNotAllowed',
    ])
  })

  it('tell one without the key only that this is a gateway', async () => {
    const reply = await test.ask({ path: '/gateway/hello', method: 'GET', headers: bare })
    expect(Object.keys(JSON.parse(reply.text))).toEqual(['name', 'version'])
    for (const path of ['/gateway/status', '/gateway/profiles']) {
      const headers = { ...bare, 'x-sfn-timeline-proof': undefined }
      expect((await test.ask({ path, method: 'GET', headers })).error).toBe('GatewayProofMissing')
    }
  })
})
