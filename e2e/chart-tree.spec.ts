import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './fixtures/test.ts'

const FAN_OUT = '/samples/map-fan-out?v=1'
const LARGE = '/samples/nightly-billing?v=1'

test('rows say what they are: level, place, outcome, start, duration', async ({ app }) => {
  await app.openRoute('/samples/parallel-branches?v=1')
  await app.waitForIdle()
  await expect(app.tree).toHaveAttribute('aria-rowcount', /^\d+$/)
  const process = app.row('Process')
  await expect(process).toHaveAttribute('aria-level', '1')
  await expect(process).toHaveAttribute('aria-posinset', '2')
  await expect(process).toHaveAttribute('aria-setsize', '3')
  await expect(process).toHaveAttribute('aria-label', /^Process, Parallel, succeeded, started at .+, took 4\d\.\d s$/)
  await expect(app.tree.getByRole('row', { name: /^DetectLabels, Task, / })).toHaveAttribute('aria-level', '3')
})

test('a large Map is a band until it is opened', async ({ app, page }) => {
  await app.openRoute(LARGE)
  await app.waitForIdle()
  await expect(app.row('BillTenants')).toHaveAttribute('aria-expanded', 'false')
  await page.getByRole('button', { name: 'Show iterations' }).click()
  await expect(app.row('BillTenants')).toHaveAttribute('aria-expanded', 'true')
})

test('a Map that failed opens on what failed, sorted and cut as one likes', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await expect(app.row('#958')).toBeInViewport()
  await page.getByRole('button', { name: 'failed first' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('radio', { name: 'index' }).check()
  await form.getByRole('radio', { name: 'only failed' }).check()
  await page.keyboard.press('Escape')
  await expect.poll(() => app.treeText()).not.toContain('  #0')
  await expect(app.row('#958')).toHaveCount(1)
  await expect.poll(() => page.url()).toContain('rows=')
})

test('a band goes to an iteration by its index', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'failed first' }).click()
  await page.getByRole('spinbutton', { name: 'Go to index' }).fill('700')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(app.row('#700')).toHaveAttribute('aria-selected', 'true')
  await expect(app.row('#700')).toBeInViewport()
  await expect(page.getByRole('combobox', { name: 'Rows at once' })).toHaveValue('12')
})

test('going to an index that a filter hides says so', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&q=outcome%3Aaborted`)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(app.row('#958')).toHaveCount(0)
  await page.getByRole('button', { name: 'failed first' }).click()
  await page.getByRole('spinbutton', { name: 'Go to index' }).fill('700')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText('The filter hides this iteration.')
})

test('a link opens what it names, and open rows come back with it', async ({ app, page }) => {
  await app.openRoute(`${LARGE}&event=9412`)
  await app.waitForIdle()
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  await expect(selected).toBeInViewport()
  await expect(selected).toHaveAttribute('aria-label', /^#3, Map iteration/)
  await expect.poll(() => page.url()).toContain('rows=')
  const rows = await app.tree.getAttribute('aria-rowcount')
  await page.reload()
  await app.waitForIdle()
  await expect(app.tree).toHaveAttribute('aria-rowcount', rows ?? '')
  await expect(selected).toBeInViewport()
})

test('only rows in sight are in the page, and containers stay at the top', async ({ app, page }) => {
  await app.openRoute(`${LARGE}&rows=*`)
  await app.waitForIdle()
  expect(Number(await app.tree.getAttribute('aria-rowcount'))).toBeGreaterThan(200)
  expect(await app.tree.getByRole('row').count()).toBeLessThan(80)
  const box = await page.getByTestId('pane').boundingBox()
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200)
  await page.mouse.wheel(0, 1500)
  await expect(page.locator('.chart-sticky')).toContainText('BillTenants')
})

test('the edge of the tree moves by keys and is remembered', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  const edge = page.getByRole('separator', { name: 'Width of the tree' })
  await expect(edge).toHaveAttribute('aria-valuenow', '340')
  await edge.focus()
  await edge.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', '356')
  await page.reload()
  await expect(edge).toHaveAttribute('aria-valuenow', '356')
})

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the chart, ${scheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    await app.openRoute(FAN_OUT)
    await app.waitForIdle()
    await expect(app.row('#958')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).include('.chart').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
  })
}
