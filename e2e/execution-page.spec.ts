import { expect, test } from './fixtures/test.ts'

test('the banner names the deepest cause, and one click leads there', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  const banner = app.alerts.filter({ hasText: 'RenderInvoice' })
  await expect(banner).toContainText('SchemaMismatch')
  await banner.getByRole('button', { name: 'Show' }).click()
  await expect(app.details).toContainText('expected a number')
  expect(page.url()).toMatch(/event=\d+/)
})

test('the title tells what is open and how it ended', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await expect(page).toHaveTitle(/^Succeeded · .* · OrderCheckout · sfn-timeline$/)
})

test('the Events tab lists every event; a row selects, filters narrow', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&tab=events')
  const grid = page.getByRole('grid', { name: 'Events' })
  await expect(grid).toHaveAttribute('aria-rowcount', '37')
  await page.getByRole('combobox', { name: 'Event type' }).selectOption('TaskFailed')
  await expect(grid).toHaveAttribute('aria-rowcount', '4')
  await grid
    .getByRole('row', { name: /TaskFailed/ })
    .first()
    .click()
  await expect(app.details).toContainText('attempt 1')
})

test('a table of thousands of events renders only the rows in sight', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1&tab=events&event=6000')
  const grid = page.getByRole('grid', { name: 'Events' })
  await expect(grid.getByRole('row', { selected: true })).toBeInViewport()
  await expect.poll(() => grid.getByRole('row').count()).toBeLessThan(80)
})

test('a payload reads as a tree and as text, and is searched', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&event=12')
  await app.waitForIdle()
  await page.getByRole('tab', { name: 'Input' }).click()
  await expect(page.getByRole('tree', { name: 'Input as a tree' }).getByRole('treeitem').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Search in Input' }).fill('zzz')
  await expect(app.details.getByRole('status')).toHaveText('none')
  await app.details.getByRole('button', { name: 'Raw' }).click()
  await expect(page.getByRole('region', { name: 'Input as text' })).toBeVisible()
})

test('the history is exported as the AWS CLI writes it', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /^History/ }).click()
  expect((await download).suggestedFilename()).toMatch(/\.json$/)
})

test('an event that does not exist gets a message, not silence', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&event=999')
  await expect(page.getByText('event #999')).toBeVisible()
})
