import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import type { HistoryEvent } from '../../src/history/events.ts'
import { eventsOf } from '../../src/simulator/event-notation.ts'
import { largeHistory } from '../../src/simulator/large-history.ts'
import { AppPage, routeOf } from '../app-page.ts'
import { browserFlags, ensureBrowser } from '../browser.mjs'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { atMost, type Figure, median, told } from './figure.ts'
import { type TaskTimes, taskTimes } from './task-times.ts'

const CHILDREN = 10_000
const PARENT_EVENTS = 20_000
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Parent:bench'
const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:bench'
/** The machine is never quite still: of so many runs the middle one counts. */
const RUNS = 3
/** What is looked for in the page comes at the latest after this. */
const PATIENCE_MS = 120_000
/** So long after it came its work is awaited. */
const AFTER_MS = 1_500

/** A parent with 10,000 listed children in the page: what its list adds to the parent's own history, and whether it holds the page up. */
export async function childrenPageFigures(): Promise<readonly Figure[]> {
  const parent = parentEvents()
  const endpoint = await startEndpoint({ executions: [{ arn: ARN, events: parent.events }], latencyMs: 20 })
  addChildren(endpoint)
  const gateway = await GatewayProcess.start(endpoint.url)
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
  try {
    const runs: Measured[] = []
    for (let run = 0; run < RUNS; run++) runs.push(await measure(browser, gateway, parent.mapRunEvent))
    const middle = (of: (run: Measured) => number) => median(runs.map(of))
    return [
      atMost(
        'work of the page with 10,000 children listed and drawn / with its history of 20,000 events alone',
        middle(({ history, listing }) => (history.totalMs + listing.totalMs) / history.totalMs),
        1.5,
        1,
      ),
      atMost(
        'longest task (ms) while 10,000 children arrive and are drawn',
        middle(run => run.listing.longestMs),
        50,
      ),
      atMost(
        'longest task (ms) when they are packed into lanes',
        middle(run => run.packing.longestMs),
        50,
      ),
      told(
        'work of listing and drawing 10,000 children (ms)',
        middle(run => run.listing.totalMs),
      ),
    ]
  } finally {
    await browser.close()
    await gateway.stopForGood()
    await endpoint.close()
  }
}

/** A long history whose last state is a distributed Map that failed. */
function parentEvents(): { readonly events: readonly HistoryEvent[]; readonly mapRunEvent: number } {
  const { events } = largeHistory({ events: PARENT_EVENTS, keepsTruth: false })
  const head = events.slice(0, -1)
  const at = (head.at(-1)?.timestamp ?? 0) + 1
  const tail: readonly (readonly [type: string, details: Record<string, unknown>])[] = [
    ['MapStateEntered', { name: 'Fan' }],
    ['MapStateStarted', { length: 0 }],
    ['MapRunStarted', { mapRunArn: RUN }],
    ['MapRunFailed', { error: 'States.ExceedToleratedFailureThreshold' }],
    ['MapStateFailed', {}],
    ['ExecutionFailed', { error: 'States.ExceedToleratedFailureThreshold' }],
  ]
  const all = [
    ...head,
    ...tail.map(([type, details], n): HistoryEvent => {
      const id = head.length + n + 1
      return { id, previousEventId: id - 1, type, timestamp: at + (n < 3 ? n : 300_000 + n), details }
    }),
  ]
  return { events: all, mapRunEvent: head.length + 3 }
}

function addChildren(endpoint: Endpoint): void {
  const ended = (type: string) => eventsOf(`1<0 ExecutionStarted  2<1 ${type} @4000`)
  const [failed, succeeded] = [ended('ExecutionFailed'), ended('ExecutionSucceeded')]
  for (let n = 0; n < CHILDREN; n++) {
    const name = `${n.toString(16).padStart(8, '0')}-7c55-4b3a-9a60-0d1d7a1f5a11`
    const arn = `arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:${name}`
    const events = (n % 50 === 0 ? failed : succeeded).map(one => ({ ...one, timestamp: one.timestamp + n * 25 }))
    endpoint.add({ arn, mapRunArn: RUN, events })
  }
}

interface Measured {
  readonly history: TaskTimes
  readonly listing: TaskTimes
  readonly packing: TaskTimes
}

async function measure(browser: Browser, gateway: GatewayProcess, mapRunEvent: number): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const app = new AppPage(page, gateway)
  await app.open()
  const history = await taskTimes({ browser, page }, () =>
    inPage(page, { hash: `${routeOf(ARN)}&event=${mapRunEvent}`, until: 'Map Run, ' }),
  )
  const listing = await taskTimes({ browser, page }, () => inPage(page, { press: 'Map Run', until: LISTED }))
  // Down to how they are listed: rows out of sight are not in the page.
  await app.row('Map Run').focus()
  for (let rows = 0; rows < 3; rows++) await page.keyboard.press('ArrowDown')
  await expect(app.tree.locator('[role=row][data-kind=member]').first()).toBeVisible()
  const packing = await taskTimes({ browser, page }, () => inPage(page, { click: 'Lanes', until: LANE }))
  await page.close()
  return { history, listing, packing }
}

/** AWS counts all of them before they are listed: only then nothing is said to be missing. */
const LISTED = 'Map Run: 10,000 children · 200 failed · peak '
const LANE = 'Lane 1: 63 children, first '

interface Step {
  readonly hash?: string
  /** Opens the row whose name begins like this. */
  readonly press?: string
  /** Presses the button of this name in how the Map Run is listed. */
  readonly click?: string
  /** The name of a row begins like this once it is done and all events are here. */
  readonly until: string
}

/** Does a thing from within the page, by a timer, and waits for what comes of it. */
async function inPage(page: Page, step: Step): Promise<void> {
  await page.evaluate(
    ({ hash, press, click, until, patienceMs, afterMs }) =>
      new Promise<void>((resolve, reject) => {
        setTimeout(() => {
          if (hash !== undefined) location.hash = hash
          const row = press === undefined ? null : document.querySelector(`[role=row][aria-label^="${press}"]`)
          row?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }))
          const buttons = [...document.querySelectorAll<HTMLElement>('[aria-label="How Map Run is listed"] button')]
          buttons.find(({ textContent }) => textContent === click)?.click()
        }, 50)
        const isDone = () =>
          document.querySelector(`[role=row][aria-label^="${until}"]`) !== null &&
          document.querySelector('[role=progressbar][aria-label="Events loaded"]') === null
        const timer = setInterval(() => {
          if (!isDone()) return
          clearInterval(timer)
          setTimeout(resolve, afterMs)
        }, 100)
        setTimeout(() => reject(new Error(`no row called ${until}`)), patienceMs)
      }),
    { ...step, patienceMs: PATIENCE_MS, afterMs: AFTER_MS },
  )
}
