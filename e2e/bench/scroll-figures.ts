import { chromium, expect, type Page } from '@playwright/test'
import { startEndpoint } from '../../src/fake-aws/endpoint.ts'
import type { HistoryEvent } from '../../src/history/events.ts'
import { AppPage, routeOf } from '../app-page.ts'
import { browserFlags, ensureBrowser } from '../browser.mjs'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { atMost, type Figure, median } from './figure.ts'
import { type TaskTimes, taskTimes } from './task-times.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Billing:scroll'
const BLOCKS = 850
const LEAST_ROWS = 8_000
const FRAMES = 120
/** A notch of a wheel. */
const NOTCH_PX = 120
const RUNS = 3
const PATIENCE_MS = 120_000
const VSYNC_MS = 16.7
const NOTICED_MS = 50

/** Scrolling through rows three levels deep, every one of them open: the work of the main thread a frame. */
export async function scrollFigures(): Promise<readonly Figure[]> {
  const endpoint = await startEndpoint({ executions: [{ arn: ARN, events: parallels() }], latencyMs: 20 })
  const gateway = await GatewayProcess.start(endpoint.url)
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const app = new AppPage(page, gateway)
    await app.openRoute(routeOf(ARN))
    await expect(app.progress).toBeHidden({ timeout: PATIENCE_MS })
    await page.getByRole('button', { name: 'Expand or collapse rows' }).click()
    await page.getByRole('menuitem', { name: 'Expand all' }).click()
    const countRows = async () => Number(await app.tree.getAttribute('aria-rowcount'))
    await expect.poll(countRows, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(LEAST_ROWS)
    const times = async (isDrag: boolean) => {
      const runs: TaskTimes[] = []
      for (let run = 0; run < RUNS; run++)
        runs.push(await taskTimes({ browser, page }, () => scroll(page, isDrag ? undefined : NOTCH_PX)))
      return runs
    }
    return [...figures('by wheel', await times(false)), ...figures('by its bar', await times(true))]
  } finally {
    await browser.close()
    await gateway.stopForGood()
    await endpoint.close()
  }
}

function figures(how: string, runs: readonly TaskTimes[]): readonly Figure[] {
  // Each frame is one task, and longer than whatever else there is.
  const p95 = median(runs.map(({ tasksMs }) => tasksMs[Math.floor(FRAMES / 20)] ?? 0))
  const worst = median(runs.map(({ longestMs }) => longestMs))
  return [
    atMost(`scrolling ${LEAST_ROWS} rows ${how}, 95 of 100 frames (ms)`, p95, VSYNC_MS),
    atMost(`scrolling ${LEAST_ROWS} rows ${how}, longest frame (ms)`, worst, NOTICED_MS),
  ]
}

/** Scrolls a step a frame from the top: `stepPx`, or as far as brings it to the end. */
async function scroll(page: Page, stepPx: number | undefined): Promise<void> {
  await page.locator('.chart-scroller').evaluate(
    async (scroller, { frames, px }) => {
      const nextFrame = () => new Promise(requestAnimationFrame)
      scroller.scrollTop = 0
      await new Promise(resolve => setTimeout(resolve, 500))
      const step = px ?? (scroller.scrollHeight - scroller.clientHeight) / frames
      for (let frame = 1; frame <= frames; frame++) {
        await nextFrame()
        scroller.scrollTop = frame * step
      }
      await nextFrame()
      if (scroller.scrollTop < (frames - 1) * step) throw new Error('it did not scroll')
    },
    { frames: FRAMES, px: stepPx },
  )
}

/** Parallels one after another, each of three branches with two states: ten rows. */
function parallels(): readonly HistoryEvent[] {
  const events: HistoryEvent[] = []
  const add = (previousEventId: number, type: string, name?: string): number => {
    const id = events.length + 1
    const details = name === undefined ? undefined : { name, input: '{}' }
    events.push({ id, previousEventId, type, timestamp: 1_790_000_000_000 + 40 * id, details })
    return id
  }
  let last = add(0, 'ExecutionStarted')
  for (let block = 0; block < BLOCKS; block++) {
    const started = add(add(last, 'ParallelStateEntered', `Prepare${block}`), 'ParallelStateStarted')
    for (const branch of ['Read', 'Check', 'Write']) {
      last = started
      for (const state of [`${branch}Order`, `${branch}Customer`])
        last = add(add(last, 'PassStateEntered', state), 'PassStateExited', state)
    }
    last = add(add(last, 'ParallelStateSucceeded'), 'ParallelStateExited', `Prepare${block}`)
  }
  add(last, 'ExecutionSucceeded')
  return events
}
