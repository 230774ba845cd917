import { expect, test } from './fixtures/test.ts'

const ORDER = '/samples/order-platform?v=1'
const DISTRIBUTED = '/samples/distributed-map?v=1'

test('a link holds which executions are open and what is selected in them, and Back takes one step at a time', async ({
  app,
  page,
}) => {
  await app.openRoute(ORDER)
  await app.waitForIdle()
  const payment = app.tree.getByRole('row', { name: /^TakePayment, Task,/ })
  const service = app.tree.getByRole('row', { name: /execution of PaymentService, failed/ })
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  await payment.locator('.chart-twisty').click()
  await expect(service).toHaveAttribute('aria-expanded', 'true')
  const charge = app.tree.getByRole('row', { name: /^ChargeCard, Task, failed/ })
  await charge.click()
  await expect(page).toHaveURL(/[?&]v=2&in=\w+&event=\d+/)
  await expect(app.details).toContainText('PaymentService / ')
  const link = page.url()

  await page.goBack()
  await expect(selected).toHaveCount(0)
  await expect(service).toHaveAttribute('aria-expanded', 'true')
  await page.goBack()
  await expect(service).toHaveCount(0)
  await page.goForward()
  await expect(service).toHaveAttribute('aria-expanded', 'true')
  await page.goForward()
  await expect(charge).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveURL(link)

  const before = await app.treeText()
  await page.goto('about:blank')
  await page.goto(link)
  await app.waitForIdle()
  await expect(charge).toHaveAttribute('aria-selected', 'true')
  await expect(app.details.getByRole('heading', { name: 'ChargeCard' })).toBeVisible()
  await expect.poll(() => app.treeText()).toEqual(before)
  expect(page.url()).toBe(link)
})

test('a link leads to the very event of a Map Run’s child, though no list shows that child first', async ({
  app,
  page,
}) => {
  await app.openRoute(DISTRIBUTED)
  await app.waitForIdle()
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  const children = app.tree.locator('[role=row][data-kind=member]')
  await children.nth(1).click()
  await page.keyboard.press('ArrowRight')
  await expect(children.nth(1)).toHaveAttribute('aria-expanded', 'true')
  const inside = app.row('ParseLog').first()
  await inside.click()
  await expect(page).toHaveURL(/[?&]v=2&in=\w+\*[^&]+&event=\d+/)
  await expect(page).toHaveURL(/&below=/)
  expect(page.url().length).toBeLessThan(2_000)
  const name = await children.nth(1).getAttribute('aria-label')
  const link = page.url()

  await page.goto('about:blank')
  await page.goto(link)
  await app.waitForIdle()
  await expect(app.row('ParseLog').first()).toHaveAttribute('aria-selected', 'true')
  await expect(app.tree.locator('[role=row][data-kind=member][aria-expanded=true]')).toHaveAttribute(
    'aria-label',
    name ?? '',
  )
  await expect(app.details.getByRole('heading', { name: 'ParseLog' })).toBeVisible()
  expect(page.url()).toBe(link)

  await app.tree.locator('[role=row][data-kind=member][aria-expanded=true]').click()
  await page.keyboard.press('ArrowLeft')
  await expect(app.tree.locator('[role=row][data-kind=member][aria-expanded=true]')).toHaveCount(0)
  await expect(page).not.toHaveURL(/&below=/)
  await page.goBack()
  await expect(app.tree.locator('[role=row][data-kind=member][aria-expanded=true]')).toHaveCount(1)
})

test('a link into an execution that is not there says so', async ({ app, page }) => {
  await app.openRoute('/samples/order-platform?v=2&in=zz&event=3')
  await app.waitForIdle()
  await expect(page.getByText('leads into an execution that nothing here has started')).toBeVisible()
})

test('the links of a sample lead to its own executions in place, and never to AWS', async ({ app, page }) => {
  await app.openRoute(ORDER)
  await app.waitForIdle()
  await app.tree.getByRole('row', { name: /^TakePayment, Task,/ }).click()
  await app.details.getByRole('link', { name: 'Open child execution' }).click()
  const service = app.tree.getByRole('row', { name: /execution of PaymentService, failed/ })
  await expect(service).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveURL(/\/samples\/order-platform\?v=2&in=\w+$|\/samples\/order-platform\?v=2&in=\w+&/)
  await expect(app.details).toContainText('PaymentService / ')
})
