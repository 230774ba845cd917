import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { type Endpoint, startEndpoint } from '../../src/testing/endpoint/endpoint.ts'
import { largeHistory } from '../../src/testing/large-history.ts'
import { AppPage } from '../app-page.ts'
import { browserFlags, ensureBrowser } from '../browser.mjs'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { atMost, type Figure, told } from './figure.ts'

declare global {
  interface Window {
    longTasksMs: number[]
    commits: number
  }
}

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Billing:bench'

/** The built page in Chromium, from the built gateway: first load, long tasks while 25 pages arrive, renders while zooming. */
export async function pageFigures(): Promise<readonly Figure[]> {
  const { events } = largeHistory({ events: 25_000, keepsTruth: false })
  const endpoint = await startEndpoint({ executions: [{ arn: ARN, events }], latencyMs: 120 })
  const gateway = await GatewayProcess.start(endpoint.url)
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
  try {
    return [await firstLoad(browser, gateway), ...(await whileLoading(browser, gateway, endpoint))]
  } finally {
    await browser.close()
    await gateway.stopForGood()
    await endpoint.close()
  }
}

/** Bytes of script, style and font until the first page stands, compressed as a web server would. */
async function firstLoad(browser: Browser, gateway: GatewayProcess): Promise<Figure> {
  const page = await browser.newPage()
  const bodies: Promise<Buffer>[] = []
  page.on('response', response => {
    if (['script', 'stylesheet', 'font'].includes(response.request().resourceType())) bodies.push(response.body())
  })
  await page.goto(gateway.launchUrl(), { waitUntil: 'networkidle' })
  const sizes = (await Promise.all(bodies)).map(body => gzipSync(body).byteLength)
  await page.close()
  return atMost('first load, JS + CSS + fonts, gzip (kB)', sizes.reduce((sum, size) => sum + size, 0) / 1000, 700)
}

async function whileLoading(browser: Browser, gateway: GatewayProcess, endpoint: Endpoint): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
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
  const start = performance.now()
  hold.end()
  await app.waitForIdle()
  const loadedMs = performance.now() - start
  const longTasks = await page.evaluate(() => window.longTasksMs)
  const renders = await rendersWhileZooming(page)
  await page.close()
  return [
    atMost('tasks over 50 ms while 25 pages arrive', longTasks.length, 0),
    told('longest task while 25 pages arrive (ms)', Math.max(0, ...longTasks)),
    told('25 pages in the browser (ms)', loadedMs),
    atMost('React commits while zooming', renders, 0),
  ]
}

async function rendersWhileZooming(page: Page): Promise<number> {
  const box = await page.getByTestId('pane').boundingBox()
  if (box === null) throw new Error('there is no chart to zoom')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.evaluate(() => new Promise(resolve => requestIdleCallback(() => resolve(undefined))))
  const before = await page.evaluate(() => window.commits)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, turn < 15 ? -60 : 60)
  const after = await page.evaluate(() => window.commits)
  await page.keyboard.up('Control')
  return after - before
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
