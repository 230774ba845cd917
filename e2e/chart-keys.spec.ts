import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

const BRANCHES = '/samples/parallel-branches?v=1'
const FAN_OUT = '/samples/map-fan-out?v=1'

const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
const partOf = (page: Page, name: string) => new URLSearchParams(page.url().split('?')[1]).get(name)
const eventOf = (page: Page) => partOf(page, 'event')
const numberOf = (page: Page, name: string) => Number(partOf(page, name))

interface RecordedEvent {
  readonly id: number
  readonly timestamp: string
}

test('arrows walk, open and close the tree', async ({ app, page }) => {
  await app.openRoute(BRANCHES)
  await app.waitForIdle()
  await app.row('ReadHeader').focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focusedLabel(page)).toMatch(/^Process, Parallel, succeeded/)
  await page.keyboard.press('ArrowLeft')
  await expect(app.row('Process')).toHaveAttribute('aria-expanded', 'false')
  await expect.poll(() => app.treeText()).toEqual(['ReadHeader', 'Process', 'Publish'])
  await page.keyboard.press('ArrowRight')
  await expect(app.row('Process')).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => focusedLabel(page)).toMatch(/, Parallel branch, /)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => focusedLabel(page)).toMatch(/^Process, /)
  await page.keyboard.press('End')
  await expect.poll(() => focusedLabel(page)).toMatch(/^Publish, /)
  await page.keyboard.press('Home')
  await expect.poll(() => focusedLabel(page)).toMatch(/^ReadHeader, /)
})

test('Space selects, a full stop goes to the next sibling, f fits, Esc steps back', async ({ app, page }) => {
  await app.openRoute(BRANCHES)
  await app.waitForIdle()
  await app.row('ReadHeader').focus()
  await page.keyboard.press('Space')
  await expect(app.row('ReadHeader')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('.')
  await expect(app.row('Process')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press(',')
  await expect(app.row('ReadHeader')).toHaveAttribute('aria-selected', 'true')
  const range = page.getByTestId('visible-range')
  const whole = (await range.textContent()) ?? ''
  await page.keyboard.press('f')
  await expect(range).not.toHaveText(whole)
  await page.keyboard.press('Escape')
  await expect.poll(() => eventOf(page)).toBeNull()
  await page.keyboard.press('Escape')
  await expect(range).toHaveText(whole)
})

test('W S A D, plus, minus and 0 move the window', async ({ app, page }) => {
  await app.openRoute(BRANCHES)
  await app.waitForIdle()
  const range = page.getByTestId('visible-range')
  const whole = (await range.textContent()) ?? ''
  const told: string[] = [whole]
  for (const key of ['w', '+', 'd', 'a', 's', '-']) {
    await page.keyboard.press(key)
    await expect(range).not.toHaveText(told.at(-1) ?? '')
    told.push((await range.textContent()) ?? '')
  }
  await page.keyboard.press('w')
  await page.keyboard.press('0')
  await expect(range).toHaveText(whole)
})

test('] and [ walk the failures, the fatal one first, into iterations that were not listed', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  const place = page.getByRole('status', { name: 'Failure' })
  await expect(place).toHaveText('22')
  await page.keyboard.press(']')
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  await expect(selected).toHaveCount(1)
  await expect(selected).toHaveAttribute('aria-label', /^RenderInvoice, Task, failed,/)
  await expect(selected).toBeInViewport()
  await expect(place).toHaveText('1 of 22')
  const fatal = eventOf(page)
  await page.keyboard.press(']')
  await expect(place).toHaveText('2 of 22')
  await expect(selected).toBeInViewport()
  await page.keyboard.press('[')
  await expect.poll(() => eventOf(page)).toBe(fatal)
  await page.keyboard.press('[')
  await expect(place).toHaveText('22 of 22')
})

test('] closes behind itself what it opened, and keeps what a hand opened', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  const place = page.getByRole('status', { name: 'Failure' })
  const iterations = app.tree.getByRole('row', { name: /^#\d/ })
  await expect(iterations).toHaveCount(1)
  await iterations.focus()
  await page.keyboard.press('ArrowRight')
  await expect(iterations).toHaveAttribute('aria-expanded', 'true')
  for (let at = 1; at <= 6; at++) {
    await page.keyboard.press(']')
    await expect(place).toHaveText(`${at} of 22`)
  }
  // The one that failed stands above the lanes, open as a hand left it; of the others only the one that is selected.
  await expect(iterations).toHaveCount(2)
  await expect(iterations.and(page.locator('[aria-expanded=true]'))).toHaveCount(2)
})

test('a failure is brought into view in time as well, forwards and back', async ({ app, page }) => {
  const { events } = JSON.parse(readFileSync('public/samples/redrive.json', 'utf8')) as { events: RecordedEvent[] }
  const timeOf = (id: string | null) => Date.parse(events.find(event => String(event.id) === id)?.timestamp ?? '')
  const start = timeOf('1')
  await app.openRoute(`/samples/redrive?v=1&from=${start}&to=${start + 1000}`)
  await app.waitForIdle()
  const seen = new Set<string | null>()
  for (const key of [']', ']', '[', '[']) {
    const before = eventOf(page)
    await page.keyboard.press(key)
    await expect.poll(() => eventOf(page)).not.toBe(before)
    const at = timeOf(eventOf(page))
    seen.add(eventOf(page))
    await expect.poll(() => numberOf(page, 'from')).toBeLessThanOrEqual(at)
    await expect.poll(() => numberOf(page, 'to')).toBeGreaterThanOrEqual(at)
  }
  expect(seen.size).toBeGreaterThan(1)
})

test('letters typed into a field are text, not commands', async ({ app, page }) => {
  await app.openRoute(BRANCHES)
  await app.waitForIdle()
  const range = page.getByTestId('visible-range')
  const whole = (await range.textContent()) ?? ''
  await page.keyboard.press('/')
  await page.keyboard.type('wswd')
  await expect(range).toHaveText(whole)
})

test('? opens the help sheet, which a visible hint tells of', async ({ app, page }) => {
  await app.openRoute(BRANCHES)
  await app.waitForIdle()
  await expect(page.getByRole('button', { name: 'Shortcuts' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Next failure', { ignoreCase: true })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('Esc closes a sheet and nothing behind it, and the focus goes back', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&event=12')
  await app.waitForIdle()
  const help = page.getByRole('button', { name: 'Help and settings' })
  await help.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('n')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(help).toBeFocused()
  await expect(app.details).toBeVisible()
  expect(eventOf(page)).toBe('12')
})

test('a row that is selected brings its bar into sight, and Esc goes back', async ({ app, page }) => {
  const { events } = JSON.parse(readFileSync('public/samples/nightly-billing.json', 'utf8')) as {
    events: RecordedEvent[]
  }
  const start = Date.parse(events[0]?.timestamp ?? '')
  await app.openRoute(`/samples/nightly-billing?v=1&from=${start}&to=${start + 60_000}`)
  await app.waitForIdle()
  const range = page.getByTestId('visible-range')
  const chosen = (await range.textContent()) ?? ''
  const last = app.tree.getByRole('row').last()
  await last.click()
  await expect(range).not.toHaveText(chosen)
  await expect(last).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(range).toHaveText(chosen)
  await expect.poll(() => eventOf(page)).toBeNull()
})

test('rows go after the time in sight where that is switched on', async ({ app, page }) => {
  const { events } = JSON.parse(readFileSync('public/samples/redrive.json', 'utf8')) as { events: RecordedEvent[] }
  const end = Date.parse(events.at(-1)?.timestamp ?? '')
  await page.setViewportSize({ width: 1280, height: 480 })
  await app.openRoute(`/samples/redrive?v=1&from=${end - 1000}&to=${end}`)
  await app.waitForIdle()
  await expect(app.row('FreezeWrites')).toBeInViewport()
  await page.getByRole('button', { name: 'Rows follow the time in sight' }).click()
  await expect(app.row('ThawWrites')).toBeInViewport()
  const top = page.locator('.chart-scroller')
  await expect.poll(() => top.evaluate(element => element.scrollTop)).toBeGreaterThan(0)
  await page.keyboard.press('0')
  await expect.poll(() => top.evaluate(element => element.scrollTop)).toBe(0)
})
