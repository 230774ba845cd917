import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const FAN_OUT = '/samples/map-fan-out?v=1'
const PASTED = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-7'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find anything' })
const field = (page: Page) => palette(page).getByRole('combobox')
const options = (page: Page) => palette(page).getByRole('option')
const chosen = (page: Page) => palette(page).getByRole('option', { selected: true })

async function openOn(page: Page, text = ''): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await field(page).fill(text)
}

test('Ctrl+K opens it, Ctrl+K and Esc close it, and the focus returns', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await app.tree.getByRole('row').first().focus()
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  const before = await focused()
  await openOn(page)
  await page.keyboard.press('Control+k')
  await expect(palette(page)).toHaveCount(0)
  await expect.poll(() => focused()).toBe(before)
  await openOn(page)
  await page.keyboard.press('Escape')
  await expect(palette(page)).toHaveCount(0)
  await expect.poll(() => focused()).toBe(before)
  await page.getByRole('button', { name: 'Find anything' }).click()
  await expect(field(page)).toBeFocused()
})

test('finds errors, states, iterations and events, and goes there', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  const names = await app.treeText()
  const state = names.find(name => !name.startsWith(' ')) ?? ''
  await openOn(page, `@${state}`)
  await expect(chosen(page)).toContainText(state)
  await page.keyboard.press('Enter')
  await expect(app.details).toContainText(state)
  await openOn(page, '#7')
  await expect(chosen(page)).toContainText('Event #7')
  await expect(options(page).filter({ hasText: /^#7/ })).not.toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect.poll(() => new URLSearchParams(page.url().split('?')[1]).get('event')).toBe('7')
  await openOn(page, '!')
  await expect(chosen(page)).toContainText(/×$/)
  await page.keyboard.press('Enter')
  await expect.poll(() => new URLSearchParams(page.url().split('?')[1]).get('event')).not.toBe('7')
})

test('arrows move the choice; what was looked for is marked; Tab makes a query of it', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await openOn(page, 'zoom')
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true')
  await expect(options(page).first().locator('mark')).toHaveText(/zoom/i)
  await page.keyboard.press('ArrowDown')
  const second = options(page).nth(1)
  await expect(second).toHaveAttribute('aria-selected', 'true')
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await second.getAttribute('id')) ?? '')
  await field(page).fill('#12')
  await expect(chosen(page)).toContainText('Event #12')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Search states, errors, payloads' })).toHaveValue('event:12')
})

test('a pasted ARN or console link offers what it opens, on any page', async ({ app, page }) => {
  await app.open()
  await openOn(page, `https://eu-west-1.console.aws.amazon.com/states/home#/v2/executions/details/${PASTED}`)
  await expect(options(page)).toHaveCount(1)
  await expect(chosen(page)).toContainText('Open execution')
  await expect(chosen(page)).toContainText('Orders / run-7')
  await field(page).fill('arn:aws:sqs:eu-west-1:123456789012:queue')
  await expect(chosen(page)).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeVisible()
})

test('commands run; the address box is one of them', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await openOn(page, 'dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await openOn(page, '>address')
  await page.keyboard.press('Enter')
  await expect(app.addressInput).toBeFocused()
  const range = page.getByTestId('visible-range')
  const whole = (await range.textContent()) ?? ''
  await openOn(page, 'zoom in')
  await page.keyboard.press('Enter')
  await expect(range).not.toHaveText(whole)
})

test('Enter before anything is found takes what is found then', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await openOn(page)
  await field(page).evaluate(element => {
    if (!(element instanceof HTMLInputElement)) throw new Error('no field')
    // Both in one go: nothing can have been found between them.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(element, 'dark theme')
    element.dispatchEvent(new InputEvent('input', { bubbles: true }))
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(palette(page)).toHaveCount(0)
})

test('what nothing is called is offered to the query', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await openOn(page, 'qqxxjj 17')
  await expect(options(page)).toHaveCount(1)
  await expect(chosen(page)).toContainText('Search payloads')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Search states, errors, payloads' })).toHaveValue('"qqxxjj 17"')
})

test('is empty: recent executions, the cause, iterations that stand out, commands; at 390 px nothing is cut off', async ({
  app,
  page,
}) => {
  await app.open()
  await page.getByRole('button', { name: 'What is kept…' }).click()
  await page.getByRole('switch', { name: 'Keep a list of what I open' }).click()
  await page.keyboard.press('Escape')
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await openOn(page)
  await expect(options(page)).toHaveCount(12)
  const groups = await palette(page)
    .getByRole('group')
    .evaluateAll(all => all.map(one => one.firstElementChild?.textContent))
  expect(groups).toEqual(['Recent', 'Cause', 'Compare', 'Iterations', 'Commands'])
  await page.setViewportSize({ width: 390, height: 844 })
  const box = await palette(page).boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('axe finds nothing in the palette', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  for (const text of ['', 'failed', '#9', 'qqxxjj']) {
    await openOn(page, text)
    await expect(options(page).first()).toBeVisible()
    await expectNoViolations(page)
    await page.keyboard.press('Escape')
  }
})
