import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

/** Opens what the address says now in a page that knows nothing else. */
async function openedAfresh(page: Page): Promise<Page> {
  const fresh = await page.context().newPage()
  await fresh.goto(page.url())
  return fresh
}

test('the link holds what the Events tab lists', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&tab=events')
  const filters = (on: Page) => ({
    text: on.getByLabel('Text, state or event id'),
    type: on.getByLabel('Event type'),
    outcome: on.getByLabel('Outcome of the span'),
  })
  const { text, type, outcome } = filters(page)
  await text.fill('Rate')
  await type.selectOption('TaskFailed')
  await outcome.selectOption('failed')
  await page.getByRole('columnheader').getByRole('button', { name: /^Id/ }).click()
  await expect.poll(() => page.url()).toContain('eorder=newest')
  const counts = await page.getByRole('region', { name: 'Events' }).getByRole('status').textContent()
  const fresh = await openedAfresh(page)
  await expect(filters(fresh).text).toHaveValue('Rate')
  await expect(filters(fresh).type).toHaveValue('TaskFailed')
  await expect(filters(fresh).outcome).toHaveValue('failed')
  await expect(fresh.getByRole('region', { name: 'Events' }).getByRole('status')).toHaveText(counts ?? '')
  await expect(fresh.getByRole('columnheader', { name: 'Id' })).toHaveAttribute('aria-sort', 'descending')
})

test('the link holds how the States tab is sorted and cut, and Back takes a sort back', async ({ app, page }) => {
  await app.openRoute('/samples/nightly-billing?v=1&tab=states')
  const byMax = (on: Page) => on.getByRole('columnheader', { name: 'Max' })
  await byMax(page).getByRole('button').click()
  await byMax(page).getByRole('button').click()
  await page.getByLabel('State or type').fill('task')
  await expect(byMax(page)).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(() => page.url()).toContain('stext=task')
  const fresh = await openedAfresh(page)
  await expect(byMax(fresh)).toHaveAttribute('aria-sort', 'ascending')
  await expect(fresh.getByLabel('State or type')).toHaveValue('task')
  await page.goBack()
  await expect(byMax(page)).toHaveAttribute('aria-sort', 'descending')
})

test('the link holds the measured range', async ({ app, page }) => {
  await app.openRoute('/samples/redrive?v=1')
  await app.waitForIdle()
  const pane = page.getByTestId('pane')
  const box = await pane.boundingBox()
  if (box === null) throw new Error('the chart has no room')
  await page.keyboard.down('Shift')
  await page.mouse.move(box.x + 20, box.y + 200)
  await page.mouse.down()
  // In one move: a rest between several would settle the link half way.
  await page.mouse.move(box.x + 120, box.y + 200)
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.getByTestId('measure')).toBeVisible()
  await expect.poll(() => page.url()).toContain('measure=')
  const told = await page.getByTestId('measure').textContent()
  const fresh = await openedAfresh(page)
  await expect(fresh.getByTestId('measure')).toHaveText(told ?? '')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.url()).not.toContain('measure=')
})
