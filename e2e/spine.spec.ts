import { routeOf } from './app-page.ts'
import { expect, test } from './fixtures/test.ts'
import { chain, idsTo, RETRIED } from './histories.ts'

test('paste an ARN, see the execution', async ({ app, serve }) => {
  const arn = serve({ events: RETRIED })
  await app.open()
  await app.paste(`  "${arn}" `)
  await app.waitForIdle()
  await app.expandAll()
  await expect.poll(() => app.treeText()).toEqual(['Charge', '  Attempt 1', '  Attempt 2', 'Report'])
  await expect(app.row('Charge')).toHaveAccessibleName(/succeeded.*took 4\.00 s.*2 attempts/)
})

test('thousands of events over many pages arrive whole', async ({ app, serve, endpoint }) => {
  const arn = serve({ events: chain(4_321) })
  await app.openArn(arn)
  await app.waitForIdle()
  await expect(app.page.getByText(/4,321 events of 25,000/)).toBeVisible()
  const pages = endpoint.pagesAnswered(arn)
  expect(new Set(pages.map(page => page.position?.direction))).toEqual(new Set(['forward', 'backward']))
  expect(new Set(pages.flatMap(page => page.eventIds)).size).toBe(4_321)
})

test('short and empty pages are followed to the end', async ({ app, serve, endpoint }) => {
  endpoint.pageEvents = page => (page % 3 === 1 ? 0 : 7)
  const arn = serve({ events: chain(60) })
  await app.openArn(arn)
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(60))
})

test.describe('deep links', () => {
  test('select their event, wherever it lies', async ({ app, serve }) => {
    const arn = serve({ events: chain(3_500) })
    await app.openArn(arn, 'event=2001')
    await expect(app.details.getByRole('heading', { name: 'Step1000' })).toBeVisible()
    await expect(app.row('Step1000')).toBeInViewport()
    await expect(app.row('Step1000')).toHaveAttribute('aria-selected', 'true')
  })

  test('to an event that does not exist say so', async ({ app, serve }) => {
    const arn = serve({ events: RETRIED })
    await app.openArn(arn, 'event=99')
    await app.waitForIdle()
    await expect(app.page.getByText('The link points at event #99, but this execution has 12 events.')).toBeVisible()
    await expect(app.details).toHaveCount(0)
  })

  test('are written by selecting, and Back and Forward walk through selections', async ({ app, serve, page }) => {
    const arn = serve({ events: RETRIED })
    await app.openArn(arn)
    await app.waitForIdle()
    await app.row('Charge').click()
    await expect(page).toHaveURL(/event=2\b/)
    await app.row('Report').click()
    await expect(page).toHaveURL(/event=10\b/)
    await page.goBack()
    await expect(app.row('Charge')).toHaveAttribute('aria-selected', 'true')
    await expect(app.details).toHaveAccessibleName(/Charge/)
    await page.goForward()
    await expect(app.row('Report')).toHaveAttribute('aria-selected', 'true')
    await page.goBack()
    await page.goBack()
    await expect(app.details).toHaveCount(0)
  })

  test('are copied without a way in', async ({ app, serve, page, context, gateway }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const arn = serve({ events: RETRIED })
    await app.openArn(arn, 'event=6')
    await app.waitForIdle()
    await page.getByRole('button', { name: 'Copy link' }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(`${gateway.origin}/#${routeOf(arn)}`)
    expect(copied).toContain('event=6')
    expect(copied).not.toMatch(/launch|token/)
    expect(page.url()).not.toMatch(/launch|token/)
  })
})

test("a colleague's link in a browser without a key tells what to run", async ({ serve, page, gateway }) => {
  const arn = serve({ events: RETRIED })
  await page.goto(`${gateway.origin}/#${routeOf(arn, 'event=6')}`)
  await expect(page.getByRole('alert').filter({ hasText: 'sfn-timeline open' })).toBeVisible()
})

test('`sfn-timeline open` hands the link over to the running gateway', async ({ app, serve, gateway, page }) => {
  const arn = serve({ events: RETRIED })
  const url = await gateway.launchUrl(routeOf(arn, 'event=10'))
  await page.goto(url)
  await expect(app.details).toHaveAccessibleName(/Report/)
  expect(page.url()).not.toContain('launch')
  expect(page.url()).toContain(routeOf(arn, 'event=10'))
})

test('a running execution is followed until it ends', async ({ app, serve, endpoint, page }) => {
  const arn = serve({ events: RETRIED, visible: 4 })
  await app.openArn(arn)
  await expect(app.row('Charge')).toHaveAccessibleName(/running/)
  endpoint.grow(arn, 6)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(app.row('Report')).toHaveAccessibleName(/running/)
  endpoint.grow(arn)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(app.row('Report')).toHaveAccessibleName(/succeeded/)
  await expect(page.getByText('Following')).toHaveCount(0)
  await expect.poll(() => app.eventIds()).toEqual(idsTo(12))
})

test('what cannot be opened is said with the reason', async ({ app }) => {
  await app.open()
  await app.paste('arn:aws:states:eu-west-1:123456789012:activity:Sign')
  await expect(app.alerts.filter({ hasText: /Sign is an activity/ })).toBeVisible()
  await app.paste('arn:aws:lambda:eu-west-1:123456789012:function:orders')
  await expect(app.alerts.filter({ hasText: /lambda/i })).toBeVisible()
})
