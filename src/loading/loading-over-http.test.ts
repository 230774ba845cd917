import { once } from 'node:events'
import { createServer } from 'node:http'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Endpoint, startEndpoint } from '../fake-aws/endpoint.ts'
import type { FaultKind } from '../fake-aws/faults.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { largeHistory } from '../simulator/large-history.ts'
import { awsCalls } from '../source/aws-calls.ts'
import { awsSource } from '../source/aws-source.ts'
import type { Connection, WorkerCalls } from '../source/calls.ts'
import { fileCalls } from '../source/file-calls.ts'
import { logCalls } from '../source/log-calls.ts'
import { callOver, type Remote, serveOver } from '../source/remote-calls.ts'
import { createExecutionLoader } from './execution-loader.ts'
import { DEFAULT_LOAD_SETTINGS } from './load-settings.ts'
import type { ExecutionLoader } from './loader-parts.ts'
import { createQueryClient } from './query-client.ts'
import { realSurroundings, type Surroundings } from './surroundings.ts'

/** The real client, the real protocol, the worker's message port; only the browser is missing. */

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:NightlyBilling:run-1'
const { events } = largeHistory({ events: 3_000, keepsTruth: false })
const TOTAL = events.length

let endpoint: Endpoint
let calls: Remote<WorkerCalls>
const channel = new MessageChannel()
const loaders: ExecutionLoader[] = []

beforeAll(async () => {
  endpoint = await startEndpoint()
  serveOver<WorkerCalls>(channel.port1, { ...awsCalls, ...logCalls, ...fileCalls() })
  calls = callOver<WorkerCalls>(channel.port2)
  channel.port1.start()
  channel.port2.start()
})
afterEach(() => {
  for (const loader of loaders.splice(0)) loader.dispose()
  endpoint.reset()
})
afterAll(async () => {
  channel.port1.close()
  channel.port2.close()
  await endpoint.close()
})

/** Waits shortened a hundredfold: real timers, real sockets. */
const hurried: Surroundings = {
  ...realSurroundings,
  sleep: (ms, signal) => realSurroundings.sleep(ms / 100, signal),
}

/** A minute of real time for a page, unless the test is about one that never comes: this machine may be busy. */
function load(url = `${endpoint.url}/`, requestLimitMs = 6_000_000): ExecutionLoader {
  return loadOver({ kind: 'endpoint', endpoint: url }, requestLimitMs)
}

function loadOver(connection: Connection, requestLimitMs = 6_000_000): ExecutionLoader {
  const source = awsSource(ARN, calls, async () => connection)
  const loader = createExecutionLoader({
    source,
    builder: createTreeBuilder(),
    client: createQueryClient(),
    surroundings: hurried,
    settings: { ...DEFAULT_LOAD_SETTINGS, requestLimitMs, slowPageMs: Number.POSITIVE_INFINITY },
  })
  loaders.push(loader)
  loader.start()
  return loader
}

function until(loader: ExecutionLoader, done: () => boolean): Promise<void> {
  return new Promise(resolve => {
    if (done()) return resolve()
    const leave = loader.subscribe(() => {
      if (!done()) return
      leave()
      resolve()
    })
  })
}

const isComplete = (loader: ExecutionLoader) => () => loader.view.progress.phase === 'complete'
const isGivenUp = (loader: ExecutionLoader) => () =>
  loader.view.progress.phase === 'failed' && loader.view.progress.nextRetryAt === undefined

/** To the end, as a patient person would: Retry whenever it stopped. */
async function toTheEnd(loader: ExecutionLoader): Promise<void> {
  for (let retries = 0; retries < 30; retries++) {
    await until(loader, () => isComplete(loader)() || isGivenUp(loader)())
    if (isComplete(loader)()) return
    loader.view.retry()
  }
}

describe('a history over HTTP', () => {
  it('arrives whole, each page asked for once', async () => {
    endpoint.add({ arn: ARN, events })
    const loader = load()
    await until(loader, isComplete(loader))
    expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: TOTAL }])
    expect(loader.view.tree?.oddities).toEqual([])
    expect(loader.view.summary).toMatchObject({
      stateMachineName: 'NightlyBilling',
      name: 'run-1',
      status: 'SUCCEEDED',
    })
    expect(endpoint.pagesAnswered(ARN)).toHaveLength(Math.ceil(TOTAL / 1000))
  })

  it('has the same events as the simulator wrote', async () => {
    endpoint.add({ arn: ARN, events })
    const loader = load()
    await until(loader, isComplete(loader))
    const sample = [1, 2, 500, TOTAL].map(id => loader.view.tree?.event(id))
    expect(sample).toEqual([1, 2, 500, TOTAL].map(id => events[id - 1]))
  })

  it('cancels the requests under way when it is stopped', async () => {
    endpoint.add({ arn: ARN, events })
    const hold = endpoint.hold()
    const loader = load()
    await until(loader, () => endpoint.log.some(entry => entry.action === 'GetExecutionHistory'))
    loader.stop()
    const entry = endpoint.log.find(({ action }) => action === 'GetExecutionHistory')
    await expect.poll(() => entry?.givenUp).toBe(true)
    hold.end()
  })
})

const RECOVERED: readonly FaultKind[] = [
  'throttling',
  'serverError',
  'serviceUnavailable',
  'droppedConnection',
  'neverAnswers',
  'truncatedBody',
  'malformedJson',
  'htmlPage',
  'invalidToken',
  'repeatedToken',
  'expiredCredentials',
  'unrecognizedClient',
  'accessDenied',
  'kmsAccessDenied',
  'kmsThrottling',
]

describe('faults over HTTP', () => {
  it.each(
    RECOVERED.flatMap(kind =>
      (['backward', 'forward'] as const).flatMap(direction =>
        [0, 1, 'last' as const].map(page => ({ kind, direction, page })),
      ),
    ),
  )('$kind at page $page $direction loses nothing', async ({ kind, direction, page }) => {
    endpoint.add({ arn: ARN, events })
    endpoint.pageEvents = () => 400
    endpoint.fault({ kind, direction, page })
    const loader = load(undefined, kind === 'neverAnswers' ? 100_000 : undefined)
    await toTheEnd(loader)
    expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: TOTAL }])
    expect(loader.view.tree?.eventCount).toBe(TOTAL)
  })

  it('loses nothing in chaos', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 150, max: 900 }), async (seed, size) => {
        endpoint.reset()
        endpoint.add({ arn: ARN, events })
        endpoint.pageEvents = page => (page % 4 === 3 ? 0 : size)
        endpoint.chaos({ seed, rate: 0.3, kinds: RECOVERED.filter(kind => kind !== 'neverAnswers') })
        const loader = load()
        await toTheEnd(loader)
        expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: TOTAL }])
        loader.dispose()
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  it.each([
    ['accessDenied', /has no `states:GetExecutionHistory` in account 123456789012/, /"states:GetExecutionHistory"/],
    ['expiredCredentials', /has expired/, /aws sso login/],
    ['unrecognizedClient', /does not accept the credentials/, /aws sso login/],
    ['executionDoesNotExist', /no such execution/, undefined],
    ['kmsInvalidState', /encrypted with a key/, undefined],
  ] as const)('%s is told in words', async (kind, message, copy) => {
    endpoint.add({ arn: ARN, events })
    endpoint.fault({ kind, times: 100 })
    const loader = load()
    await until(loader, isGivenUp(loader))
    expect(loader.view.error?.message).toMatch(message)
    if (copy) expect(loader.view.error?.copy).toMatch(copy)
  })

  it('goes on by itself when the gateway was away', async () => {
    const away = await startEndpoint({ executions: [{ arn: ARN, events }], pageEvents: () => 300 })
    const { url } = away
    const loader = load(`${url}/`)
    await until(loader, () => loader.view.progress.loadedEvents > 300)
    await away.close()
    await until(loader, () => loader.view.error?.code === 'GatewayUnreachable')
    const back = await startEndpoint({ executions: [{ arn: ARN, events }], port: Number(new URL(url).port) })
    await until(loader, isComplete(loader))
    expect(loader.view.error).toBeUndefined()
    expect(loader.view.tree?.eventCount).toBe(TOTAL)
    await back.close()
  })

  it('tells a page without a gateway what it lacks', async () => {
    const server = createServer((_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>'),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
    const loader = loadOver({ kind: 'gateway', base, key: undefined, profile: undefined })
    await until(loader, isGivenUp(loader))
    expect(loader.view.error?.code).toBe('GatewayMissing')
    server.close()
  })
})

describe('a running execution over HTTP', () => {
  it('is followed until it ends', async () => {
    endpoint.add({ arn: ARN, events, visible: 1_200 })
    const loader = load()
    await until(loader, () => loader.view.progress.phase === 'following')
    expect(loader.view.tree?.lastEventId).toBe(1_200)
    endpoint.grow(ARN, 700)
    await until(loader, () => loader.view.tree?.lastEventId === 1_900)
    endpoint.grow(ARN)
    await until(loader, isComplete(loader))
    expect(loader.view.summary?.status).toBe('SUCCEEDED')
    expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: TOTAL }])
  })
})
