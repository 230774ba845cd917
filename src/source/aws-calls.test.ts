import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Endpoint, startEndpoint } from '../fake-aws/endpoint.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { awsCalls } from './aws-calls.ts'
import type { Connection } from './calls.ts'
import { type PageRequest, SourceError } from './source.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'
const MAP_RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Orders/Each:0c5b1f0e-0000-4000-8000-000000000001'
const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders'

let endpoint: Endpoint
let connection: Connection
const { signal } = new AbortController()

beforeAll(async () => {
  endpoint = await startEndpoint()
  connection = { kind: 'endpoint', endpoint: `${endpoint.url}/` }
})
beforeEach(() => endpoint.reset())
afterAll(() => endpoint.close())

function serve(): void {
  const events = eventsOf(`
    1<0 ExecutionStarted input={} 2<0 PassStateEntered P input=abcdefg 3<2 PassStateExited P output=abcdefg
    4<3 ExecutionSucceeded output={}`)
  endpoint.add({ arn: ARN, events })
}

function asked(action: string): readonly unknown[] {
  return endpoint.log.filter(entry => entry.action === action).map(entry => entry.request)
}

describe('readPage', () => {
  it.each([true, false])('asks for payloads exactly where they are wanted: %s', async withPayloads => {
    serve()
    const page = await awsCalls.readPage(
      { connection, arn: ARN, request: { direction: 'forward', withPayloads } },
      signal,
    )
    expect(asked('GetExecutionHistory')).toMatchObject([{ includeExecutionData: withPayloads }])
    expect(page.events.some(event => typeof event.details?.['input'] === 'string')).toBe(withPayloads)
  })

  it.each([
    ['forward', false, [1, 2, 3, 4]],
    ['backward', true, [4, 3, 2, 1]],
  ] as const)('%s: as many as a page holds, in that direction', async (direction, reverseOrder, ids) => {
    serve()
    const page = await awsCalls.readPage({ connection, arn: ARN, request: { direction, withPayloads: true } }, signal)
    expect(asked('GetExecutionHistory')).toMatchObject([{ executionArn: ARN, maxResults: 1000, reverseOrder }])
    expect(page.events.map(event => event.id)).toEqual(ids)
    expect(page).not.toHaveProperty('nextToken')
  })

  it('hands the token on, and keeps every other argument of the chain', async () => {
    serve()
    const request = { direction: 'forward', withPayloads: false, limit: 3 } as const
    const first = await awsCalls.readPage({ connection, arn: ARN, request }, signal)
    const token = first.nextToken ?? ''
    const second = await awsCalls.readPage({ connection, arn: ARN, request: { ...request, token } }, signal)
    expect([first, second].map(page => page.events.length)).toEqual([3, 1])
    const [one, two] = asked('GetExecutionHistory')
    expect(two).toEqual({ ...Object(one), nextToken: token })
  })

  it('counts the characters of what a page holds', async () => {
    serve()
    const page = await awsCalls.readPage(
      { connection, arn: ARN, request: { direction: 'forward', withPayloads: true } },
      signal,
    )
    // {} twice, abcdefg twice, and the name P twice
    expect(page.payloadBytes).toBe(2 + 7 + 7 + 2 + 1 + 1)
  })
})

describe('the page after one that is needed', () => {
  const chain = { direction: 'forward', withPayloads: true, limit: 1 } as const
  const read = (request: PageRequest) => awsCalls.readPage({ connection, arn: ARN, request }, signal)
  const tokens = () => asked('GetExecutionHistory').map(request => Object(request).nextToken)

  it('is under way before it is asked for, and is asked of AWS once', async () => {
    serve()
    const { nextToken: token = '' } = await read({ ...chain, neededTo: 4 })
    await expect.poll(tokens).toEqual([undefined, token])
    const second = await read({ ...chain, token })
    expect(second.events.map(({ id }) => id)).toEqual([2])
    expect(tokens()).toEqual([undefined, token])
  })

  it.each([
    ['forward', 2, 2],
    ['backward', 3, 3],
  ] as const)('%s: is sent for where one needed to %i is not reached', async (direction, neededTo, id) => {
    serve()
    const { nextToken: token = '' } = await read({ ...chain, direction, neededTo })
    await expect.poll(tokens).toEqual([undefined, token])
    expect((await read({ ...chain, direction, token })).events).toMatchObject([{ id }])
  })

  it.each([
    ['forward', 1, 2],
    ['backward', 4, 3],
  ] as const)('%s: is not sent for where one needed to %i is reached', async (direction, neededTo, id) => {
    serve()
    const { nextToken: token = '' } = await read({ ...chain, direction, neededTo })
    expect(tokens()).toEqual([undefined])
    expect((await read({ ...chain, direction, token })).events).toMatchObject([{ id }])
    expect(tokens()).toEqual([undefined, token])
  })

  it('tells its trouble to whom asks for it, and is sent for again then', async () => {
    serve()
    endpoint.fault({ kind: 'throttling', page: 1, times: 1 })
    const { nextToken: token = '' } = await read({ ...chain, neededTo: 4 })
    await expect(read({ ...chain, token })).rejects.toMatchObject({ code: 'ThrottlingException' })
    expect((await read({ ...chain, token })).events).toMatchObject([{ id: 2 }])
  })

  it('is given up with the call that claimed it', async () => {
    serve()
    endpoint.fault({ kind: 'neverAnswers', page: 1 })
    const { nextToken: token = '' } = await read({ ...chain, neededTo: 4 })
    await expect.poll(tokens).toEqual([undefined, token])
    const control = new AbortController()
    const second = awsCalls.readPage({ connection, arn: ARN, request: { ...chain, token } }, control.signal)
    control.abort(new Error('left'))
    await expect(second).rejects.toThrow()
    await expect.poll(() => endpoint.log[1]?.givenUp).toBe(true)
  })
})

describe('listExecutions', () => {
  it.each([
    [MAP_RUN, 'mapRunArn', 'stateMachineArn'],
    [MACHINE, 'stateMachineArn', 'mapRunArn'],
  ])('%s is asked for as %s alone', async (arn, member, other) => {
    await awsCalls.listExecutions({ connection, arn }, signal).catch(() => undefined)
    const [request] = asked('ListExecutions')
    expect(request).toMatchObject({ [member]: arn })
    expect(request).not.toHaveProperty(other)
  })
})

describe('listMachines', () => {
  it('asks for as many as a page holds, and reads on by its token', async () => {
    const told = { level: 'OFF', includeExecutionData: false } as const
    for (let n = 0; n < 1_000; n++) endpoint.addMachine({ arn: `${MACHINE}-${n}`, type: 'STANDARD', ...told })
    endpoint.addMachine({ arn: MACHINE, type: 'EXPRESS', ...told })
    const first = await awsCalls.listMachines({ connection, region: 'eu-west-1' }, signal)
    expect([first.machines.length, first.nextToken]).toEqual([1_000, '1000'])
    const second = await awsCalls.listMachines({ connection, region: 'eu-west-1', token: '1000' }, signal)
    expect(second).toEqual({
      machines: [{ stateMachineArn: MACHINE, name: 'Orders', type: 'EXPRESS', createdAt: 1_700_000_000_000 }],
    })
    expect(asked('ListStateMachines')).toEqual([{ maxResults: 1000 }, { maxResults: 1000, nextToken: '1000' }])
  })
})

describe('the trace of an execution', () => {
  const root = 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8'

  it.each([
    [`${root};Sampled=1`, '1-67891233-abcdef012345678912345678'],
    [`${root};Sampled=0`, undefined],
    [undefined, undefined],
  ])('is that of its header: %s', async (traceHeader, traceId) => {
    endpoint.add({ arn: ARN, events: [], ...(traceHeader !== undefined && { traceHeader }) })
    const summary = await awsCalls.describeExecution({ connection, arn: ARN }, signal)
    expect(summary.traceId).toBe(traceId)
  })
})

describe('a failing call', () => {
  it('is a SourceError that names action and ARN', async () => {
    const failing = awsCalls.describeExecution({ connection, arn: ARN }, signal)
    await expect(failing).rejects.toBeInstanceOf(SourceError)
    await expect(failing).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' })
  })

  it('rejects with the reason of the one who cancelled it', async () => {
    serve()
    endpoint.latencyMs = 60_000
    const control = new AbortController()
    const call = awsCalls.describeExecution({ connection, arn: ARN }, control.signal)
    control.abort()
    await expect(call).rejects.not.toBeInstanceOf(SourceError)
  })
})
