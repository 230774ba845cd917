import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

// Five states in a row, one of them tried four times: 15.7 s in all.
const RETRIES = '/samples/retry-storm?v=1'
// A callback of two days and a Wait of half a day: two folds.
const APPROVAL = '/samples/human-approval?v=1'

const visible = (page: Page) => page.getByTestId('visible-range')
const pane = (page: Page) => page.getByTestId('pane')

async function boxOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await pane(page).boundingBox()
  if (box === null) throw new Error('the time area has no size')
  return box
}

/** The time range in the link, once it has settled there. */
async function linkedRange(page: Page): Promise<{ from: number; to: number }> {
  await expect.poll(() => page.url()).toMatch(/[&?]from=/)
  const parameters = new URLSearchParams(page.url().split('?')[1])
  return { from: Number(parameters.get('from')), to: Number(parameters.get('to')) }
}

/** Zooms in at a share of the width and returns the range in the link before and after. */
async function zoomAt(page: Page, share: number, deltaY: number): Promise<void> {
  const box = await boxOf(page)
  await page.mouse.move(box.x + box.width * share, box.y + 40)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, deltaY)
  await page.keyboard.up('Control')
}

test.beforeEach(async ({ app }) => {
  await app.openRoute(RETRIES)
  await app.waitForIdle()
})

test('Ctrl+wheel zooms with the time under the cursor held still', async ({ page }) => {
  await zoomAt(page, 0.25, -200)
  const first = await linkedRange(page)
  await zoomAt(page, 0.25, -200)
  await expect.poll(async () => (await linkedRange(page)).from).toBeGreaterThan(first.from)
  const second = await linkedRange(page)
  const atQuarter = (range: { from: number; to: number }) => range.from + (range.to - range.from) * 0.25
  expect(second.to - second.from).toBeLessThan((first.to - first.from) * 0.7)
  // The link holds whole milliseconds.
  expect(Math.abs(atQuarter(second) - atQuarter(first))).toBeLessThan(3)
})

test('Shift+wheel and drag move in time, the wheel alone does not', async ({ app, page }) => {
  await zoomAt(page, 0.5, -300)
  const before = await linkedRange(page)
  await page.mouse.wheel(0, 100)
  await app.painted()
  const box = await boxOf(page)
  await page.mouse.move(box.x + 300, box.y + 200)
  await page.mouse.down()
  await page.mouse.move(box.x + 200, box.y + 200, { steps: 5 })
  await page.mouse.up()
  const perPx = (before.to - before.from) / box.width
  // The link follows when the hand has come to rest: by the 100 px dragged.
  await expect.poll(async () => (await linkedRange(page)).from - before.from).toBeCloseTo(100 * perPx, -1.5)
  const dragged = await linkedRange(page)
  expect(dragged.to - dragged.from).toBeCloseTo(before.to - before.from, -1)
  await page.keyboard.down('Shift')
  await page.mouse.wheel(0, -100)
  await page.keyboard.up('Shift')
  await expect.poll(async () => (await linkedRange(page)).from).toBeLessThan(dragged.from)
})

test('Shift+drag tells what a range holds, and zooms to it', async ({ page }) => {
  const box = await boxOf(page)
  await page.keyboard.down('Shift')
  await page.mouse.move(box.x + box.width * 0.1, box.y + 200)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 200, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const panel = page.getByTestId('measure')
  await expect(panel).toContainText(/\d+ spans? · \d+ events?/)
  await expect(panel).toContainText('failed')
  await panel.getByRole('button', { name: 'Zoom to range' }).click()
  await expect(panel).toHaveCount(0)
  const range = await linkedRange(page)
  expect(range.to - range.from).toBeLessThan(8000)
})

test('a double-click fits a span, 0 shows everything again', async ({ app, page }) => {
  const whole = await visible(page).textContent()
  await app.row('ValidateOrder').dblclick()
  await expect(visible(page)).not.toHaveText(whole ?? '')
  const range = await linkedRange(page)
  expect(range.to - range.from).toBeLessThan(400)
  await page.keyboard.press('0')
  await expect(visible(page)).toHaveText(whole ?? '')
  await expect.poll(() => page.url()).not.toContain('from=')
})

test('a resting pointer gets a tooltip in plain text, and a click selects', async ({ app, page }) => {
  const box = await boxOf(page)
  // The last attempt of ChargeCard takes up the end of the third row.
  await page.mouse.move(box.x + box.width * 0.93, box.y + 55)
  const tooltip = page.getByTestId('tooltip')
  await expect(tooltip).toContainText('succeeded')
  await expect(tooltip).toContainText('Running')
  await page.mouse.click(box.x + box.width * 0.93, box.y + 55)
  await expect(app.row('ChargeCard')).toHaveAttribute('aria-selected', 'true')
  await expect.poll(() => page.url()).toContain('event=')
  await expect(tooltip).toBeHidden()
})

test('overview and chart share one scale', async ({ page }) => {
  const [overview, axis] = await Promise.all(
    ['.chart-overview > canvas', '.chart-axis > canvas'].map(canvas => page.locator(canvas).boundingBox()),
  )
  expect([overview?.x, overview?.width]).toEqual([axis?.x, axis?.width])
})

test('a drawer that opens leaves the selected row in sight', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Rows', exact: true }).click()
  const lowest = app.tree.getByRole('row', { name: /^#\d+, Map iteration/ }).last()
  const name = ((await lowest.getAttribute('aria-label')) ?? '').split(',')[0] ?? ''
  await app.row(name).click()
  await page.getByRole('tab', { name: 'Failures' }).click()
  await expect(page.getByRole('region', { name: 'Answers' })).toBeVisible()
  await expect(app.row(name)).toBeInViewport()
})

test('a link that opens the drawer too leaves the selected row in sight, and so does a reload', async ({
  app,
  page,
}) => {
  await app.openRoute('/samples/nightly-billing?v=1&event=9412&panel=failures&rows=4_e')
  for (const again of [false, true]) {
    if (again) await page.reload()
    await app.waitForIdle()
    await expect(page.getByRole('region', { name: 'Answers' })).toBeVisible()
    await expect(app.tree.locator('[role=row][aria-selected=true]')).toBeInViewport({ ratio: 1 })
  }
})

test('the mark of the linked event goes with its selection', async ({ app, page }) => {
  const axis = page.locator('.chart-axis > canvas')
  await page.mouse.move(0, 0)
  const plain = await axis.screenshot()
  await page.goto('about:blank')
  await app.openRoute('/samples/retry-storm?v=1&event=12')
  await app.waitForIdle()
  await expect(app.details).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(app.details).toHaveCount(0)
  await expect.poll(async () => (await axis.screenshot()).equals(plain)).toBe(true)
})

test('the overview draws, moves and resizes the window, by hand and by keys', async ({ page }) => {
  const strip = await page.getByTestId('overview').boundingBox()
  if (strip === null) throw new Error('no overview')
  const y = strip.y + 30
  await page.mouse.move(strip.x + strip.width * 0.4, y)
  await page.mouse.down()
  await page.mouse.move(strip.x + strip.width * 0.6, y, { steps: 4 })
  await page.mouse.up()
  // A slow hand lets a part of the way settle first.
  const lengthMs = async () => {
    const { from, to } = await linkedRange(page)
    return to - from
  }
  await expect.poll(lengthMs).toBeGreaterThan(2500)
  const drawn = await linkedRange(page)
  expect(drawn.to - drawn.from).toBeLessThan(4500)
  const start = page.getByRole('slider', { name: 'Start of the time in sight' })
  await start.focus()
  await start.press('ArrowLeft')
  await expect.poll(async () => (await linkedRange(page)).from).toBeLessThan(drawn.from)
  await expect(start).toHaveAttribute('aria-valuetext', /s$/)
})

test('a click on a fold opens it', async ({ app, page }) => {
  await app.openRoute(APPROVAL)
  await app.waitForIdle()
  const box = await boxOf(page)
  // Both folds lie between a third and half of the width; their zig-zags are 26 px wide.
  const before = await page.getByTestId('pane').screenshot()
  for (let x = box.width * 0.3; x < box.width * 0.5; x += 12) await page.mouse.click(box.x + x, box.y + 260)
  await expect.poll(async () => (await page.getByTestId('pane').screenshot()).equals(before)).toBe(false)
  await expect.poll(() => page.url()).toContain('unfolded=')
  await page.reload()
  await app.waitForIdle()
  await page.mouse.move(0, 0)
  await expect.poll(async () => (await page.getByTestId('pane').screenshot()).equals(before)).toBe(false)
  await expect(page).toHaveURL(/unfolded=/)
})

test('React commits nothing while the hand zooms, pans and hovers', async ({ app, page }) => {
  // React calls this hook on every commit, also in production.
  await page.addInitScript(() => {
    const counter = { commits: 0 }
    Object.assign(globalThis, {
      commitCounter: counter,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: () => {
          counter.commits++
        },
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
      },
    })
    // What is still to come of loading: each of these may commit when it is due.
    const { setTimeout: set, clearTimeout: clear } = globalThis
    const due = new Set<unknown>()
    Object.assign(globalThis, {
      timersDue: due,
      setTimeout: (run: () => void, ms = 0) => {
        const timer: unknown = set(() => {
          due.delete(timer)
          run()
        }, ms)
        if (ms < 60_000) due.add(timer)
        return timer
      },
      clearTimeout: (timer: number) => {
        due.delete(timer)
        clear(timer)
      },
    })
  })
  await page.reload()
  await app.waitForIdle()
  await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'timersDue').size)).toBe(0)
  const commits = () => page.evaluate(() => Reflect.get(Reflect.get(globalThis, 'commitCounter'), 'commits'))
  await expect.poll(() => commits()).toBeGreaterThan(0)
  let deltaY = 6
  const handAt = async () => {
    deltaY = -deltaY
    return page.evaluate(async deltaY => {
      const area = document.querySelector('[data-testid=pane]')
      const range = document.querySelector('[data-testid=visible-range]')
      const counter = Reflect.get(globalThis, 'commitCounter')
      if (area === null || range === null) throw new Error('no chart')
      const box = area.getBoundingClientRect()
      const point = { clientX: box.left + 300, clientY: box.top + 300, bubbles: true, cancelable: true }
      const seen = new Set<string | null>()
      // The clock stands still: on a busy machine the view would come to rest between two frames, and the link be written.
      const setTimer = globalThis.setTimeout
      Object.assign(globalThis, { setTimeout: () => 0 })
      const before = counter.commits
      for (let step = 0; step < 40; step++) {
        const zooms = step % 2 === 0
        area.dispatchEvent(new WheelEvent('wheel', { ...point, deltaY, ctrlKey: zooms, shiftKey: !zooms }))
        area.dispatchEvent(new PointerEvent('pointermove', { ...point, clientX: point.clientX + step }))
        await new Promise(resolve => requestAnimationFrame(resolve))
        seen.add(range.textContent)
      }
      Object.assign(globalThis, { setTimeout: setTimer })
      return { commits: counter.commits - before, moves: seen.size > 10 }
    }, deltaY)
  }
  // What loading left behind may commit in between once; a hand that commits does so every time.
  await expect.poll(handAt).toEqual({ commits: 0, moves: true })
})
