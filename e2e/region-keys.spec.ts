import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const FAN_OUT = '/samples/map-fan-out?v=1'

const holdsFocus = (page: Page, selector: string) =>
  page.evaluate(within => document.activeElement?.closest(within) !== null, selector)

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

test('g and a letter reach every region, and the focus is there', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  const regions = [
    ['f', '[aria-label="Answers"]'],
    ['t', '[aria-label="Answers"]'],
    ['p', '[aria-label="Answers"]'],
    ['c', '[aria-label="Answers"]'],
    ['e', '[role=grid][aria-label="Events"]'],
    ['s', '[aria-label="States"]'],
    ['g', '.sfn-graph-ground, .sfn-graph-list'],
    ['l', '[role=treegrid]'],
  ] as const
  for (const [letter, selector] of regions) {
    await press(page, 'g', letter)
    await expect.poll(() => holdsFocus(page, selector), `g ${letter}`).toBe(true)
  }
})

test('between g and the letter the letters are told; another key ends it', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  const told = page.getByRole('list', { name: 'Go to' })
  await press(page, 'g')
  await expect(told).toContainText('the failures')
  await press(page, 'Escape')
  await expect(told).toHaveCount(0)
  await press(page, 'g', '0')
  await expect(told).toHaveCount(0)
  // Alone it zooms: `g` is forgotten.
  const range = page.getByTestId('visible-range')
  const whole = (await range.textContent()) ?? ''
  await press(page, 'w')
  await expect(range).not.toHaveText(whole)
})

test('Enter leads into the details, Esc back to the row', async ({ app, page }) => {
  await app.openRoute('/samples/parallel-branches?v=1')
  await app.waitForIdle()
  await app.row('ReadHeader').focus()
  await press(page, 'Enter')
  await expect(app.details).toBeFocused()
  await press(page, 'Escape')
  await expect(app.row('ReadHeader')).toBeFocused()
  await expect(app.details).toBeVisible()
  await press(page, 'Escape')
  await expect(app.details).toHaveCount(0)
})

test('skip links come first', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await page.evaluate(() => document.querySelector<HTMLElement>('a[href], button, input, [tabindex]')?.focus())
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused()
  await press(page, 'Tab')
  await expect(page.getByRole('button', { name: 'Skip to the timeline' })).toBeFocused()
  await press(page, 'Enter')
  await expect.poll(() => holdsFocus(page, '[role=treegrid]')).toBe(true)
})

test('the help sheet and the palette tell the same keys', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await press(page, '?')
  await expect(page.getByRole('dialog')).toContainText('Go to the failures')
  await press(page, 'Escape', 'Control+k')
  await page.getByRole('combobox', { name: /^Find/ }).fill('>failures')
  await expect(page.getByRole('option', { name: /Go to the failures/ })).toContainText('GF')
})

test('axe finds nothing between g and the letter', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await press(page, 'g')
  await expect(page.getByRole('list', { name: 'Go to' })).toBeVisible()
  await expectNoViolations(page)
})
