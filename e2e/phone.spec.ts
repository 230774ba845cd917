import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

test.use({ viewport: { width: 390, height: 720 }, hasTouch: true })

const FAN_OUT = '/samples/map-fan-out?v=1'

interface Point {
  readonly x: number
  readonly y: number
}

/** Moves fingers on the chart, each from one point to another; points from the middle of what is in sight of it. */
async function fingers(page: Page, ...moves: readonly { readonly from: Point; readonly to: Point }[]): Promise<void> {
  const box = await page.getByTestId('pane').boundingBox()
  if (box === null) throw new Error('the chart has no room')
  const middle = { x: box.x + box.width / 2, y: (Math.max(box.y, 0) + Math.min(box.y + box.height, 720)) / 2 }
  const session = await page.context().newCDPSession(page)
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', share: number) => {
    const touchPoints = moves.map(({ from, to }, id) => ({
      x: middle.x + from.x + (to.x - from.x) * share,
      y: middle.y + from.y + (to.y - from.y) * share,
      id,
    }))
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : touchPoints })
  }
  await touch('touchStart', 0)
  for (let step = 1; step <= 10; step++) await touch('touchMove', step / 10)
  await touch('touchEnd', 1)
  await session.detach()
}

const swipe = (page: Page, dy: number) => fingers(page, { from: { x: 0, y: 0 }, to: { x: 0, y: dy } })

test('nothing is wider than the page, with details open and without', async ({ app, page }) => {
  for (const route of [FAN_OUT, `${FAN_OUT}&event=6600`, `${FAN_OUT}&event=6600&panel=time`]) {
    await app.openRoute(route)
    await app.waitForIdle()
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }
})

test('what steers the chart and its Map is whole in sight, also on the narrowest phone', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 })
    for (const name of ['Next failure', 'Lanes', 'Rows', 'Go']) {
      const button = page.getByRole('button', { name, exact: true })
      await expect(button).toBeInViewport({ ratio: 1 })
      await expect
        .poll(() => button.evaluate(one => one.scrollWidth - one.clientWidth), { message: name })
        .toBeLessThanOrEqual(0)
    }
    for (const name of ['Sort RenderAll', 'Which of RenderAll are shown']) {
      await expect(page.getByRole('combobox', { name })).toBeInViewport({ ratio: 1 })
    }
    await expect(page.getByRole('spinbutton', { name: 'Go to index' })).toBeInViewport({ ratio: 1 })
  }
  // What it answers has no room in its line either.
  await page.getByRole('spinbutton', { name: 'Go to index' }).fill('99999')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(page.getByText('No iteration with this index is loaded.')).toBeInViewport({ ratio: 1 })
})

test('Show brings the row and the head of its details in sight', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(app.tree.locator('[role=row][aria-selected=true]')).toBeInViewport()
  await expect(app.details.getByRole('heading').first()).toBeInViewport()
  // Of a row whose name has less room than it needs, the name is cut, not gone.
  await page.setViewportSize({ width: 320, height: 720 })
  await expect(app.tree.locator('[role=row][aria-selected=true] .chart-name')).toBeInViewport()
})

test('a swipe over the chart scrolls its rows, and the page where there are no more', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  const tops = () =>
    page.evaluate(() => ({ page: scrollY, rows: document.querySelector('.chart-scroller')?.scrollTop ?? 0 }))
  await swipe(page, -60)
  await expect.poll(async () => (await tops()).rows).toBeGreaterThan(0)
  await expect.poll(async () => (await tops()).page).toBe(0)
  // A swipe that still finds rows to scroll keeps to them to its end; a later one moves the page.
  await expect(async () => {
    await swipe(page, -60)
    await expect.poll(async () => (await tops()).page, { timeout: 1_000 }).toBeGreaterThan(0)
  }).toPass({ timeout: 60_000 })
})

test('two fingers zoom in time', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  const range = page.getByTestId('visible-range')
  const whole = (await range.textContent()) ?? ''
  await fingers(page, { from: { x: -10, y: 0 }, to: { x: -50, y: 0 } }, { from: { x: 10, y: 0 }, to: { x: 50, y: 0 } })
  await expect(range).not.toHaveText(whole)
})

test('what stands below the graph lies under it, not on it', async ({ app, page }) => {
  await app.openRoute('/samples/distributed-map?v=1&tab=graph&panel=failures')
  const answers = page.getByRole('region', { name: 'Answers' })
  await expect(answers.getByRole('status')).toContainText('failed executions below are read')
  const moment = page.getByRole('region', { name: 'Moment' })
  const notice = page.getByText('those that failed are listed').first()
  await expect
    .poll(async () => {
      const [above, between] = [await moment.boundingBox(), await notice.boundingBox()]
      const below = await answers.boundingBox()
      if (above === null || between === null || below === null) return 'not there'
      return above.y + above.height <= between.y && between.y + between.height <= below.y
        ? 'in order'
        : 'one on the other'
    })
    .toBe('in order')
})
