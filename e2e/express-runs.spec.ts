import type { Endpoint } from '../src/fake-aws/endpoint.ts'
import { logLineOf } from '../src/fake-aws/logs.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const MINUTE = 60_000

/** Nobody knows whether the runs had it. */
const TODAY = JSON.stringify({
  StartAt: 'Pay',
  States: { Pay: { Type: 'Pass', Next: 'Ship' }, Ship: { Type: 'Pass', End: true } },
})

/** Runs of the last hours, one every four minutes; every fifth failed; others write to the same log. */
function runsIn(endpoint: Endpoint, account: number): string {
  const machine = `arn:aws:states:eu-west-1:${account}:stateMachine:Quick`
  const group = `arn:aws:logs:eu-west-1:${account}:log-group:/aws/vendedlogs/states/shared`
  const express = (name: string, of = 'Quick') =>
    `arn:aws:states:eu-west-1:${account}:express:${of}:${name}:id-of-${name}`
  endpoint.addMachine({
    arn: machine,
    type: 'EXPRESS',
    level: 'ALL',
    includeExecutionData: true,
    logGroupArn: group,
    definition: TODAY,
  })
  const now = Date.now()
  for (let run = 0; run < 60; run++) {
    const at = now - run * 4 * MINUTE - 5_000
    const end = run % 5 === 4 ? 'ExecutionFailed error=Declined cause=card' : 'ExecutionSucceeded output={}'
    const events = eventsOf(`1<0 ExecutionStarted input={} @${at}  2<0 PassStateEntered Pay @${at + 1}
      3<2 PassStateExited Pay @${at + 900}  4<3 ${end} @${at + 1_000 + run * 20}`)
    const lines = events.map(event => logLineOf(event, express(`order-${run}`)))
    endpoint.writeLog(group, [...lines.toReversed(), ...events.map(event => logLineOf(event, express('x', 'Other')))])
  }
  return machine
}

test('the runs of an Express machine come from its log once a person lets logs be read, and not a line before', async ({
  app,
  page,
  endpoint,
}, { parallelIndex, repeatEachIndex }) => {
  // An account of its own: what is switched on is remembered.
  const account = 500_000_000_000 + parallelIndex * 1_000 + repeatEachIndex
  const machine = runsIn(endpoint, account)
  endpoint.logPageLines = count => (count % 2 === 0 ? 0 : 30)
  const asked = () => endpoint.log.filter(({ action }) => action === 'FilterLogEvents')

  await app.openRoute(`/state-machines/${encodeURIComponent(machine)}?v=1`)
  await expect(page.getByText('are in its log alone, and logs are not read here')).toBeVisible()
  await expect(page.getByText('/aws/vendedlogs/states/shared')).toBeVisible()
  expect(asked()).toEqual([])

  await page.getByRole('switch', { name: `Read CloudWatch Logs of account ${account}` }).click()
  const grid = page.getByRole('grid', { name: 'Runs' })
  await expect(grid).toHaveAttribute('aria-rowcount', '16')
  await expect(page.getByText('12 of 15 ended runs succeeded')).toBeVisible()
  await expectNoViolations(page)

  // The end's own line has the cause: nothing more is asked. A longer time costs what it adds.
  await page.getByRole('button', { name: /^What failed/ }).click()
  await expect(page.getByRole('listitem', { name: '3 runs failed by Declined' })).toBeVisible()
  await page.getByRole('button', { name: 'Close what failed' }).click()
  await page.getByRole('button', { name: '6 h' }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '61')
  const windows = new Set(asked().map(({ request }) => JSON.stringify(request)))
  expect(windows.size).toBe(asked().length)

  await grid.getByRole('link', { name: 'order-7', exact: true }).click()
  await app.waitForIdle()
  await expect(page.getByRole('heading', { name: /Quick \/ order-7/ })).toBeVisible()
  await expect(app.row('Pay')).toBeVisible()
  await expect(page).toHaveURL(/[?&]start=\d+/)
  await page.getByRole('button', { name: 'Graph', exact: true }).click()
  await expect(page.getByText('From today’s definition of its state machine')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Ship\b/ })).toBeVisible()
})
