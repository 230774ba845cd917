import type { Endpoint } from '../src/fake-aws/endpoint.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'
import type { AppPage } from './app-page.ts'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

/** The attempt that a Map of a thousand ended by. */
const COMPARED = '/samples/map-fan-out?v=1&event=6801'

async function compareWithSibling(app: AppPage): Promise<void> {
  await app.details.getByRole('tab', { name: 'Input' }).click()
  await app.details
    .getByRole('button', { name: /^vs #\d+ succeeded$/ })
    .first()
    .click()
  await expect(app.details.getByText(/^#\d+ succeeded → .*: \d+ differences?$/)).toBeVisible()
}

/** An execution whose Map Run’s children may not be listed. */
function withLostMapRun(endpoint: Endpoint): string {
  endpoint.fault({ kind: 'accessDenied', action: 'ListExecutions', times: 100 })
  const arn = 'arn:aws:states:eu-west-1:998800000001:execution:Parent:p'
  endpoint.add({
    arn,
    events: eventsOf(`
      1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0
      4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:998800000001:mapRun:Parent/Fan:lost
      5<4 MapRunFailed error=E  6<5 MapStateFailed  7<6 ExecutionFailed error=E`),
  })
  return arn
}

test('axe finds nothing on the open page', async ({ app, page }) => {
  await app.open()
  await expect(page.getByRole('link', { name: 'Retry storm' })).toBeVisible()
  await expectNoViolations(page)
})

test('axe finds nothing on the execution page, with details open', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&event=12')
  await app.waitForIdle()
  await expect(app.details).toBeVisible()
  await expectNoViolations(page)
})

for (const panel of ['failures', 'time', 'path', 'cost']) {
  test(`axe finds nothing in the answers: ${panel}`, async ({ app, page }) => {
    await app.openRoute(`/samples/map-fan-out?v=1&panel=${panel}&q=error%3ASchema&mode=filter`)
    await app.waitForIdle()
    await expect(page.getByRole('region', { name: 'Answers' }).getByRole('tabpanel')).toBeVisible()
    await expect(page.getByRole('group', { name: 'Query' })).toContainText('hidden')
    await expectNoViolations(page)
  })
}

test('axe finds nothing in the suggestions, and in the details of a Map', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1&event=7')
  await app.waitForIdle()
  await page.getByRole('combobox', { name: 'Search states, errors, payloads' }).fill('st')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectNoViolations(page)
})

test('axe finds nothing in help and settings, and in notices', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1&event=nonsense')
  await app.waitForIdle()
  await expect(page.getByText('which means nothing')).toBeVisible()
  await expectNoViolations(page)
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await expect(page.getByRole('dialog', { name: 'Help and settings' })).toBeVisible()
  await expectNoViolations(page)
})

test('axe finds nothing in the tables', async ({ app, page }) => {
  await app.openRoute('/samples/saga-rollback?v=1&tab=events')
  await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible()
  await expectNoViolations(page)
  await page.getByRole('button', { name: 'States', exact: true }).click()
  await expect(page.getByRole('region', { name: 'States' })).toBeVisible()
  await expectNoViolations(page)
})

test('axe finds nothing where a failed task is compared with a sibling', async ({ app, page }) => {
  await app.openRoute(COMPARED)
  await app.waitForIdle()
  await compareWithSibling(app)
  await expectNoViolations(page)
})

test('axe finds nothing in rows and details of executions below', async ({ app, page }) => {
  await app.openRoute('/samples/order-platform?v=1')
  await app.waitForIdle()
  await app.alerts.getByRole('button', { name: 'Show' }).click()
  await expect(app.details).toContainText('processor eu-2 answered 503')
  await expectNoViolations(page)
  await app.openRoute('/samples/distributed-map?v=1')
  await app.waitForIdle()
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  await expect(app.tree.locator('[role=row][data-kind=member]').first()).toBeVisible()
  await expectNoViolations(page)
})

test('axe finds nothing where something is wrong: a page, a row, a link', async ({ app, page, endpoint, guard }) => {
  guard.tolerate(/404|400|Failed to load resource/)
  await app.openRoute('/samples/none-of-this-name?v=1')
  await expect(app.alerts.first()).toBeVisible()
  await expectNoViolations(page)
  await app.openRoute('/samples/order-platform?v=2&in=zz&event=3')
  await app.waitForIdle()
  await expect(page.getByText('leads into an execution that nothing here has started')).toBeVisible()
  await expectNoViolations(page)
  await app.openArn(withLostMapRun(endpoint))
  await app.waitForIdle()
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  await expect(app.tree.getByText(/ListExecutions/).first()).toBeVisible()
  await expectNoViolations(page)
})

test('axe finds nothing in what a redrive would do', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1&panel=redrive')
  await app.waitForIdle()
  await expect(page.getByRole('region', { name: 'Answers' }).getByRole('tabpanel')).toBeVisible()
  await expectNoViolations(page)
})

test('axe finds nothing at 390 px, with details and answers', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const view of ['', '&event=6600', '&event=6600&panel=time', '&tab=states', '&tab=events', '&tab=graph']) {
    await app.openRoute(`/samples/map-fan-out?v=1${view}`)
    await expect(app.alerts.filter({ hasText: 'SchemaMismatch' })).toBeVisible()
    if (view.includes('panel=')) await expect(page.getByRole('tabpanel', { name: 'Time' })).toBeVisible()
    if (!view.includes('tab=')) await expect.poll(() => app.namesOutOfSight(), { message: view }).toEqual([])
    // That line is scrolled by the buttons in it, which are reached from their row: axe knows tab stops alone.
    await expectNoViolations(page, all => all.exclude('.chart-control'))
  }
})

test('axe finds nothing in forced colours', async ({ app, page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await app.openRoute(`${COMPARED}&panel=failures`)
  await app.waitForIdle()
  await expect(page.getByRole('region', { name: 'Answers' }).getByRole('tabpanel')).toBeVisible()
  await expect(app.details).toBeVisible()
  // The colours are the browser's: axe reads those that were asked for.
  await expectNoViolations(page, all => all.disableRules('color-contrast'))
})

test('at 320 px nothing makes the page scroll sideways', async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  await app.open()
  await expect(page.getByRole('link', { name: 'Retry storm' })).toBeVisible()
  await expect.poll(() => width()).toBe(320)
  for (const view of ['', '&event=6801', '&event=6801&panel=failures', '&tab=states', '&tab=events', '&tab=graph']) {
    await app.openRoute(`/samples/map-fan-out?v=1${view}`)
    await expect(app.alerts.filter({ hasText: 'SchemaMismatch' })).toBeVisible()
    await expect.poll(() => width(), { message: view }).toBe(320)
  }
})

test('where motion is not wanted, a zoom is one step and nothing is animated', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  await page.getByTestId('visible-range').evaluate(range => {
    const seen: string[] = []
    Object.assign(globalThis, { rangesSeen: seen })
    new MutationObserver(() => seen.push(range.textContent ?? '')).observe(range, {
      ...{ childList: true, characterData: true, subtree: true },
    })
  })
  await page.keyboard.press('w')
  await expect(page).toHaveURL(/from=/)
  await expect.poll(() => page.evaluate('rangesSeen.length')).toBe(1)
  await app.alerts.getByRole('button', { name: 'Show' }).click()
  await expect(app.details).toBeVisible()
  const running = await page.evaluate(() => document.getAnimations().filter(one => one.playState === 'running').length)
  expect(running).toBe(0)
})
