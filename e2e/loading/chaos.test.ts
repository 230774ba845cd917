import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import type { ServedExecution } from '../../src/fake-aws/executions.ts'
import type { FaultKind } from '../../src/fake-aws/faults.ts'
import type { ExecutionView } from '../../src/loading/execution-view.ts'
import type { ExecutionLoader } from '../../src/loading/loader-parts.ts'
import { realSurroundings, type Surroundings } from '../../src/loading/surroundings.ts'
import { largeHistory } from '../../src/simulator/large-history.ts'
import { startHttpLoading } from './http-loader.ts'

/** Waits last a hundredth of what they say. */
const hurried: Surroundings = {
  ...realSurroundings,
  visible: () => true,
  onReturn: () => () => {},
  sleep: (ms, signal) => realSurroundings.sleep(ms / 100, signal),
}

const healing: readonly FaultKind[] = [
  'throttling',
  'serverError',
  'serviceUnavailable',
  'droppedConnection',
  'truncatedBody',
  'malformedJson',
  'htmlPage',
  'kmsThrottling',
  'invalidToken',
]
const stopping: readonly FaultKind[] = ['expiredCredentials', 'unrecognizedClient', 'accessDenied', 'kmsInvalidState']

const { events } = largeHistory({ events: 420 })
const all = `1..${events.length}, ${events.length} events`

let endpoint: Endpoint
let loading: ReturnType<typeof startHttpLoading>
let served = 0
/** What is not loaded yet: where it stands is told when a test ends without it. */
const underWay = new Set<ExecutionLoader>()

beforeAll(async () => {
  endpoint = await startEndpoint()
  loading = startHttpLoading(endpoint.url)
})
afterEach(() => {
  for (const { view } of underWay) console.error('not loaded:', JSON.stringify([view.progress, view.error]))
  for (const loader of underWay) loader.dispose()
  underWay.clear()
  endpoint.reset()
})
afterAll(async () => {
  loading.close()
  await endpoint.close()
})

function serve(more: Partial<ServedExecution> = {}): string {
  served += 1
  const arn = `arn:aws:states:eu-west-1:123456789012:execution:Orders:chaos-${served}`
  endpoint.add({ arn, events, ...more })
  return arn
}

/** A hundredth of it in real time: a minute, since a busy machine may answer late. */
const PATIENT_MS = 6_000_000

/** Loads to the end; presses *Retry* where only a person can go on. */
async function load(arn: string, requestLimitMs = PATIENT_MS, surroundings = hurried): Promise<ExecutionLoader> {
  const loader = loading.loader(arn, surroundings, requestLimitMs)
  let retries = 0
  const done = new Promise<void>((resolve, reject) => {
    loader.subscribe(() => {
      const { progress, error } = loader.view
      if (progress.phase === 'complete') resolve()
      if (progress.phase !== 'failed' || progress.nextRetryAt !== undefined) return
      retries += 1
      if (retries > 60) reject(new Error(`still ${error?.code}: ${error?.message}`))
      setImmediate(() => loader.view.retry())
    })
  })
  underWay.add(loader)
  loader.start()
  await done
  underWay.delete(loader)
  loader.dispose()
  return loader
}

/** Resolves when the loader has told of such a view. */
function settled(loader: ExecutionLoader, isMeant: (view: ExecutionView) => boolean): Promise<void> {
  return new Promise(resolve => {
    loader.subscribe(() => {
      if (isMeant(loader.view)) resolve()
    })
  })
}

/** The ids loaded, as ranges: `1..300` is all of them, each once. */
function loadedIn({ view }: ExecutionLoader): string {
  const { tree } = view
  const ranges = tree?.loaded.map(({ from, to }) => `${from}..${to}`).join(' ')
  return `${ranges}, ${tree?.eventCount} events`
}

describe('each fault, at the first, a middle and the last page, in both directions', () => {
  const positions = [0, 2, 'last'].flatMap(page =>
    (['forward', 'backward'] as const).map(direction => ({ page: page as number | 'last', direction })),
  )
  const kinds = [...healing, ...stopping, 'executionDoesNotExist', 'kmsAccessDenied', 'repeatedToken'] as const

  it.each(kinds.flatMap(kind => positions.map(position => ({ kind, ...position }))))(
    '$kind at page $page, $direction',
    async ({ kind, page, direction }) => {
      endpoint.pageEvents = () => 50
      endpoint.fault({ kind, page, direction })
      const loader = await load(serve())
      expect(loadedIn(loader)).toBe(all)
    },
  )
})

describe('a page that never answers', () => {
  it.each(['forward', 'backward'] as const)('is given up and asked for again, %s', async direction => {
    endpoint.pageEvents = () => 50
    endpoint.fault({ kind: 'neverAnswers', page: 1, direction })
    const loader = await load(serve(), 100_000)
    expect(loadedIn(loader)).toBe(all)
  })
})

describe('pages of odd sizes', () => {
  it.each([
    ['one event', () => 1],
    ['empty every other time', (page: number) => (page % 2 === 0 ? 0 : 60)],
    ['empty twenty times', (page: number) => (page < 20 ? 0 : 100)],
    ['growing', (page: number) => page * 7],
  ])('%s', async (_, pageEvents) => {
    endpoint.pageEvents = pageEvents
    const loader = await load(serve())
    expect(loadedIn(loader)).toBe(all)
  })
})

describe('DescribeExecution fails while the history can be read', () => {
  it.each([...healing.filter(kind => kind !== 'invalidToken'), ...stopping])('%s, three times', async kind => {
    endpoint.pageEvents = () => 50
    endpoint.fault({ kind, action: 'DescribeExecution', times: 3 })
    const loader = await load(serve())
    expect(loadedIn(loader)).toBe(all)
  })

  it('the other way round, what is known of the execution is told and so is what to do', async () => {
    endpoint.fault({ kind: 'accessDenied', times: 1_000 })
    const loader = loading.loader(serve(), hurried, PATIENT_MS)
    const failed = settled(loader, ({ error, summary }) => error !== undefined && summary !== undefined)
    loader.start()
    await failed
    expect(loader.view.summary?.status).toBe('SUCCEEDED')
    expect(loader.view.error).toMatchObject({
      code: 'AccessDeniedException',
      whatToDo: expect.stringMatching(/.{10,}/),
    })
    loader.dispose()
  })
})

describe('a history that changes while it is read', () => {
  it.each([1, 2, 4])('goes on at page %i, as after a redrive: all of it comes', async page => {
    const arn = serve({ visible: 200 })
    endpoint.pageEvents = asked => {
      if (asked === page) endpoint.grow(arn)
      return 20
    }
    const loader = await load(arn)
    expect(loadedIn(loader)).toBe(all)
  })

  it('shrinks: what was loaded stays, and what to do is told', async () => {
    const arn = serve()
    const few = events.slice(0, 100)
    endpoint.pageEvents = page => {
      if (page === 2) endpoint.add({ arn, events: few })
      return 40
    }
    const loader = loading.loader(arn, hurried, PATIENT_MS)
    const ended = settled(loader, ({ progress }) => progress.phase === 'failed' || progress.phase === 'complete')
    loader.start()
    await ended
    expect(loader.view.tree?.lastEventId).toBe(events.length)
    expect(loader.view.error).toMatchObject({
      message: expect.stringMatching(/.{10,}/),
      whatToDo: expect.stringMatching(/.{10,}/),
    })
    loader.dispose()
  })
})

it.each([86_400_000, -86_400_000])('a clock that jumps by %i ms while loading holds nothing up', async jumpMs => {
  endpoint.pageEvents = () => 20
  let looks = 0
  const jumping: Surroundings = { ...hurried, now: () => Date.now() + (++looks > 20 ? jumpMs : 0) }
  const loader = await load(serve(), PATIENT_MS, jumping)
  expect(loadedIn(loader)).toBe(all)
})

describe('chaos', () => {
  // Four hundred executions in all; the seed is in the name.
  it.each([11, 22, 33, 44, 55, 66, 77, 88])(
    'of seed %i loses nothing in 50 executions',
    async seed => {
      endpoint.pageEvents = page => [40, 0, 25, 60][page % 4] ?? 40
      endpoint.chaos({ seed, rate: 0.35, kinds: [...healing, ...stopping] })
      const arns = Array.from({ length: 50 }, () => serve())
      for (let from = 0; from < arns.length; from += 10) {
        const loaders = await Promise.all(arns.slice(from, from + 10).map(arn => load(arn)))
        for (const loader of loaders) expect(loadedIn(loader)).toBe(all)
      }
    },
    120_000,
  )
})
