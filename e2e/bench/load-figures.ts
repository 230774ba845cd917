import { realSurroundings } from '../../src/loading/surroundings.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import type { WorkerCalls } from '../../src/source/calls.ts'
import { callOver, type Remote } from '../../src/source/remote-calls.ts'
import { type HttpLoading, httpLoadingOver } from '../loading/http-loader.ts'
import { atMost, type Figure, median, told } from './figure.ts'
import { portOver, startDecodingThread, startEndpointThread } from './load/threads.ts'

const RUNS = 3
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Billing:bench'
const EVENTS = 25_000

/** The newest page alone, then twelve from each end at the same time; 25 in a row from one end. */
const ROUND_TRIPS = { bothEnds: 13, oneEnd: 25 }

/**
 * Loading 25 pages over HTTP at equal latency: as the page does it, one chain of pages in which the next is sent for as soon
 * as its token is here, and one chain in which it is sent for when the page before it is in the tree. All ask and decode in
 * the same second thread; the endpoint has a third one to itself.
 */
export async function loadFigures(): Promise<Figure[]> {
  const far = await measuredAt(120)
  const near = await measuredAt(20)
  return [
    atMost('load 25 pages, both ends / one page after another', far.bothEnds / far.inTurns, 0.57, 13 / 25),
    atMost('load 25 pages at 120 ms, both ends, in round trips', tripsOf(far).bothEnds, 1.2, 1),
    atMost('load 25 pages at 120 ms, one end, in round trips', tripsOf(far).oneEnd, 1.1, 1),
    atMost('load 25 pages at 20 ms, both ends, in round trips', tripsOf(near).bothEnds, 2, 1),
    atMost('load 25 pages at 20 ms, one end, in round trips', tripsOf(near).oneEnd, 1.6, 1),
    told('load 25 pages at 120 ms, both ends (ms)', far.bothEnds),
    told('load 25 pages at 120 ms, one page after another (ms)', far.inTurns),
    atMost('first events there, in round trips', far.firstBars / far.latencyMs, 2, 1),
  ]
}

/** Medians, ms. */
interface Measured {
  readonly latencyMs: number
  readonly inTurns: number
  readonly oneEnd: number
  readonly bothEnds: number
  readonly firstBars: number
}

function tripsOf({ latencyMs, oneEnd, bothEnds }: Measured) {
  return {
    oneEnd: oneEnd / (ROUND_TRIPS.oneEnd * latencyMs),
    bothEnds: bothEnds / (ROUND_TRIPS.bothEnds * latencyMs),
  }
}

async function measuredAt(latencyMs: number): Promise<Measured> {
  const endpoint = await startEndpointThread({ arn: ARN, events: EVENTS, latencyMs })
  const decoding = startDecodingThread()
  try {
    const calls = callOver<WorkerCalls>(portOver(decoding.port))
    const loading = httpLoadingOver(calls, endpoint.url)
    await fromOneEnd(calls, endpoint, {})
    const inTurns: number[] = []
    const oneEnd: number[] = []
    const bothEnds: BothEnds[] = []
    // In turns: what else the machine does should burden all.
    for (let run = 0; run < RUNS; run++) {
      inTurns.push(await fromOneEnd(calls, endpoint, {}))
      oneEnd.push(await fromOneEnd(calls, endpoint, { neededTo: endpoint.count }))
      bothEnds.push(await fromBothEnds(loading, endpoint.count))
    }
    return {
      latencyMs,
      inTurns: median(inTurns),
      oneEnd: median(oneEnd),
      bothEnds: median(bothEnds.map(({ ms }) => ms)),
      firstBars: median(bothEnds.map(one => one.firstBarsMs)),
    }
  } finally {
    await endpoint.close()
    await decoding.close()
  }
}

interface Served {
  readonly url: string
  readonly count: number
}

async function fromOneEnd(
  calls: Remote<WorkerCalls>,
  { url, count }: Served,
  needed: { readonly neededTo?: number },
): Promise<number> {
  const connection = { kind: 'endpoint', endpoint: `${url}/` } as const
  const builder = createTreeBuilder()
  const { signal } = new AbortController()
  const start = performance.now()
  let token: string | undefined
  do {
    const chain = { direction: 'forward', withPayloads: true, ...needed } as const
    const request = { ...chain, ...(token !== undefined && { token }) }
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
