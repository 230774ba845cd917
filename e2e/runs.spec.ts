import type { Endpoint } from '../src/fake-aws/endpoint.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const account = (n: number) => `98800000000${n}`
const machineArn = (n: number) => `arn:aws:states:eu-west-1:${account(n)}:stateMachine:Nightly`

/** Forty nights of some 50 minutes: one failed, one timed out, the last one runs. */
function nightsIn(endpoint: Endpoint, n: number): void {
  const lastStart = Date.now() - 20 * MINUTE
  for (let night = 0; night < 40; night++) {
    const start = lastStart - (39 - night) * DAY
    const end = start + (45 + ((night * 7) % 10)) * MINUTE
    const [last, endedAt] =
      night === 12
        ? ['ExecutionFailed error=Broken', start + 9 * MINUTE]
        : night === 30
          ? ['ExecutionTimedOut', start + 90 * MINUTE]
          : ['ExecutionSucceeded', end]
    endpoint.add({
      arn: `arn:aws:states:eu-west-1:${account(n)}:execution:Nightly:night-${night}`,
      events: eventsOf(`1<0 ExecutionStarted @${start}  2<0 PassStateEntered Bill @${start + 1}
        3<2 PassStateExited Bill @${start + 2}  4<3 ${last} @${endedAt}`),
      ...(night === 39 && { visible: 2 }),
      ...(night > 28 && { startedBy: '7' }),
    })
  }
}

test('the runs of a pasted state machine: over time, by status and range, each the way to its execution', async ({
  app,
  page,
  endpoint,
}) => {
  nightsIn(endpoint, 1)
  await app.open()
  await app.paste(machineArn(1))
  await expect(page.getByRole('heading', { name: 'Nightly', level: 1 })).toBeVisible()
  const grid = page.getByRole('grid', { name: 'Runs' })
  await expect(grid).toHaveAttribute('aria-rowcount', '41')
  await expect(page.getByRole('img', { name: /^Durations over time of 40 runs: 37 succeeded/ })).toBeVisible()
  await expect(page.getByText('37 of 39 ended runs succeeded')).toBeVisible()
  await expect(page.getByText('Standard', { exact: true })).toBeVisible()
  await expectNoViolations(page)

  // What is asked for is in the link, and the link asks for it again.
  await page
    .getByRole('group', { name: 'Status' })
    .getByRole('button', { name: /^Failed/ })
    .click()
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await page.getByRole('slider', { name: 'Start of the range' }).press('Shift+ArrowRight')
  await expect(page).toHaveURL(/status=failed.*/)
  await expect(page).toHaveURL(/[?&]from=\d+&to=\d+/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Clear the range' })).toBeVisible()
  await expect(grid).toHaveAttribute('aria-rowcount', '2')

  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await expect(grid.getByRole('row', { selected: true })).toContainText('night-12')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /Nightly \/ night-12/ })).toBeVisible()
  await page.goBack()
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await grid.getByRole('link', { name: 'night-12' }).click()
  await expect(page.getByRole('heading', { name: /Nightly \/ night-12/ })).toBeVisible()
  // From an execution to all runs of its machine.
  await page.getByRole('link', { name: 'Nightly', exact: true }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '41')
})

test('why runs failed: the ends of the newest are read, more on wish, each cause leads to a run at its failure', async ({
  app,
  page,
  endpoint,
}) => {
  for (let night = 0; night < 30; night++) {
    const start = Date.now() - (31 - night) * DAY
    const error =
      night % 10 === 3 ? 'error=Schema cause="vatRate is no number"' : `error=Rate cause="${night} calls a second"`
    endpoint.add({
      arn: `arn:aws:states:eu-west-1:${account(4)}:execution:Nightly:night-${night}`,
      events:
        eventsOf(`1<0 ExecutionStarted @${start} 2<0 TaskStateEntered Charge @${start + 1} 3<2 TaskScheduled @${start + 2}
        4<3 TaskStarted @${start + 3} 5<4 TaskFailed ${error} @${start + MINUTE} 6<5 ExecutionFailed ${error} @${start + MINUTE}`),
    })
  }
  await app.openRoute(`/state-machines/${encodeURIComponent(machineArn(4))}?v=1`)
  await page.getByRole('button', { name: /^What failed 30/ }).click()
  const panel = page.getByRole('complementary', { name: 'What failed' })
  await expect(panel.getByText('The ends of 25 of 30 runs that failed are read.')).toBeVisible()
  expect(endpoint.log.filter(({ action }) => action === 'GetExecutionHistory')).toHaveLength(25)
  await expectNoViolations(page)
  await panel.getByRole('button', { name: 'Read 5 more: 5 requests' }).click()
  await expect(panel.getByText('The ends of 30 of 30 runs that failed are read.')).toBeVisible()
  expect(endpoint.log.filter(({ action }) => action === 'GetExecutionHistory')).toHaveLength(30)
  const rate = panel.getByRole('listitem', { name: '27 runs failed by Rate' })
  await expect(rate.getByText('‹n› calls a second')).toBeVisible()
  await expect(panel.getByRole('listitem', { name: '3 runs failed by Schema' })).toBeVisible()
  await rate.getByRole('link', { name: 'night-29' }).first().click()
  await expect(page.getByRole('heading', { name: /Nightly \/ night-29/ })).toBeVisible()
  await expect(page).toHaveURL(/[?&]event=5/)
})

test('the sample of forty nights: its runs, what failed, one night held against another', async ({ app, page }) => {
  await app.open()
  await page.getByRole('link', { name: 'Nightly billing, forty nights' }).click()
  const grid = page.getByRole('grid', { name: 'Runs' })
  await expect(grid).toHaveAttribute('aria-rowcount', '41')
  await page.getByRole('button', { name: /^What failed 3/ }).click()
  const panel = page.getByRole('complementary', { name: 'What failed' })
  await expect(panel.getByRole('listitem', { name: '2 runs failed by Lambda.TooManyRequestsException' })).toBeVisible()
  await panel.getByRole('listitem', { name: '1 run failed by SchemaMismatch' }).getByRole('link').click()
  await expect(page.getByRole('heading', { name: /NightlyBilling \/ nightly-2026-10-27/ })).toBeVisible()
  await page.getByRole('link', { name: 'NightlyBilling', exact: true }).click()
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(grid.getByRole('checkbox', { name: 'Choose nightly-2026-11-22' })).toBeChecked()
  await grid.getByRole('checkbox', { name: 'Choose nightly-2026-11-20' }).check()
  await expectNoViolations(page)
  // What is chosen, and where one stands, is in the link: it is there after a reload, and on the way back.
  await expect(page).toHaveURL(/run=nightly-2026-11-22&chosen=nightly-2026-11-22%2Cnightly-2026-11-20/)
  await page.reload()
  const isAsItWas = async () => {
    await expect(grid.getByRole('row', { selected: true })).toContainText('nightly-2026-11-22')
    await expect(grid.getByRole('checkbox', { checked: true })).toHaveCount(2)
  }
  await isAsItWas()
  await page.getByRole('link', { name: 'Compare the two' }).click()
  await expect(page.getByRole('heading', { name: /NightlyBilling \/ nightly-2026-11-22/ })).toBeVisible()
  await expect(page).toHaveURL(
    /vs=samples%2Fforty-nights\.nightly-2026-11-20|vs=samples\/forty-nights\.nightly-2026-11-20/,
  )
  await expect(page.getByRole('tabpanel', { name: 'Compare' })).toBeVisible()
  await page.goBack()
  await isAsItWas()
  // On a phone no name is cut.
  await page.setViewportSize({ width: 390, height: 844 })
  const cell = grid.getByRole('gridcell').filter({ has: page.getByRole('link', { name: 'nightly-2026-11-22' }) })
  await expect.poll(() => cell.evaluate(({ clientWidth }) => clientWidth)).toBeGreaterThan(250)
  await expect.poll(() => cell.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true)
})

test('an Express machine and one without runs say so', async ({ app, page, endpoint }) => {
  const express = machineArn(2).replace('Nightly', 'Quick')
  endpoint.add({ arn: `arn:aws:states:eu-west-1:${account(2)}:express:Quick:n:id`, events: [] })
  await app.openRoute(`/state-machines/${encodeURIComponent(express)}?v=1`)
  await expect(page.getByText('This is an Express state machine, and it logs nothing.')).toBeVisible()
  await app.openRoute(`/state-machines/${encodeURIComponent(`${machineArn(3)}:7`)}?v=1`)
  await expect(page.getByText(/No runs\. Step Functions keeps those/)).toBeVisible()
})
