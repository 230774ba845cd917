import { realSurroundings } from '../../src/loading/surroundings.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import type { WorkerCalls } from '../../src/source/calls.ts'
import { callOver, type Remote } from '../../src/source/remote-calls.ts'
import { type HttpLoading, httpLoadingOver } from '../loading/http-loader.ts'
import { atMost, type Figure, median, told } from './figure.ts'
import { portOver, startDecodingThread, startEndpointThread } from './load/threads.ts'

const LATENCY_MS = 120
const RUNS = 3
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Billing:bench'

/**
 * Loading 25 pages over HTTP at equal latency: as the page does it, and one page after another from the start. Both ask
 * and decode in the same second thread; the endpoint has a third one to itself.
 */
export async function loadFigures(): Promise<Figure[]> {
  const endpoint = await startEndpointThread({ arn: ARN, events: 25_000, latencyMs: LATENCY_MS })
  const decoding = startDecodingThread()
  try {
    const calls = callOver<WorkerCalls>(portOver(decoding.port))
    const loading = httpLoadingOver(calls, endpoint.url)
    await fromOneEnd(calls, endpoint)
    const oneEnd: number[] = []
    const bothEnds: BothEnds[] = []
    // In turns: what else the machine does should burden both.
    for (let run = 0; run < RUNS; run++) {
      oneEnd.push(await fromOneEnd(calls, endpoint))
      bothEnds.push(await fromBothEnds(loading, endpoint.count))
    }
    const oneEndMs = median(oneEnd)
    const bothEndsMs = median(bothEnds.map(({ ms }) => ms))
    return [
      atMost('load 25 pages, both ends / one end', bothEndsMs / oneEndMs, 0.57),
      told('load 25 pages, both ends (ms)', bothEndsMs),
      told('load 25 pages, one end (ms)', oneEndMs),
      atMost('first events there, in round trips', median(bothEnds.map(one => one.firstBarsMs)) / LATENCY_MS, 2),
    ]
  } finally {
    await endpoint.close()
    await decoding.close()
  }
}

interface Served {
  readonly url: string
  readonly count: number
}

async function fromOneEnd(calls: Remote<WorkerCalls>, { url, count }: Served): Promise<number> {
  const connection = { kind: 'endpoint', endpoint: `${url}/` } as const
  const builder = createTreeBuilder()
  const { signal } = new AbortController()
  const start = performance.now()
  let token: string | undefined
  do {
    const request = { direction: 'forward', withPayloads: true, ...(token === undefined ? {} : { token }) } as const
    const page = await calls('readPage', { connection, arn: ARN, request }, signal)
    builder.append(page.events)
    token = page.nextToken
  } while (token !== undefined)
  assertAll(builder.tree.eventCount, count)
  return performance.now() - start
}

interface BothEnds {
  readonly ms: number
  readonly firstBarsMs: number
}

async function fromBothEnds(loading: HttpLoading, count: number): Promise<BothEnds> {
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
  return { ms, firstBarsMs: firstBarsMs ?? Number.NaN }
}

function assertAll(loaded: number | undefined, count: number): void {
  if (loaded !== count) throw new Error(`${loaded} of ${count} events were loaded`)
}
