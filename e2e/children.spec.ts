import { expect, test } from './fixtures/test.ts'

const ORDER = '/samples/order-platform?v=1'
const DISTRIBUTED = '/samples/distributed-map?v=1'

test('a task that started an execution opens into its rows, at any depth', async ({ app, page }) => {
  const fetched: string[] = []
  page.on('request', request => void (request.url().includes('.children.json') && fetched.push(request.url())))
  await app.openRoute(ORDER)
  await app.waitForIdle()
  const payment = app.tree.getByRole('row', { name: /^TakePayment, Task,/ })
  await expect(payment).toHaveAttribute('aria-expanded', 'false')
  expect(fetched).toEqual([])
  await payment.click()
  await page.keyboard.press('ArrowRight')
  await expect(app.tree.getByRole('row', { name: /execution of PaymentService, failed/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  )
  const charges = app.tree.getByRole('row', { name: /^ChargeCard, Task, failed/ })
  await charges.click()
  await page.keyboard.press('ArrowRight')
  await expect(app.tree.getByRole('row', { name: /execution of CardCharge, failed/ })).toHaveAttribute(
    'aria-level',
    '6',
  )
  await expect(charges).toHaveCount(2)
  await charges.last().click()
  await expect(app.details).toContainText('CardCharge / ')
  await expect(app.details).toContainText('processor eu-2 answered 503')
  await app.details.getByRole('button', { name: 'Attempt 3', exact: true }).click()
  await expect(app.details.getByRole('heading', { name: 'ChargeCard · attempt 3' })).toBeVisible()
  expect(fetched).toHaveLength(1)
  await payment.click()
  await page.keyboard.press('ArrowLeft')
  await expect(charges).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(charges).toHaveCount(2)
  expect(fetched).toHaveLength(1)
})

test('what failed lies two executions below: one click leads there', async ({ app }) => {
  await app.openRoute(ORDER)
  await app.waitForIdle()
  const banner = app.alerts.filter({ hasText: 'failed' })
  await expect(banner).toContainText('TakePayment failed in PrepareAndPay')
  await banner.getByRole('button', { name: 'Show' }).click()
  await expect(banner).toContainText('ChargeCard failed in CardCharge: ProcessorUnavailable')
  await expect(app.tree.locator('[role=row][aria-selected=true]')).toHaveAttribute('aria-level', '7')
  await expect(app.details).toContainText('processor eu-2 answered 503')
  await expect(app.tree.locator('[role=row][aria-selected=true]')).toBeInViewport()
})

test('a Map Run opens into a band of its children, failed ones first, each readable in place', async ({
  app,
  page,
}) => {
  await app.openRoute(DISTRIBUTED)
  await app.waitForIdle()
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  await expect(app.tree.getByRole('row', { name: /^Map Run: 1,398 children/ })).toContainText('131 failed')
  const children = app.tree.locator('[role=row][data-kind=member]')
  await expect(children.first()).toHaveAttribute('aria-label', /execution of LogReindex\/ReindexObjects, failed/)
  await expect.poll(() => app.namesOutOfSight()).toEqual([])
  await children.first().click()
  await expect(app.details.getByRole('button', { name: 'Read this execution' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(app.row('ParseLog').first()).toHaveAttribute('aria-label', /^ParseLog, Task, /)
  await expect(children.first()).not.toHaveAttribute('aria-label', /not read/)
  await expect.poll(() => app.namesOutOfSight()).toEqual([])
})

test('Alt+↑ leads out of an execution to the row it hangs at, and out of one opened alone to its parent', async ({
  app,
  page,
}) => {
  await app.openRoute(ORDER)
  await app.waitForIdle()
  await expect(app.page.getByRole('link', { name: 'Open in console' })).toHaveCount(0)
  await app.alerts.filter({ hasText: 'failed' }).getByRole('button', { name: 'Show' }).click()
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  await expect(selected).toHaveAttribute('aria-level', '7')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(selected).toHaveAttribute('aria-label', /^ChargeCard, Task, failed/)
  await expect(selected).toHaveAttribute('aria-level', '5')
  await expect(selected).toBeFocused()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(selected).toHaveAttribute('aria-label', /^TakePayment, Task/)
})

test('children in packed lanes: one that is selected opens into rows above the lanes', async ({ app, page }) => {
  await app.openRoute(DISTRIBUTED)
  await app.waitForIdle()
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  const members = app.tree.locator('[role=row][data-kind=member]')
  const label = await members.first().getAttribute('aria-label')
  await app.tree.getByRole('button', { name: 'Lanes' }).click()
  const lanes = app.tree.locator('[role=row][data-kind=lane]')
  await expect(lanes.first()).toHaveAttribute('aria-label', /^Lane 1: \d+ children, first /)
  await expect(members).toHaveCount(0)
  await page.getByLabel('Go to child').fill(label?.split(',')[0] ?? '')
  await page.keyboard.press('Enter')
  await expect(app.details.getByRole('button', { name: 'Read this execution' })).toBeVisible()
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  await expect(selected).toHaveAttribute('data-kind', 'lane')
  await selected.focus()
  await page.keyboard.press('Enter')
  await expect(members).toHaveCount(1)
  await expect(members.first()).toHaveAttribute('aria-expanded', 'true')
  await expect(members.first()).toHaveAttribute('aria-label', /TruncatedObject$/)
  await expect(app.row('ParseLog').first()).toHaveAttribute('aria-label', /^ParseLog, Task, /)
  await expect(lanes.first()).toBeVisible()
})
