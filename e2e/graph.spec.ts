import type { Page } from '@playwright/test'
import { eventsOf } from '../src/simulator/event-notation.ts'
import type { AppPage } from './app-page.ts'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const NIGHTLY = '/samples/nightly-billing?v=1&tab=graph'
const CHARGE = 'BillTenants › EachInvoice › Charge'

const linkOf = (page: Page) => new URLSearchParams(page.url().split('?')[1])
const graph = (page: Page) => page.getByRole('group', { name: 'Graph of states' })
const state = (page: Page, name: string) => graph(page).getByRole('button', { name: new RegExp(`^${name},`) })
const panel = (page: Page, name: string) => page.getByRole('complementary', { name: `State ${name}` })

/** Until all events are loaded and the states stand. */
async function drawn(app: AppPage, page: Page): Promise<void> {
  await expect(graph(page)).toBeVisible({ timeout: 60_000 })
  await expect(app.progress).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByText('not all events are loaded')).toHaveCount(0)
}

test('the definition is drawn with what happened: counts, retries, caught failures, what was never reached', async ({
  app,
  page,
}) => {
  await app.openRoute('/samples/map-fan-out?v=1&tab=graph')
  await drawn(app, page)
  await expect(state(page, 'RenderInvoice')).toHaveAccessibleName(/980 visits, 1 failed, 11 caught, .*10 retries/)
  await expect(state(page, 'MailAll')).toHaveAccessibleName(/never reached/)
  await expect(graph(page).getByText('11 caught', { exact: true })).toBeAttached()
  await expect(page.getByText('From the definition')).toBeVisible()
})

test('a state leads to its figures, its visits and the timeline; Back takes each step back', async ({ app, page }) => {
  await app.openRoute(NIGHTLY)
  await drawn(app, page)
  await state(page, 'Charge').click()
  await expect(panel(page, 'Charge')).toContainText('1,178')
  await expect(panel(page, 'Charge')).toContainText('NoteUnpaid')
  expect(linkOf(page).get('state')).toBe(CHARGE)
  await panel(page, 'Charge')
    .getByRole('listitem')
    .getByRole('button', { name: /EachInvoice #/ })
    .first()
    .click()
  await expect(app.details).toBeVisible()
  await expect(state(page, 'Charge')).toHaveAttribute('aria-pressed', 'true')
  await page.goBack()
  await panel(page, 'Charge').getByRole('button', { name: 'Show its 1,178 visits on the timeline' }).click()
  await expect(app.tree).toBeVisible()
  expect(linkOf(page).get('q')).toContain('Charge')
  await page.goBack()
  await page.goBack()
  await expect(panel(page, 'Charge')).toBeHidden()
})

test('what is selected on the timeline is marked in the graph', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  await app.alerts.getByRole('button', { name: 'Show' }).click()
  await page.getByRole('button', { name: 'Graph', exact: true }).click()
  await expect(state(page, 'RenderInvoice')).toHaveAttribute('aria-pressed', 'true')
  await expect(app.details).toBeVisible()
})

test('arrow keys follow the ways, Enter looks at a state', async ({ app, page }) => {
  await app.openRoute(NIGHTLY)
  await drawn(app, page)
  await state(page, 'Price').focus()
  await page.keyboard.press('ArrowRight')
  await expect(state(page, 'Charge')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(state(page, 'NoteUnpaid')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(panel(page, 'Charge')).toBeVisible()
})

test('a moment tells who was where, and stands in the link', async ({ app, page }) => {
  await app.openRoute(NIGHTLY)
  await drawn(app, page)
  const moment = page.getByRole('slider', { name: 'Moment' })
  await expect(graph(page).getByText(/ now$/)).toHaveCount(0)
  const plot = await moment.boundingBox()
  if (plot === null) throw new Error('the slider has no place')
  await moment.click({ position: { x: plot.width / 4, y: plot.height / 2 } })
  await expect(graph(page).getByText(/ now$/).first()).toBeVisible()
  await expect.poll(() => linkOf(page).get('moment')).not.toBeNull()
  const before = await moment.getAttribute('aria-valuetext')
  const linked = linkOf(page).get('moment')
  await moment.press('ArrowRight')
  await expect(moment).not.toHaveAttribute('aria-valuetext', before ?? '')
  // The link follows when the hand rests.
  await expect.poll(() => linkOf(page).get('moment')).not.toBe(linked)
  const told = await moment.getAttribute('aria-valuetext')
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(moment).toHaveAttribute('aria-valuetext', told ?? '')
  await page.getByRole('button', { name: 'Whole run' }).click()
  await expect(graph(page).getByText(/ now$/)).toHaveCount(0)
})

test('it can be zoomed, moved, and fitted again; the list says the same', async ({ app, page }) => {
  await app.openRoute(NIGHTLY)
  await drawn(app, page)
  const box = async () => (await state(page, 'Charge').boundingBox()) ?? { x: 0, width: 0 }
  await expect(state(page, 'Charge')).toBeVisible()
  const fitted = await box()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect.poll(async () => (await box()).width).toBeGreaterThan(fitted.width)
  await page.getByRole('button', { name: 'Fit all states' }).click()
  await expect.poll(async () => (await box()).width).toBeCloseTo(fitted.width, 0)
  await graph(page).hover({ position: { x: 20, y: 20 } })
  await page.mouse.down()
  await page.mouse.move(400, 400, { steps: 3 })
  await page.mouse.up()
  await expect.poll(async () => (await box()).x).not.toBeCloseTo(fitted.x, 0)
  await page.getByRole('button', { name: 'List', exact: true }).click()
  const list = page.getByRole('region', { name: 'List of states' })
  await expect(list).toContainText('→ NoteUnpaid (Catch): 10')
  await list.getByRole('button', { name: /^Charge,/ }).click()
  await expect(panel(page, 'Charge')).toBeVisible()
})

test('without a definition it is the graph of what was seen, and says so', async ({ app, page }) => {
  const events = eventsOf(`
    1<0 ExecutionStarted input={} @1767225600000
    2<0 PassStateEntered A input={} @1767225600010
    3<2 PassStateExited A output={} @1767225600020
    4<3 WaitStateEntered B input={} @1767225600030`)
  await app.open()
  await app.dropFile(
    'seen.json',
    JSON.stringify({
      events: events.map(({ details, ...event }) => ({ ...event, stateEnteredEventDetails: details })),
    }),
  )
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Graph', exact: true }).click()
  await expect(state(page, 'A')).toBeVisible()
  await expect(state(page, 'B')).toHaveAccessibleName(/1 running/)
  await expect(page.getByText('As seen in this run: there is no definition')).toBeVisible()
})

test('axe finds nothing in the graph', async ({ app, page }) => {
  await app.openRoute(`${NIGHTLY}&state=${encodeURIComponent(CHARGE)}`)
  await drawn(app, page)
  await expect(state(page, 'Charge')).toBeVisible()
  await expectNoViolations(page)
})

test('what is selected in an execution below is shown in the graph of its own state machine', async ({ app, page }) => {
  await app.openRoute('/samples/order-platform?v=1')
  await app.waitForIdle()
  await app.alerts.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(app.details).toContainText('CardCharge / ')
  await page.getByRole('button', { name: 'Graph', exact: true }).click()
  const tools = page.getByRole('group', { name: 'Graph' }).getByRole('status')
  await expect(tools).toContainText('Graph of CardCharge / ')
  await expect(state(page, 'ChargeCard')).toHaveAttribute('aria-pressed', 'true')
  await expect(state(page, 'ValidateOrder')).toHaveCount(0)
  // A state of it leaves one in that execution, and tells of all its visits there.
  await state(page, 'ChargeCard').click()
  await expect(panel(page, 'ChargeCard')).toBeVisible()
  await expect(app.details).toBeHidden()
  await expect(tools).toContainText('Graph of CardCharge / ')
  await panel(page, 'ChargeCard').getByRole('button', { name: 'Close the state' }).click()
  await app.details.getByRole('button', { name: 'Close details' }).click()
  await expect(state(page, 'ValidateOrder')).toBeVisible()
  await expect(tools).not.toContainText('Graph of')
})
