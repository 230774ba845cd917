import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { awsCalls } from '../../src/source/aws-calls.ts'
import { realSurroundings } from '../../src/state/surroundings.ts'
import { startEndpoint } from '../../src/testing/endpoint/endpoint.ts'
import { largeHistory } from '../../src/testing/large-history.ts'
import { startHttpLoading } from '../loading/http-loader.ts'
import { atMost, type Figure, told } from './figure.ts'

const LATENCY_MS = 120
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Billing:bench'

/** Loading 25 pages over HTTP at equal latency: as the page does it, and one page after another from the start. */
export async function loadFigures(): Promise<Figure[]> {
  const { events } = largeHistory({ events: 25_000, keepsTruth: false })
  const endpoint = await startEndpoint({ executions: [{ arn: ARN, events }], latencyMs: LATENCY_MS })
  try {
    await fromOneEnd(endpoint.url, events.length)
    const oneEndMs = await fromOneEnd(endpoint.url, events.length)
    const { ms: bothEndsMs, firstBarsMs } = await fromBothEnds(endpoint.url, events.length)
    return [
      atMost('load 25 pages, both ends / one end', bothEndsMs / oneEndMs, 0.57),
      told('load 25 pages, both ends (ms)', bothEndsMs),
      told('load 25 pages, one end (ms)', oneEndMs),
      atMost('first events there, in round trips', firstBarsMs / LATENCY_MS, 2),
    ]
  } finally {
    await endpoint.close()
  }
}

async function fromOneEnd(url: string, count: number): Promise<number> {
  const connection = { endpoint: `${url}/`, token: undefined, profile: undefined }
  const builder = createTreeBuilder()
  const { signal } = new AbortController()
  const start = performance.now()
  let token: string | undefined
  do {
    const request = { direction: 'forward', withPayloads: true, ...(token === undefined ? {} : { token }) } as const
    const page = await awsCalls.readPage({ connection, arn: ARN, request }, signal)
    builder.append(page.events)
    token = page.nextToken
  } while (token !== undefined)
  assertAll(builder.tree.eventCount, count)
  return performance.now() - start
}

async function fromBothEnds(url: string, count: number): Promise<{ ms: number; firstBarsMs: number }> {
  const loading = startHttpLoading(url)
  const loader = loading.loader(ARN, { ...realSurroundings, visible: () => true, onReturn: () => () => {} })
  const start = performance.now()
  let firstBarsMs: number | undefined
  await new Promise<void>((resolve, reject) => {
    loader.subscribe(() => {
      const { tree, progress, error } = loader.view
      if (tree !== undefined) firstBarsMs ??= performance.now() - start
      if (error !== undefined) reject(error)
      if (progress.phase === 'complete') resolve()
    })
    loader.start()
  })
  const ms = performance.now() - start
  assertAll(loader.view.tree?.eventCount, count)
  loader.dispose()
  loading.close()
  return { ms, firstBarsMs: firstBarsMs ?? Number.NaN }
}

function assertAll(loaded: number | undefined, count: number): void {
  if (loaded !== count) throw new Error(`${loaded} of ${count} events were loaded`)
}
