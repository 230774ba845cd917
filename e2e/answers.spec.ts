import type { Page } from '@playwright/test'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'

const FAN_OUT = '/samples/map-fan-out?v=1'

const linkOf = (page: Page) => new URLSearchParams(page.url().split('?')[1])
const box = (page: Page) => page.getByRole('combobox', { name: 'Search states, errors, payloads' })
const count = (page: Page) => page.getByRole('search').getByRole('status')
const line = (page: Page) => page.getByRole('group', { name: 'Query' })

test('the cause of a failure among a thousand iterations is read at a look, and seen with one click', async ({
  app,
}) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  const banner = app.alerts.filter({ hasText: 'SchemaMismatch' })
  await expect(banner).toContainText('RenderInvoice failed in RenderAll #958')
  await expect(banner).toContainText('expected a number')
  await banner.getByRole('button', { name: 'Show' }).click()
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  await expect(selected).toBeInViewport()
  await expect(selected).toHaveAttribute('aria-label', /^RenderInvoice, .*failed/)
  await expect(app.details).toContainText('invoice 958')
})

test('failures are grouped by error; an occurrence selects', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await page.getByRole('tab', { name: 'Failures' }).click()
  const groups = page.getByRole('tabpanel', { name: 'Failures' }).getByRole('listitem')
  await expect(groups.first()).toContainText('SchemaMismatch')
  await expect(groups.first()).toContainText('fatal')
  const caught = groups.filter({ hasText: 'CustomerUnknown' })
  await expect(caught).toContainText('4 ×')
  await expect(caught).toContainText('caught')
  await caught.getByRole('button', { name: '#317' }).click()
  await expect(caught.getByRole('button', { name: '#317' })).toHaveAttribute('aria-pressed', 'true')
  await expect(app.details).toContainText('#317')
  expect(linkOf(page).get('panel')).toBe('failures')
})

test('a query marks what it finds, or hides all else; both stand in the link', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await page.keyboard.press('/')
  await page.keyboard.type('error:CustomerUnknown')
  await expect(count(page)).toHaveText('0 / 4')
  await box(page).press('Enter')
  await expect(count(page)).toHaveText('1 / 4')
  await box(page).press('Shift+Enter')
  await expect(count(page)).toHaveText('4 / 4')
  await line(page).getByRole('button', { name: 'Filter' }).click()
  await expect(line(page)).toContainText(/[\d,]+ hidden/)
  await expect.poll(() => app.treeText()).not.toContain('ListInvoices')
  await expect.poll(() => linkOf(page).get('mode')).toBe('filter')
  const address = page.url()
  await line(page).getByRole('button', { name: 'Clear' }).click()
  await expect.poll(() => linkOf(page).get('q')).toBeNull()
  await expect(app.row('ListInvoices')).toBeVisible()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(count(page)).toHaveText('4 / 4')
  await expect(box(page)).toHaveValue('error:CustomerUnknown')
})

test('the box suggests what there is, by keyboard alone', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await box(page).fill('stat')
  const list = page.getByRole('listbox', { name: 'Suggestions' })
  await expect(list.getByRole('option').first()).toContainText('state:')
  await box(page).press('ArrowDown')
  await expect(list.getByRole('option', { selected: true })).toContainText('state:')
  await box(page).press('Enter')
  await expect(box(page)).toHaveValue('state:')
  await expect(list.getByRole('option', { name: /RenderInvoice/ })).toBeVisible()
  await box(page).press('ArrowDown')
  await box(page).press('Tab')
  await expect(box(page)).toHaveValue('state:RenderInvoice ')
  await expect(list).toBeHidden()
  await expect(box(page)).toBeFocused()
})

test('a query that cannot be read says what to write instead', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&q=duration%3Asoon`)
  await app.waitForIdle()
  await expect(line(page).getByRole('status')).toContainText('duration:>5s')
  await expect(app.row('ListInvoices')).toBeVisible()
})

test('terms are taken out one by one', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&q=state%3DRenderInvoice%20attempt%3A2`)
  await app.waitForIdle()
  await line(page).getByRole('button', { name: 'Take out attempt:2' }).click()
  await expect(box(page)).toHaveValue('state=RenderInvoice')
})

test('the Events tab lists what the query found', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&tab=events&q=error%3ACustomerUnknown&mode=filter`)
  const grid = page.getByRole('grid', { name: 'Events' })
  await expect(grid).toBeVisible({ timeout: 60_000 })
  await expect(app.progress).toHaveCount(0, { timeout: 60_000 })
  // Only what matches is listed, so no row says of itself that it does.
  await expect(grid.getByRole('row', { name: /CustomerUnknown/ }).first()).toBeVisible()
  await expect(grid.getByRole('row', { name: /\(match\)/ })).toHaveCount(0)
  const rows = Number(await grid.getAttribute('aria-rowcount'))
  expect(rows).toBeGreaterThan(1)
  expect(rows).toBeLessThan(20)
  await page.keyboard.press('n')
  await expect(grid.getByRole('row', { selected: true })).toContainText('CustomerUnknown')
})

test('walking matches opens a closed Map for each and closes behind itself what it opened', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&q=state%3DPutAside`)
  await app.waitForIdle()
  await expect(count(page)).toHaveText(/11$/)
  await app.row('RenderAll').press('ArrowLeft')
  await expect(app.row('RenderAll')).toHaveAttribute('aria-expanded', 'false')
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  const opened = app.tree.locator('[role=row][aria-expanded=true][aria-level="2"]')
  const names = new Set<string>()
  for (let step = 1; step <= 3; step++) {
    await page.keyboard.press('n')
    await expect(count(page)).toHaveText(new RegExp(`^${step} / 11$`))
    await expect(selected).toHaveAttribute('aria-label', /^PutAside,/)
    await expect(selected).toBeInViewport()
    await expect(opened).toHaveCount(1)
    names.add((await opened.getAttribute('data-name')) ?? '')
  }
  expect(names.size).toBe(3)
})

test('a state of the States tab filters the chart', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&tab=states`)
  const states = page.getByRole('region', { name: 'States' })
  await states.getByRole('button', { name: 'Aborted' }).click()
  await expect(states.getByRole('columnheader', { name: /Aborted/ })).toHaveAttribute('aria-sort', 'descending')
  await expect(states.getByRole('row').nth(1)).toContainText('RenderInvoice')
  await states.getByRole('textbox', { name: 'State or type' }).fill('put')
  await expect(states.getByRole('status')).toHaveText('1 of 4 states')
  await states.getByRole('button', { name: /PutAside/ }).click()
  await expect(box(page)).toHaveValue('state=PutAside')
  await expect(count(page)).toHaveText(/\/ 11$/)
  await expect(line(page)).toContainText('hidden')
  await expect.poll(() => app.treeText()).not.toContain('ListInvoices')
})

test('where the time went adds up, and the critical path is walked', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  await page.getByRole('switch', { name: 'Critical path' }).click()
  const byState = page.getByRole('region', { name: 'Critical path by state' })
  await expect(byState.getByRole('row', { name: /ChargeCard/ })).toContainText('shorter')
  await page.getByRole('button', { name: 'Next step' }).click()
  await expect(page.getByRole('heading', { name: /^Step 1 of/ })).toBeVisible()
  await expect(app.details).toContainText('ValidateOrder')
  await page.getByRole('tab', { name: 'Time' }).click()
  const split = page.getByRole('region', { name: 'Time split' })
  await expect(split.getByRole('row', { name: /Backoff/ })).toBeVisible()
  await expect(split.getByRole('row', { name: /Total/ })).toContainText('15.6 s')
})

test('the time of a measured range is split', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  const area = await page.getByTestId('pane').boundingBox()
  if (area === null) throw new Error('the time area is not in sight')
  await page.keyboard.down('Shift')
  await page.mouse.move(area.x + area.width * 0.2, area.y + 120)
  await page.mouse.down()
  await page.mouse.move(area.x + area.width * 0.6, area.y + 120, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await page.getByTestId('measure').getByRole('button', { name: 'Where the time went' }).click()
  const split = page.getByRole('region', { name: 'Time split' })
  await expect(split.getByRole('button', { name: 'Range on show' })).toHaveAttribute('aria-pressed', 'true')
  await expect(split.getByRole('row', { name: /Total/ })).toContainText(/[56]\.\d\d s/)
})

test('a Map tells its concurrency and its slowest iterations', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&event=7`)
  await app.waitForIdle()
  await expect(page.getByRole('region', { name: 'Concurrency' })).toContainText('40 of 40')
  const slowest = page.getByRole('region', { name: 'Slowest iterations' })
  await slowest.getByRole('button', { name: '#690' }).click()
  await expect(app.details).toContainText('RenderAll #690')
})

test('the events used and the cost are behind the gauge; a price is kept when it is saved', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  await page.getByRole('button', { name: /events of 25,000/ }).click()
  const cost = page.getByRole('region', { name: 'State transitions and cost' })
  await expect(cost).toContainText('5 states entered + 3 retries')
  await cost.getByRole('textbox').fill('1')
  await expect(cost).toContainText('US$ 0.008')
  await cost.getByRole('button', { name: 'Save price' }).click()
  await page.reload()
  await expect(cost.getByRole('textbox')).toHaveValue('1')
})

test('a value is traced to where it first appeared', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&event=25')
  await app.waitForIdle()
  await page.getByRole('tab', { name: 'Input' }).click()
  await page.getByRole('treeitem', { name: /orderId/ }).click()
  await page.getByRole('button', { name: 'Trace' }).click()
  const trace = page.getByRole('region', { name: 'Where this value stands' })
  await expect(trace.getByRole('listitem').first()).toContainText('First')
  await trace.getByRole('button', { name: /#2 ValidateOrder/ }).click()
  await expect.poll(() => linkOf(page).get('event')).toBe('2')
})

test('a running execution says what it waits for', async ({ app, page, serve }) => {
  const arn = serve({
    events: eventsOf(`
      1<0 ExecutionStarted input={} @1767225600000
      2<0 TaskStateEntered Approve input={} @1767225600010
      3<2 TaskScheduled resourceType=sqs resource=sendMessage.waitForTaskToken @1767225600020
      4<3 TaskStarted @1767225600120
      5<4 TaskSubmitted output={} @1767225600500`),
  })
  await app.openArn(arn)
  const banner = page.getByRole('region', { name: 'Waiting for' })
  await expect(banner).toContainText('Approve: waiting for a callback')
  await page.getByRole('tab', { name: 'Waiting 1 open' }).click()
  await page.getByRole('table', { name: 'Open states' }).getByRole('button', { name: 'Approve' }).click()
  await expect(app.details).toContainText('Approve')
})
