import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from '@playwright/test'
import { eventsOf } from '../src/simulator/event-notation.ts'
import type { AppPage } from './app-page.ts'
import { expect, test } from './fixtures/test.ts'
import { Hand } from './hand.ts'

const sample = (name: string) => readFileSync(new URL(`../public/samples/${name}.json`, import.meta.url), 'utf8')

const verdict = (page: Page) => page.locator('.sfn-verdict')
const tab = (page: Page, name: string | RegExp) =>
  page.getByRole('tablist', { name: 'Answers' }).getByRole('tab', { name })
const answers = (page: Page) => page.getByRole('region', { name: 'Answers' })

/** A sample as it lies before somebody who has a question: all read, nothing touched. */
async function opened(app: AppPage, name: string): Promise<Hand> {
  await app.openRoute(`/samples/${name}?v=1`)
  await app.waitForIdle()
  await expect(verdict(app.page)).not.toContainText(/Reading|Working it out|told when/)
  await expect(tab(app.page, /…/)).toHaveCount(0)
  return new Hand(app.page)
}

/** What lies a line below the end is cut; letters reach out of their line by less. */
const HALF_A_LINE_PX = 8

/** Read without a hand: all the words are in sight, none behind an ellipsis. */
async function expectRead(line: Locator, ...words: readonly (string | RegExp)[]): Promise<void> {
  for (const word of words) await expect(line).toContainText(word)
  const hidden = await line
    .locator('.sfn-verdict-words')
    .evaluate(one => Math.max(one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight))
  expect(hidden, 'px that are cut').toBeLessThan(HALF_A_LINE_PX)
}

/** Each group with what became of it, all in sight. */
async function expectAllFailures(page: Page): Promise<void> {
  await expect(answers(page)).toContainText(
    /TemplateMissing.*caught.*CustomerUnknown.*caught.*TooManyRequests.*retried/s,
  )
  for (const error of ['TemplateMissing', 'CustomerUnknown', 'Lambda.TooManyRequestsException']) {
    await expect(answers(page).getByText(error, { exact: true })).toBeInViewport({ ratio: 0.9 })
  }
}

test('which item broke the run, and with what message', async ({ app, page }) => {
  const hand = await opened(app, 'map-fan-out')
  await expectRead(verdict(page), '#958', 'SchemaMismatch', `field 'vatRate' is "n/a", expected a number`)
  hand.tookAtMost(0)
})

test('what else failed, and whether it was caught or retried', async ({ app, page }) => {
  const hand = await opened(app, 'map-fan-out')
  await hand.click(tab(page, 'Failures'))
  await expectAllFailures(page)
  hand.tookAtMost(1)
})

test('which iteration was slowest, and what it waited for', async ({ app }) => {
  const hand = await opened(app, 'nightly-billing')
  await hand.click(app.row('BillTenants'))
  await hand.click(app.details.getByRole('button', { name: '#157' }).last())
  await expect(app.details).toHaveAccessibleName(/#157/)
  await expect(app.details.getByRole('row', { name: /^Waiting for a callback/ })).toBeVisible()
  hand.tookAtMost(2)
})

test('which iteration had the most retries', async ({ app, page }) => {
  const hand = await opened(app, 'nightly-billing')
  await hand.click(page.getByRole('button', { name: 'Most retries' }))
  await expect(app.tree.getByRole('row', { name: /^#\d+, Map iteration/ }).first()).toHaveAccessibleName(/\d+ retr/)
  hand.tookAtMost(1)
})

test('why the booking failed', async ({ app, page }) => {
  const hand = await opened(app, 'saga-rollback')
  await expectRead(verdict(page), 'ReserveCar failed', 'NoVehicleAvailable', 'No vehicle of class compact at LIS')
  hand.tookAtMost(0)
})

test('what a redrive ran again, and how long the execution was idle', async ({ app, page }) => {
  const hand = await opened(app, 'redrive')
  await expect(app.row('#2')).toHaveAccessibleName(/failed, then rerun/)
  await hand.click(tab(page, 'Time'))
  await expect(answers(page).getByRole('row', { name: /^Idle before a redrive/ })).toContainText('8 h 30 m')
  hand.tookAtMost(1)
})

test('how long a person took to approve', async ({ app, page }) => {
  const hand = await opened(app, 'human-approval')
  await expectRead(verdict(page), '78 % waiting for callbacks; AskApprover took longest: 2 d')
  hand.tookAtMost(0)
})

test('how the input of a failed iteration differs from that of one that went well', async ({ app, page }) => {
  const hand = await opened(app, 'map-fan-out')
  await hand.click(verdict(page).getByRole('button', { name: 'Show' }))
  await hand.click(app.details.getByRole('tab', { name: 'Input' }))
  await hand.click(app.details.getByRole('button', { name: /^vs #\d+ succeeded$/ }).first())
  await expect(app.details.getByText(/^#\d+ succeeded → .*: \d+ differences?$/)).toBeVisible()
  hand.tookAtMost(3)
})

/** An order, and the events that hold its id. */
function orderOfRetryStorm(): { readonly id: string; readonly holding: readonly number[] } {
  const id = 'ord-20261119-4471'
  const events: readonly { readonly id: number }[] = JSON.parse(sample('retry-storm')).events
  return { id, holding: events.filter(event => JSON.stringify(event).includes(id)).map(event => event.id) }
}

test('every event whose payload holds an order id', async ({ app, page }) => {
  const { id, holding } = orderOfRetryStorm()
  const hand = await opened(app, 'retry-storm')
  await hand.press('/')
  await hand.paste(id)
  await hand.click(page.getByRole('button', { name: 'Filter', exact: true }))
  await hand.click(page.getByRole('group', { name: 'Show as' }).getByRole('button', { name: 'Events' }))
  hand.tookAtMost(4)
  await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible()
  expect(holding.length).toBeGreaterThan(2)
  await expect(page.getByRole('region', { name: 'Events' }).getByRole('status')).toContainText(`${holding.length}`)
  await expect.poll(() => app.eventIds()).toEqual(holding)
})

test('a colleague sees this event, zoomed as I see it', async ({ app, page, context, browser }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const hand = await opened(app, 'map-fan-out')
  await hand.click(verdict(page).getByRole('button', { name: 'Show' }))
  await expect(app.details).toContainText('SchemaMismatch')
  await hand.press('f')
  await expect(page).toHaveURL(/from=/)
  await hand.click(page.getByRole('button', { name: 'Copy link' }))
  hand.tookAtMost(3)
  const range = (await page.getByTestId('visible-range').textContent()) ?? ''
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await expectSeenElsewhere(browser, link, range)
})

/** Opened where nothing is known, it shows the same event in the same stretch of time. */
async function expectSeenElsewhere(browser: Browser, link: string, range: string): Promise<void> {
  const elsewhere = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const theirs = await elsewhere.newPage()
  await theirs.goto(link)
  await expect(theirs.getByRole('complementary', { name: /^Details of / })).toContainText('SchemaMismatch')
  await expect(theirs.getByTestId('visible-range')).toHaveText(range)
  await elsewhere.close()
}

test('what a running execution waits for, and when it will end', async ({ app, page, serve }) => {
  const items = Array.from({ length: 8 }, (_, index) => index)
  const begun = Date.now() - 60_000
  const done = items.slice(0, 4).map((index, nth) => {
    const [id, at] = [4 + nth * 4, begun + index * 10_000]
    return `
      ${id}<3 MapIterationStarted name=Each index=${index} @${at}  ${id + 1}<${id} PassStateEntered Work @${at}
      ${id + 2}<${id + 1} PassStateExited Work @${at + 9_000}
      ${id + 3}<${id + 2} MapIterationSucceeded name=Each index=${index} @${at + 9_000}`
  })
  const arn = serve({
    events: eventsOf(`
      1<0 ExecutionStarted input={} @${begun}  2<0 MapStateEntered Each @${begun}
      3<2 MapStateStarted length=${items.length} @${begun} ${done.join('')}
      20<3 MapIterationStarted name=Each index=4 @${begun + 40_000}
      21<20 TaskStateEntered Ask @${begun + 40_000}
      22<21 TaskScheduled resourceType=sqs resource=sendMessage.waitForTaskToken @${begun + 40_000}
      23<22 TaskStarted @${begun + 40_010}  24<23 TaskSubmitted output={} @${begun + 40_020}`),
  })
  await app.openArn(arn)
  await expect(verdict(page)).toContainText(/Each #4.*Ask: waiting for a callback for/)
  await expect(app.row('Each')).toHaveAccessibleName(/about .+ left/)
  new Hand(page).tookAtMost(0)
})

test('which branch decides the duration, and what if its slowest state took no time', async ({ app, page }) => {
  const hand = await opened(app, 'parallel-branches')
  await expectRead(verdict(page), 'branch UpscaleImage was last: UpscaleImage 41.9 s')
  await hand.click(tab(page, 'Critical path'))
  await expect(answers(page).getByRole('row', { name: /UpscaleImage 41\.9 s/ })).toContainText('35.6 s shorter')
  hand.tookAtMost(1)
})

/** The palette as a hand at the keyboard waits for it: what is wanted stands chosen. */
async function chosenInPalette(page: Page, words: string | RegExp): Promise<void> {
  await expect(
    page.getByRole('dialog', { name: 'Find anything' }).getByRole('option', { selected: true }),
  ).toContainText(words)
}

async function openPalette(hand: Hand, page: Page): Promise<void> {
  await hand.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Find anything' }).getByRole('combobox')).toBeFocused()
}

test('by keyboard alone: what else failed, what the input of the failed one differs in, and a link to it', async ({
  app,
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const failures = await opened(app, 'map-fan-out')
  await failures.press('g', 'f')
  await expectAllFailures(page)
  failures.tookAtMost(2)

  await page.goto('about:blank')
  const comparing = await opened(app, 'map-fan-out')
  await openPalette(comparing, page)
  await chosenInPalette(page, 'SchemaMismatch')
  await comparing.press('ArrowDown')
  await chosenInPalette(page, /Compare with #\d+, which succeeded/)
  await comparing.press('Enter')
  await expect(app.details.getByText(/^#\d+ succeeded → .*: \d+ differences?$/)).toBeVisible()
  comparing.tookAtMost(3)

  await page.goto('about:blank')
  const linking = await opened(app, 'map-fan-out')
  await linking.press(']')
  await expect(app.details).toContainText('SchemaMismatch')
  await linking.press('f')
  await expect(page).toHaveURL(/from=/)
  await openPalette(linking, page)
  await linking.paste('copy')
  await chosenInPalette(page, 'Copy the link of this view')
  await linking.press('Enter')
  linking.tookAtMost(5)
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await expectSeenElsewhere(browser, link, (await page.getByTestId('visible-range').textContent()) ?? '')
})

test('by keyboard alone: the slowest iteration, the one with the most retries, events that hold an id', async ({
  app,
  page,
}) => {
  const hand = await opened(app, 'nightly-billing')
  await openPalette(hand, page)
  await chosenInPalette(page, /#157.*slowest/)
  const retried = page.getByRole('option', { name: /most retries: \d/ })
  await expect(retried).toBeVisible()
  hand.tookAtMost(1)
  await hand.press('Enter')
  await expect(app.details).toHaveAccessibleName(/#157/)
  await expect(app.details.getByRole('row', { name: /^Waiting for a callback/ })).toBeVisible()
  hand.tookAtMost(2)

  await page.goto('about:blank')
  const { id, holding } = orderOfRetryStorm()
  const searching = await opened(app, 'retry-storm')
  await openPalette(searching, page)
  await searching.paste(id)
  await chosenInPalette(page, 'Search payloads')
  await searching.press('Shift+Enter', 'g', 'e')
  await expect(page.getByRole('region', { name: 'Events' }).getByRole('status')).toContainText(`${holding.length}`)
  await expect.poll(() => app.eventIds()).toEqual(holding)
  searching.tookAtMost(5)
})

test('by keyboard alone: idle before a redrive, and what a state without time would save', async ({ app, page }) => {
  const redriven = await opened(app, 'redrive')
  await redriven.press('g', 't')
  await expect(answers(page).getByRole('row', { name: /^Idle before a redrive/ })).toContainText('8 h 30 m')
  redriven.tookAtMost(2)
  await page.goto('about:blank')
  const branches = await opened(app, 'parallel-branches')
  await branches.press('g', 'p')
  await expect(answers(page).getByRole('row', { name: /UpscaleImage 41\.9 s/ })).toContainText('35.6 s shorter')
  branches.tookAtMost(2)
})

test('a link keeps the stretch of time it was made with, also where what it selects lies beyond', async ({
  app,
  page,
}) => {
  await app.openRoute('/samples/map-fan-out?v=1&event=6801&from=1795140007266&to=1795140022276')
  await app.waitForIdle()
  await expect(app.details).toContainText('SchemaMismatch')
  await expect(app.tree.locator('[aria-selected=true]')).toBeInViewport()
  await expect(page.getByTestId('visible-range')).toHaveText('6.9 s – 21.9 s')
  // What is selected then is brought into sight as ever.
  await page.keyboard.press(']')
  await expect(page.getByTestId('visible-range')).not.toHaveText('6.9 s – 21.9 s')
})
