import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const BRANCHES = '/samples/parallel-branches?v=1'
const partOf = (page: Page, name: string) => new URLSearchParams(page.url().split('?')[1]).get(name)
const menu = (page: Page, name: string) => page.getByRole('menu', { name: `Actions for ${name}` })
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })

test.beforeEach(async ({ app }) => {
  await app.openRoute(BRANCHES)
  await app.waitForIdle()
})

test('the other button on a row opens a menu; arrows walk it, Esc gives the focus back', async ({ app, page }) => {
  await app.row('ReadHeader').focus()
  await app.row('ReadHeader').click({ button: 'right' })
  await expect(menu(page, 'ReadHeader')).toBeVisible()
  await expect(item(page, 'Fit')).toBeFocused()
  await page.keyboard.press('End')
  await expect(item(page, 'Full screen')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(app.row('ReadHeader')).toBeFocused()
})

test('Shift+F10 on a row opens it too, at the row', async ({ app, page }) => {
  await app.row('ReadHeader').focus()
  await page.keyboard.press('Shift+F10')
  await expect(item(page, 'Fit')).toBeFocused()
  const [row, box] = await Promise.all([app.row('ReadHeader').boundingBox(), menu(page, 'ReadHeader').boundingBox()])
  expect(Math.abs((box?.y ?? 0) - ((row?.y ?? 0) + (row?.height ?? 0)))).toBeLessThan(40)
  const range = page.getByTestId('visible-range')
  const whole = (await range.textContent()) ?? ''
  await page.keyboard.press('Enter')
  await expect(range).not.toHaveText(whole)
  await expect(app.row('ReadHeader')).toBeFocused()
})

test('the other button on a bar is about that bar; a press elsewhere closes it', async ({ app, page }) => {
  const [row, pane] = await Promise.all([app.row('Publish').boundingBox(), page.getByTestId('pane').boundingBox()])
  if (row === null || pane === null) throw new Error('no chart')
  await page.mouse.click(pane.x + pane.width / 2, row.y + row.height / 2, { button: 'right' })
  await expect(menu(page, 'Publish')).toBeVisible()
  await page.getByRole('heading', { level: 1 }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
})

test('shows only a state, hides one, and goes to the details', async ({ app, page }) => {
  await app.row('ReadHeader').click({ button: 'right' })
  await item(page, 'Hide ReadHeader').click()
  await expect(app.row('ReadHeader')).toHaveCount(0)
  await expect(app.row('Publish')).toHaveCount(1)
  expect([partOf(page, 'q'), partOf(page, 'mode')]).toEqual(['state!=ReadHeader', 'filter'])
  // What holds others takes them along.
  await app.row('Process').click({ button: 'right' })
  await item(page, 'Hide Process').click()
  await expect.poll(() => app.treeText()).not.toContain('Process')
  await expect.poll(async () => (await app.treeText()).filter(text => text.startsWith(' '))).toEqual([])
  expect(partOf(page, 'q')).toBe('state!=ReadHeader in!=Process')
  await app.row('Publish').click({ button: 'right' })
  await item(page, 'Show only Publish').click()
  await expect.poll(() => app.treeText()).toEqual(['Publish'])
  await app.row('Publish').click({ button: 'right' })
  await item(page, 'Go to its details').click()
  await expect(app.details).toBeFocused()
})

test('pins a row to the top, in the link, and unpins it', async ({ app, page }) => {
  await app.tree.getByRole('row', { name: /^DetectLabels, Task/ }).click({ button: 'right' })
  await item(page, 'Pin to the top').click()
  const pinned = app.tree.getByRole('row', { name: /^Pinned: DetectLabels, Task, .*, in Process branch/ })
  await expect(pinned).toHaveAttribute('aria-rowindex', '1')
  await expect.poll(() => partOf(page, 'pins')).not.toBeNull()
  await page.reload()
  await app.waitForIdle()
  await expect(pinned).toHaveAttribute('aria-rowindex', '1')
  // It stays though what it lies in is closed, and leads there.
  await app.row('Process').press('ArrowLeft')
  await expect(app.row('DetectLabels')).toHaveCount(0)
  await pinned.click()
  await expect(app.tree.locator('[aria-selected=true]')).toHaveAttribute('aria-label', /^DetectLabels, Task/)
  await pinned.click({ button: 'right' })
  await item(page, 'Unpin').click()
  await expect(pinned).toHaveCount(0)
  await expect.poll(() => partOf(page, 'pins')).toBeNull()
})

test('copies a link that selects, and the name', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await app.row('Publish').click({ button: 'right' })
  await item(page, 'Copy name').click()
  await expect.poll(copied).toBe('Publish')
  await app.row('Publish').click({ button: 'right' })
  await item(page, 'Copy link').click()
  await expect.poll(copied).toMatch(/#\/samples\/parallel-branches\?v=1&event=\d+/)
})

test('a drag inside the range of the overview draws a new one', async ({ page }) => {
  const strip = await page.getByTestId('overview').boundingBox()
  if (strip === null) throw new Error('no overview')
  const draw = async (from: number, to: number) => {
    await page.mouse.move(strip.x + strip.width * from, strip.y + strip.height - 10)
    await page.mouse.down()
    await page.mouse.move(strip.x + strip.width * to, strip.y + strip.height - 10, { steps: 4 })
    await page.mouse.up()
  }
  const length = () => Number(partOf(page, 'to')) - Number(partOf(page, 'from'))
  await draw(0.2, 0.8)
  await expect.poll(() => partOf(page, 'from')).not.toBeNull()
  const whole = length()
  await draw(0.4, 0.6)
  await expect.poll(length).toBeLessThan(whole * 0.5)
})

test('axe finds nothing in the menu', async ({ app, page }) => {
  await app.row('ReadHeader').click({ button: 'right' })
  await expect(menu(page, 'ReadHeader')).toBeVisible()
  await expectNoViolations(page)
})
