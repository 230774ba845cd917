import { type Browser, chromium, type Page } from '@playwright/test'
import { browserFlags, ensureBrowser } from '../../browser.mjs'
import { atMost, type Figure, median, told } from '../figure.ts'
import { openBenchPages } from './bench-pages.ts'

const SMALL = 25_000
const LARGE = 1_000_000
const FRAMES = 180

/**
 * The chart alone beside @gravity-ui/timeline in one Chromium: first paint, frames, memory, hit tests. Both sides draw
 * the same spans at 1200 × 720, which is checked by their pixels.
 *
 * @throws Error when a side did not draw the spans.
 */
export async function chartFigures(): Promise<readonly Figure[]> {
  const pages = await openBenchPages()
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
  try {
    const bench: Bench = { browser, url: pages.url }
    return [
      ...(await firstPaints(bench)),
      ...(await frameFigures(bench)),
      ...(await hitFigures(bench)),
      ...(await memoryFigures(bench)),
      ...(await growthFigures(bench)),
    ]
  } finally {
    await browser.close()
    pages.close()
  }
}

interface Bench {
  readonly browser: Browser
  readonly url: string
}

interface Side {
  readonly name: 'ours' | 'gravity'
  readonly count: number
}

/** A fresh page with the data in hand and nothing drawn. */
async function openSide(bench: Bench, side: Side): Promise<Page> {
  const page = await bench.browser.newPage({ viewport: { width: 1200, height: 720 } })
  page.setDefaultTimeout(180_000)
  await page.goto(`${bench.url}/${side.name}.html?count=${side.count}`)
  await page.waitForFunction(() => window.bench !== undefined)
  return page
}

async function firstPaint(bench: Bench, side: Side): Promise<number> {
  const page = await openSide(bench, side)
  const ms = await page.evaluate(() => window.bench?.firstPaint() ?? Promise.reject(new Error('no bench')))
  const { looked, right } = await page.evaluate(() => window.bench?.check() ?? { looked: 0, right: 0 })
  await page.close()
  const share = right / looked
  if (!(looked > 500 && share > 0.99)) {
    throw new Error(`${side.name} at ${side.count}: of ${looked} places looked at, only ${right} show what they should`)
  }
  return ms
}

async function firstPaints(bench: Bench): Promise<readonly Figure[]> {
  const paint = (name: Side['name'], count: number, times: number) =>
    medianOf(times, () => firstPaint(bench, { name, count }))
  const ours = await paint('ours', SMALL, 5)
  const gravity = await paint('gravity', SMALL, 5)
  const oursLarge = await paint('ours', LARGE, 3)
  const gravityLarge = await paint('gravity', LARGE, 1)
  return [
    told('chart: first paint of 25k spans, ms', ours),
    told('gravity: first paint of 25k spans, ms', gravity),
    told('chart: first paint of 1M spans, ms', oursLarge),
    told('gravity: first paint of 1M spans, ms', gravityLarge),
    atMost('chart: first paint of 25k / gravity', ours / gravity, 0.2),
    atMost('chart: first paint of 1M / of 25k', oursLarge / ours, 4, 1),
    atMost('chart: first paint of 1M / gravity', oursLarge / gravityLarge, 0.02),
  ]
}

async function frameFigures(bench: Bench): Promise<readonly Figure[]> {
  const small = await frames(bench, { name: 'ours', count: SMALL })
  const large = await frames(bench, { name: 'ours', count: LARGE })
  const gravity = await frames(bench, { name: 'gravity', count: SMALL })
  return [
    told('chart: CPU a frame at 25k, all processes, ms', small.cpuMs),
    told('chart: CPU a frame at 1M, all processes, ms', large.cpuMs),
    told('gravity: CPU a frame at 25k, all processes, ms', gravity.cpuMs),
    atMost('chart: CPU a frame at 1M / at 25k', large.cpuMs / small.cpuMs, 1.3, 1),
    atMost('chart: p95 frame interval while zooming 25k, ms', small.p95, 17.5, 16.7),
  ]
}

/** CPU of all the browser's processes for each frame while zooming and panning, and the 95th percentile of intervals. */
async function frames(bench: Bench, side: Side): Promise<{ cpuMs: number; p95: number }> {
  const page = await openSide(bench, side)
  await page.evaluate(() => window.bench?.firstPaint())
  await page.evaluate(() => window.bench?.frames(30))
  const before = await cpuSeconds(bench.browser)
  const intervals = await page.evaluate(count => window.bench?.frames(count) ?? [], FRAMES)
  const cpuMs = (((await cpuSeconds(bench.browser)) - before) * 1000) / FRAMES
  await page.close()
  const sorted = intervals.toSorted((a, b) => a - b)
  return { cpuMs, p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN }
}

async function cpuSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.reduce((sum, one) => sum + one.cpuTime, 0)
}

async function hitFigures(bench: Bench): Promise<readonly Figure[]> {
  const small = await hitMs(bench, SMALL)
  const large = await hitMs(bench, LARGE)
  return [
    told('chart: hit test at 25k, µs', small * 1000),
    // Noise between two runs of the same is up to a fifth.
    atMost('chart: hit test at 1M / at 25k', large / small, 1.3, 1),
  ]
}

async function hitMs(bench: Bench, count: number): Promise<number> {
  const page = await openSide(bench, { name: 'ours', count })
  await page.evaluate(() => window.bench?.firstPaint())
  const times: number[] = []
  for (let run = 0; run < 7; run++) times.push(await page.evaluate(() => window.bench?.hits?.(50_000) ?? Number.NaN))
  await page.close()
  return median(times) / 50_000
}

async function memoryFigures(bench: Bench): Promise<readonly Figure[]> {
  const empty = await heapBytes(bench, { name: 'ours', count: 250 })
  const ours = (await heapBytes(bench, { name: 'ours', count: LARGE })) - empty
  const gravity = (await heapBytes(bench, { name: 'gravity', count: LARGE })) - empty
  return [
    told('chart: memory at 1M spans, MB', ours / 1e6),
    told('gravity: memory at 1M spans, MB', gravity / 1e6),
    atMost('chart: memory at 1M / gravity', ours / gravity, 0.12),
  ]
}

/** Bytes of JavaScript objects and typed arrays that stay after a collection, data and chart together. */
async function heapBytes(bench: Bench, side: Side): Promise<number> {
  const page = await openSide(bench, side)
  await page.evaluate(() => window.bench?.firstPaint())
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const usage = await session.send('Runtime.getHeapUsage')
  await page.close()
  return usage.usedSize + usage.backingStorageSize
}

async function growthFigures(bench: Bench): Promise<readonly Figure[]> {
  const page = await bench.browser.newPage({ viewport: { width: 1200, height: 720 } })
  await page.goto(`${bench.url}/growth.html`)
  await page.waitForFunction(() => window.growth !== undefined)
  const fromStart = await growth(page, 'start')
  const fromBothEnds = await growth(page, 'bothEnds')
  await page.close()
  return [
    told('chart: page 25 of a 25k history (append, layout, draw), ms', fromStart.last),
    atMost('chart: page 25 / page 2 (append, layout, draw)', fromStart.last / fromStart.second, 1.5, 1),
    // Pages from both ends are appended several at once and in slices; a page at a time would cost this.
    told('chart: from both ends, the page that closes the gap, ms', fromBothEnds.last),
    atMost('chart: from both ends, page 25 / page 2', fromBothEnds.last / fromBothEnds.second, 1.5, 1),
  ]
}

/** ms for the second and the last page to come. */
async function growth(page: Page, from: 'start' | 'bothEnds'): Promise<{ second: number; last: number }> {
  const measure = () => page.evaluate(order => window.growth?.(order) ?? [], from)
  await measure()
  const second: number[] = []
  const last: number[] = []
  for (let run = 0; run < 7; run++) {
    const times = await measure()
    second.push(times[1] ?? Number.NaN)
    last.push(times.at(-1) ?? Number.NaN)
  }
  return { second: median(second), last: median(last) }
}

async function medianOf(times: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let run = 0; run < times; run++) values.push(await measure())
  return median(values)
}
