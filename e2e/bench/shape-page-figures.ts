import { type Browser, chromium, type Locator, type Page } from '@playwright/test'
import { startEndpoint } from '../../src/fake-aws/endpoint.ts'
import { AppPage, routeOf } from '../app-page.ts'
import { browserFlags, ensureBrowser } from '../browser.mjs'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { atMost, type Figure } from './figure.ts'
import { shapesOfHistories } from './shapes.ts'
import { longestTaskMs } from './task-times.ts'

/** A task of 50 ms is noticed: this leaves room for a slower machine. */
const MOST_MS = 30
const FRAME_MS = 16.7
/** So long after what was done its work is awaited: answers follow within a quarter of a second. */
const AFTER_MS = 1_500
const LOADING_MS = 5_000

/** Wide, deep and much-retried histories of 25,000 events in the page: no task holds it up, whatever is opened. */
export async function shapePageFigures(): Promise<readonly Figure[]> {
  const shapes = shapesOfHistories()
  const arnOf = (at: number) => `arn:aws:states:eu-west-1:123456789012:execution:Shape:s${at}`
  const endpoint = await startEndpoint({
    executions: shapes.map(({ events }, at) => ({ arn: arnOf(at), events })),
    latencyMs: 20,
  })
  const gateway = await GatewayProcess.start(endpoint.url)
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
  try {
    const figures: Figure[] = []
    for (const [at, { name }] of shapes.entries()) {
      for (const [what, ms] of await longestTasks({ browser, gateway, arn: arnOf(at) }))
        figures.push(atMost(`longest task (ms), ${what}: ${name}`, ms, MOST_MS, FRAME_MS))
    }
    return figures
  } finally {
    await browser.close()
    await gateway.stopForGood()
    await endpoint.close()
  }
}

interface Opened {
  readonly browser: Browser
  readonly gateway: GatewayProcess
  readonly arn: string
}

async function longestTasks({ browser, gateway, arn }: Opened): Promise<ReadonlyMap<string, number>> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const app = new AppPage(page, gateway)
  await app.open()
  const longest = new Map<string, number>()
  const measured = async (what: string, action: () => Promise<void>) => {
    longest.set(what, Math.max(longest.get(what) ?? 0, await longestTaskMs({ browser, page }, action)))
  }
  await measured('loading', () => goTo(page, routeOf(arn), LOADING_MS))
  const box = app.tree.locator('[role=row][aria-expanded=false]')
  if ((await box.count()) > 0) await measured('opened and selected', () => press(box))
  await measured('opened and selected', () => click(app.tree.getByRole('row')))
  const views = page.getByRole('group', { name: 'Show as' })
  for (const view of ['Events', 'States', 'Timeline'])
    await measured('Events, States, Timeline', () => click(views.getByRole('button', { name: view })))
  await measured('answers', () => click(page.getByRole('switch', { name: 'Critical path' })))
  for (const panel of ['failures', 'time', 'path', 'waiting', 'cost'])
    await measured('answers', () => goTo(page, `${routeOf(arn)}&critical=1&panel=${panel}`, AFTER_MS))
  await page.close()
  return longest
}

/** Changes the address from within the page, by a timer. */
async function goTo(page: Page, route: string, restMs: number): Promise<void> {
  await page.evaluate(
    ([hash, ms]) =>
      new Promise<void>(resolve => {
        setTimeout(() => {
          location.hash = hash
        }, 50)
        setTimeout(resolve, ms)
      }),
    [route, restMs] as const,
  )
}

async function click(locator: Locator): Promise<void> {
  await locator.first().evaluate((element, ms) => {
    setTimeout(() => element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })), 50)
    return new Promise<void>(resolve => setTimeout(resolve, ms))
  }, AFTER_MS)
}

/** → opens a row. */
async function press(locator: Locator): Promise<void> {
  await locator.first().evaluate((element, ms) => {
    setTimeout(
      () => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true })),
      50,
    )
    return new Promise<void>(resolve => setTimeout(resolve, ms))
  }, AFTER_MS)
}
