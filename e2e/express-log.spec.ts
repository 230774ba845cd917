import { logLineOf } from '../src/fake-aws/logs.ts'
import { simulate } from '../src/simulator/simulate.ts'
import { expect, test } from './fixtures/test.ts'

const MINUTE = 60_000

test('an Express execution opens from its log once a person lets logs be read, and not a line before', async ({
  app,
  page,
  endpoint,
}, { parallelIndex, repeatEachIndex }) => {
  // An account of its own: what is switched on is remembered.
  const account = 400_000_000_000 + parallelIndex * 1_000 + repeatEachIndex
  const machine = `arn:aws:states:eu-west-1:${account}:stateMachine:Quick`
  const group = `arn:aws:logs:eu-west-1:${account}:log-group:/aws/vendedlogs/states/Quick`
  const arn = `arn:aws:states:eu-west-1:${account}:express:Quick:order-7:01234567-89ab-cdef-0123-456789abcdef`
  const startAt = Date.now() - 26 * 60 * MINUTE
  const { events } = simulate(
    { startAt: 'Charge', states: { Charge: { type: 'Pass', next: 'Ship' }, Ship: { type: 'Pass' } } },
    { startAt },
  )
  endpoint.addMachine({ arn: machine, type: 'EXPRESS', level: 'ALL', includeExecutionData: true, logGroupArn: group })
  endpoint.writeLog(group, [
    ...events.map(event => logLineOf(event, arn)).toReversed(),
    ...events.map(event => logLineOf(event, arn.replace('order-7', 'order-8'))),
    { at: startAt, message: `<img src=x onerror=alert(1)> ${arn}` },
  ])
  endpoint.logPageLines = count => (count % 2 === 0 ? 0 : 3)
  const asked = () => endpoint.log.filter(({ action }) => action === 'FilterLogEvents').length

  await app.openRoute(`/executions/${encodeURIComponent(arn)}?v=1`)
  await expect(page.getByText('An Express execution is kept in its log alone')).toBeVisible()
  await expect(page.getByText('/aws/vendedlogs/states/Quick').first()).toBeVisible()
  expect(asked()).toBe(0)

  await page.getByRole('switch', { name: `Read CloudWatch Logs of account ${account}` }).click()
  await expect(page.getByText('No line of this execution in the log group')).toBeVisible()
  await page.getByRole('button', { name: /^Wider/ }).click()
  await page.getByRole('button', { name: 'Wider: the last 7 days' }).click()
  await app.waitForIdle()
  await expect(page.getByRole('heading', { name: /Quick \/ order-7/ })).toBeVisible()
  await expect(app.row('Charge')).toBeVisible()
  await expect(app.row('Ship')).toBeVisible()

  // No limit of events, and no price of transitions.
  await page.getByRole('button', { name: `${events.length} events`, exact: true }).click()
  await expect(page.getByText('an Express execution has no limit')).toBeVisible()
  const cost = page.getByRole('region', { name: 'Requests, duration and cost' })
  await expect(cost).toContainText('rounded up to 100 ms')
  await expect(cost.getByRole('row', { name: /^64 MB/ })).toContainText('US$')
  await expect(page.getByText('Cost as a Standard workflow')).toHaveCount(0)

  // The console's link tells when it started: nothing has to be searched.
  await page.goto('about:blank')
  endpoint.log.length = 0
  await app.openRoute(`/executions/${encodeURIComponent(arn)}?v=1&start=${startAt}`)
  await app.waitForIdle()
  const first = endpoint.log.find(({ action }) => action === 'FilterLogEvents')
  expect(first?.request).toMatchObject({ startTime: startAt - MINUTE, endTime: startAt + 6 * MINUTE })
})
