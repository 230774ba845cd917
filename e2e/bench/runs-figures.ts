import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import type { ExecutionListItem } from '../../src/history/execution-summary.ts'
import { RunList } from '../../src/runs/run-list.ts'
import { eventsOf } from '../../src/simulator/event-notation.ts'
import { AppPage } from '../app-page.ts'
import { browserFlags, ensureBrowser } from '../browser.mjs'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { atMost, type Figure, median } from './figure.ts'
import { type TaskTimes, taskTimes } from './task-times.ts'

const RUNS_OF_MACHINE = 5_000
const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Nightly'
const PREFIX = 'arn:aws:states:eu-west-1:123456789012:execution:Nightly:'
const MINUTE = 60_000
/** Seventeen minutes apart: 5,000 of them fill 60 days. */
const APART_MS = 17 * MINUTE
const TIMES = 3
const FRAMES = 60
const PATIENCE_MS = 120_000
const VSYNC_MS = 16.7
const NOTICED_MS = 50

/** The runs of a state machine: what one costs in memory, and the work of the main thread until they stand and while they are brushed. */
export async function runsFigures(): Promise<readonly Figure[]> {
  const endpoint = await startEndpoint({ latencyMs: 20 })
  addRuns(endpoint)
  const gateway = await GatewayProcess.start(endpoint.url)
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
  try {
    const measured: Measured[] = []
    for (let time = 0; time < TIMES; time++) measured.push(await measure({ browser, gateway, endpoint }))
    const middle = (of: (one: Measured) => number) => median(measured.map(of))
    return [
      atMost('memory of a run in the list (bytes)', bytesOfRun(), 200),
      atMost(
        'work from the first page of 1,000 runs to its paint (ms)',
        middle(({ first }) => first.totalMs),
        200,
      ),
      atMost(
        'longest task (ms) while 5,000 runs arrive',
        middle(({ rest }) => rest.longestMs),
        NOTICED_MS,
      ),
      atMost(
        'brushing 5,000 runs, 95 of 100 frames (ms)',
        middle(({ brush }) => p95Of(brush)),
        VSYNC_MS,
      ),
      atMost(
        'brushing 5,000 runs, longest task (ms)',
        middle(({ brush }) => brush.longestMs),
        NOTICED_MS,
      ),
      atMost(
        'showing 7, 30, 90 days of them, longest task (ms)',
        middle(({ zoom }) => zoom.longestMs),
        NOTICED_MS,
      ),
    ]
  } finally {
    await browser.close()
    await gateway.stopForGood()
    await endpoint.close()
  }
}

function p95Of({ tasksMs }: TaskTimes): number {
  return tasksMs[Math.floor(FRAMES / 20)] ?? 0
}

interface Measured {
  readonly first: TaskTimes
  readonly rest: TaskTimes
  readonly brush: TaskTimes
  readonly zoom: TaskTimes
}

interface World {
  readonly browser: Browser
  readonly gateway: GatewayProcess
  readonly endpoint: Endpoint
}

async function measure({ browser, gateway, endpoint }: World): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  try {
    const app = new AppPage(page, gateway)
    // The code is there before the runs come: what is measured is their arrival.
    await app.open()
    const hold = endpoint.hold({ action: 'ListExecutions' })
    await app.openRoute(`/state-machines/${encodeURIComponent(MACHINE)}?v=1`)
    await expect(page.getByText('Reading the newest runs…')).toBeVisible({ timeout: PATIENCE_MS })
    const first = await taskTimes({ browser, page }, async () => {
      hold.end()
      await untilRows(page, 1_001)
    })
    const rest = await taskTimes({ browser, page }, async () => {
      await show(page, [90])
      await untilRows(page, RUNS_OF_MACHINE + 1)
    })
    return { first, rest, brush: await brushed({ browser, page }), zoom: await zoomed({ browser, page }) }
  } finally {
    await page.close()
  }
}

async function untilRows(page: Page, count: number): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Runs' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(count), { timeout: PATIENCE_MS })
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

/** A key on an edge of the range each frame: chart, lanes and table follow. */
function brushed(where: { readonly browser: Browser; readonly page: Page }): Promise<TaskTimes> {
  return taskTimes(where, () =>
    where.page.getByRole('slider', { name: 'Start of the range' }).evaluate(async (edge, frames) => {
      const nextFrame = () => new Promise(requestAnimationFrame)
      const press = () => edge.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      await new Promise(resolve => setTimeout(resolve, 200))
      for (let frame = 0; frame < frames; frame++) {
        press()
        await nextFrame()
      }
      await new Promise(resolve => setTimeout(resolve, 500))
    }, FRAMES),
  )
}

function zoomed(where: { readonly browser: Browser; readonly page: Page }): Promise<TaskTimes> {
  return taskTimes(where, () => show(where.page, [7, 30, 90, 30, 7, 90]))
}

/** Presses *7 days* and so on, one after another. */
function show(page: Page, days: readonly number[]): Promise<void> {
  return page.getByRole('group', { name: 'Time shown' }).evaluate(async (group, wanted) => {
    for (const many of wanted) {
      await new Promise(resolve => setTimeout(resolve, 150))
      const button = [...group.querySelectorAll('button')].find(({ textContent }) => textContent === `${many} days`)
      button?.click()
    }
    await new Promise(resolve => setTimeout(resolve, 500))
  }, days)
}

/** Every twentieth fails; what they take wanders. */
function addRuns(endpoint: Endpoint): void {
  const newest = Date.now() - 5 * MINUTE
  for (let n = 0; n < RUNS_OF_MACHINE; n++) {
    const start = newest - n * APART_MS
    const end = start + 2 * MINUTE + ((n * 7919) % 240_000)
    endpoint.add({
      arn: `${PREFIX}run-${n}`,
      events: eventsOf(`1<0 ExecutionStarted @${start} 2<1 Execution${n % 20 === 3 ? 'Failed' : 'Succeeded'} @${end}`),
    })
  }
}

/** What the list of 100,000 runs holds on to, page by page as it grows, for one of them. */
function bytesOfRun(): number {
  const count = 100_000
  const used = () => {
    // The buffers of typed arrays are let go by the collection after the one that found them dead.
    for (let times = 0; times < 3; times++) globalThis.gc?.()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = used()
  let list = RunList.EMPTY
  for (let from = 0; from < count; from += 10_000) list = list.with(pageOf(from, 10_000))
  const bytes = (used() - before) / list.count
  if (list.count !== count) throw new Error('runs are missing')
  return bytes
}

/** As they come from AWS: each with texts of its own. */
function pageOf(from: number, count: number): readonly ExecutionListItem[] {
  const items = Array.from({ length: count }, (_, n) => ({
    executionArn: `${PREFIX}6f1d2c3b-0000-4000-8000-${String(from + n).padStart(12, '0')}`,
    name: `6f1d2c3b-0000-4000-8000-${String(from + n).padStart(12, '0')}`,
    ...{ status: 'SUCCEEDED', startedAt: 1_790_000_000_000 - (from + n) * APART_MS },
    ...{ stoppedAt: 1_790_000_060_000 - (from + n) * APART_MS, redriveCount: 0 },
  }))
  const copied: readonly Omit<ExecutionListItem, 'itemCount'>[] = JSON.parse(JSON.stringify(items))
  return copied.map(item => ({ ...item, itemCount: undefined }))
}
