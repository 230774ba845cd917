import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import { largeHistory } from '../../src/simulator/large-history.ts'
import { AppPage } from '../app-page.ts'
import { browserFlags, ensureBrowser } from '../browser.mjs'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { atMost, type Figure, median, told } from './figure.ts'

declare global {
  interface Window {
    longTasksMs: number[]
    commits: number
  }
}

const VIEWPORT = { width: 1440, height: 900 }
const COLD_STARTS = 7
const LARGEST_SAMPLE = 'nightly-billing'
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Billing:bench'

/** The built page in Chromium, from the built gateway: first load, long tasks while 25 pages arrive, renders while zooming. */
export async function pageFigures(): Promise<readonly Figure[]> {
  const { events } = largeHistory({ events: 25_000, keepsTruth: false })
  const endpoint = await startEndpoint({ executions: [{ arn: ARN, events }], latencyMs: 120 })
  const gateway = await GatewayProcess.start(endpoint.url)
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
  try {
    return [
      ...(await firstLoads(browser, gateway)),
      ...(await whileLoading(browser, gateway, endpoint)),
      ...(await openingSample(browser, gateway)),
      await coldStart(gateway),
    ]
  } finally {
    await browser.close()
    await gateway.stopForGood()
    await endpoint.close()
  }
}

/** The built command line, from its start to where it listens: as often as noise needs, the median. */
async function coldStart(gateway: GatewayProcess): Promise<Figure> {
  const times: number[] = []
  for (let run = 0; run < COLD_STARTS; run++) {
    await gateway.stop()
    const start = performance.now()
    await gateway.startAgain()
    times.push(performance.now() - start)
  }
  return atMost('start of the built gateway to listening (ms)', median(times), 400)
}

/** What comes over the wire until a view stands: the first page, and an execution opened on it. */
async function firstLoads(browser: Browser, gateway: GatewayProcess): Promise<readonly Figure[]> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  const bodies: Promise<Buffer>[] = []
  // Of the context: a worker's scripts are none of the page's.
  page.context().on('response', response => {
    if (['script', 'stylesheet', 'font'].includes(response.request().resourceType())) bodies.push(response.body())
  })
  const kilobytes = async () => {
    await page.waitForLoadState('networkidle')
    const sizes = (await Promise.all(bodies)).map(body => gzipSync(body).byteLength)
    return sizes.reduce((sum, size) => sum + size, 0) / 1000
  }
  const app = new AppPage(page, gateway)
  await app.open()
  const openPage = await kilobytes()
  await app.paste(ARN)
  await app.tree.getByRole('row').first().waitFor()
  await app.progress.waitFor({ state: 'hidden' })
  const withExecution = await kilobytes()
  await page.close()
  return [
    atMost('first load, JS + CSS + fonts, gzip (kB)', openPage, 250),
    atMost('the same with an execution (kB)', withExecution, 350),
  ]
}

async function whileLoading(browser: Browser, gateway: GatewayProcess, endpoint: Endpoint): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  await page.addInitScript(observe)
  const app = new AppPage(page, gateway)
  // The code is there before the pages come: what is measured is their arrival.
  await app.open()
  const hold = endpoint.hold()
  await app.paste(ARN)
  await page.waitForFunction(() => document.querySelector('.chart') !== null)
  await page.evaluate(() => {
    window.longTasksMs.length = 0
  })
  const loaded = page.evaluate(untilLoaded)
  hold.end()
  const { loadedMs } = await loaded
  const longTasks = await page.evaluate(() => window.longTasksMs)
  const heapBytes = await heapAfterCollection(page)
  const renders = await commitsWhileZooming(page)
  await page.close()
  return [
    atMost('tasks over 50 ms while 25 pages arrive', longTasks.length, 0),
    told('longest task over 50 ms while 25 pages arrive (ms)', Math.max(0, ...longTasks)),
    told('25 pages in the browser (ms)', loadedMs),
    told('memory of the page with 25,000 events (MB)', heapBytes / 1e6),
    atMost('React commits while zooming', renders, 0),
  ]
}

/** From the click on the largest sample to its painted chart, and to the whole of it. */
async function openingSample(browser: Browser, gateway: GatewayProcess): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  await page.addInitScript(observe)
  await new AppPage(page, gateway).open()
  const link = page.locator(`a[href*="${LARGEST_SAMPLE}"]`)
  await link.waitFor()
  await page.evaluate(() => {
    window.longTasksMs.length = 0
  })
  const loaded = page.evaluate(untilLoaded)
  await link.dispatchEvent('click')
  const { paintedMs, loadedMs } = await loaded
  const longTasks = await page.evaluate(() => window.longTasksMs)
  await page.close()
  return [
    told('20,000 events of a sample, click to first bars (ms)', paintedMs),
    told('20,000 events of a sample, click to all of them (ms)', loadedMs),
    told('tasks over 50 ms meanwhile', longTasks.length),
    told('longest of them (ms)', Math.max(0, ...longTasks)),
  ]
}

/** Runs in the page: ms until the chart has painted bars, and until all events are there. Looks on without disturbing. */
async function untilLoaded(): Promise<{ paintedMs: number; loadedMs: number }> {
  const start = performance.now()
  const when = (done: () => boolean) =>
    new Promise<void>(resolve => {
      const timer = setInterval(() => {
        if (!done()) return
        clearInterval(timer)
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }, 20)
    })
  await when(() => document.querySelector('[role=treegrid] [role=row]') !== null)
  const paintedMs = performance.now() - start
  await when(() => document.querySelector('[role=progressbar][aria-label="Events loaded"]') === null)
  return { paintedMs, loadedMs: performance.now() - start }
}

async function heapAfterCollection(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize + backingStorageSize
}

/**
 * Turns the wheel a little in each of 60 frames; the view, once at rest, must have moved.
 * @throws Error when it has not: then nothing was measured.
 */
async function commitsWhileZooming(page: Page): Promise<number> {
  await page.evaluate(untilAtRest)
  const commits = await page.getByTestId('pane').evaluate(async pane => {
    const { left, top, width, height } = pane.getBoundingClientRect()
    const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true }
    const before = window.commits
    for (let turn = 0; turn < 60; turn++) {
      pane.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: -30, ctrlKey: true }))
      await new Promise(requestAnimationFrame)
    }
    return window.commits - before
  })
  await page.waitForFunction(() => /[?&]from=/.test(location.hash), undefined, { timeout: 5_000 })
  return commits
}

/** Runs in the page: until React has had nothing to do for 40 frames. What loading still has to say is not zooming's. */
async function untilAtRest(): Promise<void> {
  for (let before = -1; before !== window.commits; ) {
    before = window.commits
    for (let frame = 0; frame < 40; frame++) await new Promise(requestAnimationFrame)
  }
}

/** Runs in the page before anything else: counts React's commits through its developer hook, and long tasks. */
function observe(): void {
  window.longTasksMs = []
  window.commits = 0
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.longTasksMs.push(entry.duration)
  }).observe({ entryTypes: ['longtask'] })
  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      onCommitFiberRoot: () => {
        window.commits += 1
      },
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    },
  })
}
