import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import { environmentFor, type FakeAws } from '../../src/gateway/testing/fake-aws.ts'
import { startTestGateway, type TestGateway } from '../../src/gateway/testing/test-gateway.ts'
import { createExecutionLoader } from '../../src/loading/execution-loader.ts'
import type { ExecutionView } from '../../src/loading/execution-view.ts'
import { DEFAULT_LOAD_SETTINGS } from '../../src/loading/load-settings.ts'
import type { ExecutionLoader } from '../../src/loading/loader-parts.ts'
import { createQueryClient } from '../../src/loading/query-client.ts'
import { realSurroundings, type Surroundings } from '../../src/loading/surroundings.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'

import { largeHistory } from '../../src/simulator/large-history.ts'
import { seededRandom } from '../../src/simulator/seeded-random.ts'
import { awsCalls } from '../../src/source/aws-calls.ts'
import { awsSource } from '../../src/source/aws-source.ts'
import type { WorkerCalls } from '../../src/source/calls.ts'
import { redeemLaunch } from '../../src/source/launch.ts'
import { logCalls } from '../../src/source/log-calls.ts'
import { callHere } from '../../src/source/remote-calls.ts'

// Loading through a gateway that goes, is frozen, loses its port or its key in the middle: what was loaded stays, a message says
// what to do, and afterwards all is there, each event once.

const { events } = largeHistory({ events: 420 })
const nodeFetch = globalThis.fetch
let endpoint: Endpoint
let gateway: TestGateway
let key: CryptoKey | undefined
let loader: ExecutionLoader | undefined
let runs = 0

beforeAll(async () => {
  endpoint = await startEndpoint({ pageEvents: () => 20 })
  // Only the address of AWS is taken from it.
  const aws = { url: endpoint.url } as FakeAws
  gateway = await startTestGateway({ env: environmentFor(aws) })
  globalThis.fetch = (url, init) => {
    const headers = new Headers(init?.headers)
    headers.set('sec-fetch-site', 'same-origin')
    if (init?.method === 'POST') headers.set('origin', base().slice(0, -1))
    return nodeFetch(url, { ...init, headers })
  }
  await letIn()
})
afterEach(() => loader?.dispose())
afterAll(async () => {
  globalThis.fetch = nodeFetch
  await gateway.close()
  await endpoint.close()
})

const base = () => `http://127.0.0.1:${gateway.port}/`

async function letIn(): Promise<void> {
  key = (await redeemLaunch(base(), await gateway.gateway.launches.create('', 'minute')))?.key
}

/** Waits last a hundredth of what they say; a request that is not answered is given up after three seconds. */
const hurried: Surroundings = {
  ...realSurroundings,
  visible: () => true,
  onReturn: () => () => {},
  sleep: (ms, signal) => realSurroundings.sleep(ms / 100, signal),
}
const settings = { ...DEFAULT_LOAD_SETTINGS, requestLimitMs: 300_000 }

function startLoading(): ExecutionLoader {
  const arn = `arn:aws:states:eu-west-1:123456789012:execution:Orders:gateway-${++runs}`
  endpoint.add({ arn, events })
  const connection = async () => ({ kind: 'gateway', base: base(), key, profile: undefined }) as const
  const source = awsSource(arn, callHere<WorkerCalls>({ ...awsCalls, ...logCalls, ...NO_FILES }), connection)
  const parts = { source, builder: createTreeBuilder(), client: createQueryClient(), surroundings: hurried, settings }
  loader = createExecutionLoader(parts)
  loader.start()
  return loader
}

const noFiles = async () => Promise.reject(new Error('no files here'))
const NO_FILES = {
  ...{ openBytes: noFiles, readFilePage: noFiles },
  ...{ describeFileChild: noFiles, describeFileMapRun: noFiles, listFileChildren: noFiles },
}

/** Resolves when the loader tells of such a view. */
function told(of: ExecutionLoader, isMeant: (view: ExecutionView) => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (!isMeant(of.view)) return
      leave()
      resolve()
    }
    const leave = of.subscribe(look)
    look()
  })
}

/** Another program at the gateway's port: one that answers something, or one that never does, like a gateway that is frozen. */
async function squat(port: number, answers: boolean): Promise<Server> {
  const server = createServer((_req, res) => {
    if (answers) res.writeHead(200, { 'content-type': 'application/json' }).end('{"name":"sfn-timeline","version":"9"}')
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function leave(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

/** What may happen to a gateway: begins, and is over again when the promise that it gives has been called. */
const TROUBLES = {
  killed: async () => {
    await gateway.gateway.close()
    return async () => {
      gateway = await gateway.again(gateway.port)
    }
  },
  'gone, its port taken by another program': async () => {
    await gateway.gateway.close()
    const squatter = await squat(gateway.port, true)
    return async () => {
      await leave(squatter)
      gateway = await gateway.again(gateway.port)
    }
  },
  frozen: async () => {
    await gateway.gateway.close()
    const frozen = await squat(gateway.port, false)
    return async () => {
      await leave(frozen)
      gateway = await gateway.again(gateway.port)
    }
  },
  'locked by a new key': async () => {
    await gateway.tokenStore.rotate()
    return letIn
  },
} as const

type Trouble = keyof typeof TROUBLES
const names = Object.keys(TROUBLES) as Trouble[]

async function loadThrough(troubles: readonly Trouble[], pagesBetween: () => number): Promise<void> {
  const hold = endpoint.hold()
  const loading = startLoading()
  for (const trouble of troubles) {
    hold.release(1 + pagesBetween())
    await told(loading, ({ progress }) => progress.loadedEvents > 0)
    const mend = await TROUBLES[trouble]()
    const before = loading.view.progress.loadedEvents
    hold.release(2)
    await told(loading, ({ error }) => error !== undefined)
    expect(loading.view.error).toMatchObject({ whatToDo: expect.stringMatching(/.{10,}/) })
    expect(loading.view.tree?.eventCount).toBeGreaterThanOrEqual(before)
    await mend()
    loading.view.retry()
    await told(loading, ({ error, progress }) => error === undefined || progress.phase === 'complete')
  }
  hold.end()
  await told(loading, ({ progress, retry }) => {
    if (progress.phase === 'failed' && progress.nextRetryAt === undefined) setImmediate(retry)
    return progress.phase === 'complete'
  })
  expect(loading.view.tree?.loaded).toEqual([{ from: 1, to: events.length }])
  expect(loading.view.tree?.eventCount).toBe(events.length)
}

describe('the gateway in the middle of loading is', () => {
  it.each(names)('%s', trouble => loadThrough([trouble], () => 2), 60_000)

  it.each([1, 2, 3, 4])(
    'in trouble upon trouble (seed %i)',
    seed => {
      const random = seededRandom(seed)
      const some = Array.from({ length: 4 }, () => names[random.between(0, names.length - 1)] ?? 'killed')
      return loadThrough(some, () => random.between(0, 2))
    },
    120_000,
  )

  it('one of two, and the other one is stopped', async () => {
    const other = await gateway.again(0)
    const hold = endpoint.hold()
    const loading = startLoading()
    hold.release(2)
    await told(loading, ({ progress }) => progress.loadedEvents > 0)
    await other.gateway.close()
    hold.end()
    await told(loading, ({ progress }) => progress.phase === 'complete')
    expect(loading.view.tree?.loaded).toEqual([{ from: 1, to: events.length }])
  })
})
