import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsOf } from '../simulator/event-notation.ts'
import { type Endpoint, startEndpoint } from './endpoint.ts'
import { isJson, type Json } from './wire.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'
const EVENTS = eventsOf(`
  1<0 ExecutionStarted input={a:1} @1000.5   2<0 PassStateEntered Hello input={}  3<2 PassStateExited Hello output={}
  4<3 PassStateEntered World                   5<4 PassStateExited World            6<5 ExecutionSucceeded output={} @9000`)

let endpoint: Endpoint

beforeEach(async () => {
  endpoint = await startEndpoint({ executions: [{ arn: ARN, events: EVENTS }] })
})

afterEach(() => endpoint.close())

async function call(action: string, body: Json): Promise<{ status: number; body: Json }> {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'x-amz-target': `AWSStepFunctions.${action}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/states/aws4_request',
    },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  return { status: response.status, body: isJson(answer) ? answer : {} }
}

async function idsOfAllPages(request: Json): Promise<number[][]> {
  const pages: number[][] = []
  let nextToken: unknown
  do {
    const { body } = await call('GetExecutionHistory', {
      executionArn: ARN,
      ...request,
      ...(nextToken === undefined ? {} : { nextToken }),
    })
    pages.push(eventsIn(body).map(event => Number(event['id'])))
    nextToken = body['nextToken']
  } while (nextToken !== undefined)
  return pages
}

function eventsIn(body: Json): readonly Json[] {
  return Array.isArray(body['events']) ? body['events'].filter(isJson) : []
}

describe('GetExecutionHistory', () => {
  it('pages from the start', async () => {
    expect(await idsOfAllPages({ maxResults: 4 })).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ])
  })

  it('pages from the end', async () => {
    expect(await idsOfAllPages({ maxResults: 4, reverseOrder: true })).toEqual([
      [6, 5, 4, 3],
      [2, 1],
    ])
  })

  it('gives short and empty pages, whose tokens lead on', async () => {
    endpoint.pageEvents = page => (page % 2 === 0 ? 0 : 3)
    expect(await idsOfAllPages({})).toEqual([[], [1, 2, 3], [], [4, 5, 6]])
    expect(await idsOfAllPages({ reverseOrder: true })).toEqual([[], [6, 5, 4], [], [3, 2, 1]])
  })

  it('writes epoch seconds with a fraction', async () => {
    const { body } = await call('GetExecutionHistory', { executionArn: ARN, maxResults: 1 })
    expect(eventsIn(body)[0]).toMatchObject({ timestamp: 1.001, executionStartedEventDetails: { input: '{a:1}' } })
  })

  it('leaves execution data out when asked to, and keeps names', async () => {
    const { body } = await call('GetExecutionHistory', { executionArn: ARN, includeExecutionData: false })
    expect(eventsIn(body)[1]?.['stateEnteredEventDetails']).toEqual({ name: 'Hello' })
  })

  it('refuses a token that came with other arguments, or has expired', async () => {
    const first = await call('GetExecutionHistory', { executionArn: ARN, maxResults: 2 })
    const nextToken = first.body['nextToken']
    const other = await call('GetExecutionHistory', { executionArn: ARN, maxResults: 3, nextToken })
    expect(other).toMatchObject({ status: 400, body: { __type: expect.stringMatching(/#InvalidToken$/) } })
    endpoint.expireTokens()
    const late = await call('GetExecutionHistory', { executionArn: ARN, maxResults: 2, nextToken })
    expect(late.status).toBe(400)
  })

  it('gives no token at the end of a running execution, and more events later', async () => {
    const arn = `${ARN}-live`
    endpoint.add({ arn, events: EVENTS, visible: 2 })
    const before = await call('GetExecutionHistory', { executionArn: arn })
    expect(before.body['nextToken']).toBeUndefined()
    expect((await call('DescribeExecution', { executionArn: arn })).body).toMatchObject({ status: 'RUNNING' })
    endpoint.grow(arn)
    const after = await call('GetExecutionHistory', { executionArn: arn, reverseOrder: true, maxResults: 1 })
    expect(eventsIn(after.body)[0]).toMatchObject({ id: 6 })
    expect((await call('DescribeExecution', { executionArn: arn })).body).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: 9,
      output: '{}',
    })
  })
})

describe('errors', () => {
  it.each([
    ['arn:aws:states:eu-west-1:123456789012:express:Orders:run:1', 'InvalidArn', /express/],
    ['arn:aws:states:eu-west-1:123456789012:execution:Orders:gone', 'ExecutionDoesNotExist', /Does Not Exist/],
    ['nonsense', 'InvalidArn', /Invalid ARN prefix/],
  ])('answers %s with %s', async (executionArn, type, message) => {
    const { status, body } = await call('GetExecutionHistory', { executionArn })
    expect(status).toBe(400)
    expect(body['__type']).toBe(`com.amazonaws.swf.service.v2.model#${type}`)
    expect(body['message']).toMatch(message)
  })

  it('answers no preflight and nothing unsigned', async () => {
    expect((await fetch(endpoint.url, { method: 'OPTIONS' })).status).toBe(404)
    const unsigned = await fetch(endpoint.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSStepFunctions.DescribeExecution' },
      body: '{}',
    })
    expect(unsigned.status).toBe(403)
  })
})

describe('faults', () => {
  it('strikes the page, direction and number of times asked for', async () => {
    endpoint.fault({ kind: 'throttling', page: 'last', direction: 'backward', times: 2 })
    const last = { executionArn: ARN, reverseOrder: true }
    expect((await call('GetExecutionHistory', { executionArn: ARN })).status).toBe(200)
    const struck = await call('GetExecutionHistory', last)
    expect(struck).toMatchObject({ status: 400, body: { message: 'Rate exceeded' } })
    expect((await call('GetExecutionHistory', last)).status).toBe(400)
    expect((await call('GetExecutionHistory', last)).status).toBe(200)
  })

  it.each(['droppedConnection', 'truncatedBody', 'malformedJson', 'htmlPage'] as const)(
    '%s breaks the answer',
    async kind => {
      endpoint.fault({ kind })
      await expect(call('GetExecutionHistory', { executionArn: ARN })).rejects.toThrow()
      expect((await call('GetExecutionHistory', { executionArn: ARN })).status).toBe(200)
    },
  )

  it('leaves a request without an answer', async () => {
    endpoint.fault({ kind: 'neverAnswers' })
    const aborter = new AbortController()
    const pending = fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSStepFunctions.GetExecutionHistory',
        authorization: 'AWS4-HMAC-SHA256 Credential=x',
      },
      body: JSON.stringify({ executionArn: ARN }),
      signal: aborter.signal,
    })
    await expect.poll(() => endpoint.log[0]?.fault).toBe('neverAnswers')
    aborter.abort()
    await expect(pending).rejects.toThrow()
    await expect.poll(() => endpoint.log[0]?.givenUp).toBe(true)
  })

  it('makes the same chaos from the same seed, and other chaos from another', async () => {
    const outcomes = async (seed: number) => {
      endpoint.chaos({ seed, rate: 0.5, kinds: ['throttling', 'serverError'] })
      const statuses: number[] = []
      for (let n = 0; n < 20; n++) statuses.push((await call('GetExecutionHistory', { executionArn: ARN })).status)
      return statuses
    }
    const first = await outcomes(1)
    expect(new Set(first)).toEqual(new Set([200, 400, 500]))
    expect(await outcomes(1)).toEqual(first)
    expect(await outcomes(2)).not.toEqual(first)
  })

  it('holds answers back until they are released', async () => {
    const hold = endpoint.hold()
    const pending = call('GetExecutionHistory', { executionArn: ARN })
    await expect.poll(() => hold.waiting).toBe(1)
    hold.release()
    expect((await pending).status).toBe(200)
  })

  it('holds back what has one of some events alone', async () => {
    const hold = endpoint.hold({ events: id => id > 1 })
    expect((await call('GetExecutionHistory', { executionArn: ARN, maxResults: 1 })).status).toBe(200)
    const pending = call('GetExecutionHistory', { executionArn: ARN, maxResults: 2 })
    await expect.poll(() => hold.waiting).toBe(1)
    hold.end()
    expect((await pending).status).toBe(200)
  })
})

describe('lists', () => {
  const mapRunArn = 'arn:aws:states:eu-west-1:123456789012:mapRun:Fan/Label:1'
  const parent = 'arn:aws:states:eu-west-1:123456789012:execution:Fan:parent'

  beforeEach(() => {
    endpoint.add({
      arn: parent,
      events: eventsOf(`1<0 ExecutionStarted 2<1 MapRunStarted mapRunArn=${mapRunArn} 3<2 MapRunSucceeded`),
    })
    for (const n of [1, 2, 3]) {
      const arn = `arn:aws:states:eu-west-1:123456789012:execution:Fan/Label:child-${n}`
      endpoint.add({ arn, mapRunArn, events: eventsOf(`1<0 ExecutionStarted @${n} 2<1 ExecutionSucceeded`) })
    }
  })

  it('pages the children of a Map Run, newest first', async () => {
    const first = await call('ListExecutions', { mapRunArn, maxResults: 2 })
    expect(first.body['executions']).toMatchObject([{ name: 'child-3' }, { name: 'child-2' }])
    const second = await call('ListExecutions', { mapRunArn, maxResults: 2, nextToken: first.body['nextToken'] })
    expect(second.body).toMatchObject({ executions: [{ name: 'child-1' }] })
    expect(second.body['nextToken']).toBeUndefined()
  })

  it('describes the Map Run', async () => {
    expect((await call('ListMapRuns', { executionArn: parent })).body).toMatchObject({ mapRuns: [{ mapRunArn }] })
    expect((await call('DescribeMapRun', { mapRunArn })).body).toMatchObject({
      executionArn: parent,
      status: 'SUCCEEDED',
      itemCounts: { succeeded: 3, total: 3 },
    })
  })
})

it('slices what a service behind it returns', async () => {
  const front = await startEndpoint({ upstream: endpoint.url, pageEvents: () => 4 })
  const behind = endpoint
  endpoint = front
  try {
    expect(await idsOfAllPages({ reverseOrder: true })).toEqual([
      [6, 5, 4, 3],
      [2, 1],
    ])
    expect((await call('DescribeExecution', { executionArn: ARN })).body).toMatchObject({ status: 'SUCCEEDED' })
    expect((await call('DescribeExecution', { executionArn: `${ARN}x` })).body).toMatchObject({
      __type: 'com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist',
    })
  } finally {
    await front.close()
    endpoint = behind
  }
})

describe('the runs of a state machine', () => {
  const machine = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Nightly'
  const run = (name: string, startedAt: number, startedBy?: string) => ({
    arn: `arn:aws:states:eu-west-1:123456789012:execution:Nightly:${name}`,
    events: eventsOf(`1<0 ExecutionStarted input={} @${startedAt}  2<0 ExecutionSucceeded output={} @${startedAt + 5}`),
    ...(startedBy !== undefined && { startedBy }),
  })
  const names = ({ body }: { body: Json }) =>
    (Array.isArray(body['executions']) ? body['executions'] : []).map((one: Json) => one['name'])
  beforeEach(() => {
    for (const one of [run('a', 1000), run('b', 3000, '2'), run('c', 2000, 'live')]) endpoint.add(one)
  })

  it('are listed newest first, by version and by alias', async () => {
    expect(names(await call('ListExecutions', { stateMachineArn: machine }))).toEqual(['b', 'c', 'a'])
    expect(names(await call('ListExecutions', { stateMachineArn: `${machine}:live` }))).toEqual(['c'])
    const ofVersion = await call('ListExecutions', { stateMachineArn: `${machine}:2` })
    expect(ofVersion.body['executions']).toMatchObject([{ name: 'b', stateMachineVersionArn: `${machine}:2` }])
  })

  it('belong to a machine that is described, without its definition on request', async () => {
    const { body } = await call('DescribeStateMachine', { stateMachineArn: machine, includedData: 'METADATA_ONLY' })
    expect(body).toMatchObject({ name: 'Nightly', type: 'STANDARD', definition: '{}' })
    const unknown = await call('DescribeStateMachine', { stateMachineArn: `${machine}Not` })
    expect(unknown.body['__type']).toContain('StateMachineDoesNotExist')
  })

  it('of an Express one are refused', async () => {
    const arn = 'arn:aws:states:eu-west-1:123456789012:express:Quick:n:id'
    endpoint.add({ arn, events: [] })
    const stateMachineArn = machine.replace('Nightly', 'Quick')
    expect((await call('ListExecutions', { stateMachineArn })).body['__type']).toContain('StateMachineTypeNotSupported')
    expect((await call('DescribeStateMachine', { stateMachineArn })).body['type']).toBe('EXPRESS')
  })
})
