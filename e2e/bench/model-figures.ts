import type { HistoryEvent } from '../../src/history/events.ts'
import { normalizeEvent } from '../../src/history/normalize-event.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { largeHistory } from '../../src/simulator/large-history.ts'
import { atMost, type Figure, median, told } from './figure.ts'
import { pagesOf } from './pages.ts'

/** The cost of the span tree beside JSON.parse of the same bytes, page by page as they arrive, in Node. */
export async function modelFigures(): Promise<Figure[]> {
  return [
    ...(await memory()),
    ...(await payloadMemory()),
    ...buildFigures('25k', 25_000, 9),
    ...buildFigures('1M', 1_000_000, 3),
    pageCost(),
  ]
}

/** Runs until the engine has optimised what it will. */
const WARM_UP = 3

interface Times {
  readonly parseMs: number
  readonly readMs: number
  readonly buildMs: number
  /** Per page. */
  readonly appendMs: readonly number[]
}

function buildFigures(size: string, events: number, runs: number): Figure[] {
  const pages = pagesOf(eventsOf(events))
  // Never a forced collection between runs: it would throw away the optimised code with the last dead span.
  const times = Array.from({ length: runs + WARM_UP }, () => timesOf(pages)).slice(WARM_UP)
  const bytes = pages.reduce((sum, page) => sum + page.length, 0)
  return [
    told(`bytes an event, ${size} events`, bytes / events),
    atMost(`model build / JSON.parse, ${size} events`, median(times.map(t => t.buildMs / t.parseMs)), 0.15, 0.05),
    told(`events read / JSON.parse, ${size} events`, median(times.map(t => t.readMs / t.parseMs))),
    told(`model build, ${size} events (ms)`, median(times.map(t => t.buildMs))),
  ]
}

function timesOf(pages: readonly string[]): Times {
  const builder = createTreeBuilder()
  let parseMs = 0
  let readMs = 0
  const appendMs: number[] = []
  for (const page of pages) {
    const start = performance.now()
    const raw = eventsIn(JSON.parse(page))
    const parsed = performance.now()
    const events = raw.map(event => normalizeEvent(event))
    const read = performance.now()
    builder.append(events)
    appendMs.push(performance.now() - read)
    parseMs += parsed - start
    readMs += read - parsed
  }
  return { parseMs, readMs, appendMs, buildMs: appendMs.reduce((sum, ms) => sum + ms, 0) }
}

/** The last of 25 pages must not cost much more than the second: appending may not rebuild. */
function pageCost(): Figure {
  const pages = pagesOf(eventsOf(25_000))
  const runs = Array.from({ length: 31 }, () => timesOf(pages).appendMs)
  const page = (number: number) => median(runs.map(run => run[number - 1] ?? Number.NaN))
  return atMost('append page 25 / page 2, model', page(25) / page(2), 1.5, 1)
}

async function memory(): Promise<Figure[]> {
  const { eventBytes, treeBytes, count } = await memoryOf(250_000)
  return [
    told('memory per event, events (bytes)', eventBytes / count),
    told('memory per event, span tree (bytes)', treeBytes / count),
  ]
}

/** A whole history, tree and payloads, beside the text it came as. */
async function payloadMemory(): Promise<Figure[]> {
  const { eventBytes, treeBytes, textBytes } = await memoryOf(25_000)
  return [atMost('memory of 25k events, payloads and tree / their text', (eventBytes + treeBytes) / textBytes, 1.3, 1)]
}

async function memoryOf(events: number) {
  const pages = await pagesApart(events)
  collectGarbage()
  const before = memoryUsed()
  let pagesOfEvents: HistoryEvent[][] | undefined = pages.map(page =>
    eventsIn(JSON.parse(page)).map(event => normalizeEvent(event)),
  )
  collectGarbage()
  const withEvents = memoryUsed()
  const builder = createTreeBuilder()
  for (const page of pagesOfEvents) builder.append(page)
  pagesOfEvents = undefined
  collectGarbage()
  const withTree = memoryUsed()
  return {
    eventBytes: withEvents - before,
    treeBytes: withTree - withEvents,
    count: builder.tree.eventCount,
    // Read last: the pages live until here, or their end would count as the events' gain.
    textBytes: pages.reduce((sum, page) => sum + page.length, 0),
  }
}

/** In a turn of its own, so that no register of the caller keeps the simulated events alive. */
async function pagesApart(count: number): Promise<string[]> {
  await Promise.resolve()
  return pagesOf(eventsOf(count))
}

/** The simulator's payloads are terse: 200 bytes an event. Recorded histories have 540, and so have these. */
function eventsOf(count: number): readonly HistoryEvent[] {
  return largeHistory({ events: count, keepsTruth: false }).events.map(withRecordedSize)
}

const ORDER = JSON.stringify({
  order: { id: 'o-20260512-004217', currency: 'EUR', total: '184.90', channel: 'web', priority: 'standard' },
  customer: { id: 'c-88213', name: 'Alex Example', email: 'alex@example.com', since: '2019-03-02', tier: 'gold' },
  lines: ['4006381333931', '4011905437873', '4260107220213'].map((sku, at) => ({
    sku,
    quantity: at + 1,
    net: '41.20',
  })),
  address: { street: '12 Sample Street', zip: '10115', city: 'Berlin', country: 'DE' },
  trace: { id: '1-664f2c9d-2b1e7c0a9d8f4e6b5a3c1d0e', sampled: true },
})
const PAYLOADS = ['input', 'output', 'parameters'] as const

function withRecordedSize(event: HistoryEvent): HistoryEvent {
  const payload = PAYLOADS.find(member => typeof event.details?.[member] === 'string')
  return payload === undefined ? event : { ...event, details: { ...event.details, [payload]: ORDER } }
}

function eventsIn(answer: unknown): readonly unknown[] {
  const { events } = answer as { events: readonly unknown[] }
  return events
}

/** In bytes; typed arrays, which hold the span tree, lie outside the heap. */
function memoryUsed(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('run node with --expose-gc')
  globalThis.gc()
}
