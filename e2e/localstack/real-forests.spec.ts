import { expect } from '@playwright/test'
import { test } from './fixtures.ts'
import { localstackIsInstalled } from './install.mjs'
import { LocalStackNotStarted } from './localstack-server.ts'
import * as machines from './machines.ts'

test.skip(!localstackIsInstalled(), 'LocalStack could not be installed: install.mjs says why')

test.beforeAll('LocalStack starts', ({ interpreter }) => {
  test.skip(interpreter instanceof LocalStackNotStarted, 'LocalStack did not start')
})

// One interpreter for all of them: it takes as much memory as the browser.
test.describe.configure({ mode: 'serial' })

test('executions that start one another open in place, and the cause two levels down is one click away', async ({
  localstack,
  app,
}) => {
  const card = await localstack.machine('card-charge', machines.cardCharge)
  const payment = await localstack.machine('payment', machines.starting('ChargeCard', card))
  const order = await localstack.machine('order', machines.starting('TakePayment', payment))
  const { arn, status } = await localstack.run(order, { order: 7 })
  expect(status).toBe('FAILED')
  await app.openArn(arn)
  await app.waitForIdle()
  await app.alerts.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(app.alerts.filter({ hasText: 'Card.Declined' })).toContainText('no funds on the card')
  await expect(app.row('Decline')).toHaveAccessibleName(/failed/)
  const rows = (await app.treeText()).map(row => row.trim())
  expect(rows).toEqual(expect.arrayContaining(['TakePayment', 'ChargeCard', 'Tokenize', 'Decline']))
})

test('more than a thousand events come whole, in short pages from both ends', async ({ localstack, front, app }) => {
  const many = await localstack.machine('many', machines.manyItems)
  const items = Array.from({ length: 300 }, (_, item) => item)
  const { arn, status } = await localstack.run(many, { items })
  expect(status).toBe('SUCCEEDED')
  front.pageEvents = () => 200
  await app.openArn(arn)
  await app.waitForIdle()
  await expect(app.row('Each')).toHaveAccessibleName(/300 iterations|300 of 300|succeeded/)
  const pages = front.pagesAnswered(arn)
  expect(pages.length).toBeGreaterThan(9)
  expect(new Set(pages.map(page => page.position?.direction))).toEqual(new Set(['forward', 'backward']))
})

test('a Map Run is told by its counts where nobody lists its children', async ({ localstack, app }) => {
  const machine = await localstack.machine('distributed', machines.distributed)
  const items = Array.from({ length: 12 }, (_, item) => ({ item }))
  const { arn, status } = await localstack.run(machine, { items })
  expect(status).toBe('SUCCEEDED')
  await app.openArn(arn)
  await app.waitForIdle()
  await expect(app.row('Fan')).toHaveAccessibleName(/succeeded/)
  await expect(app.row('After')).toHaveAccessibleName(/succeeded/)
  const [mapRun] = (await localstack.states('ListMapRuns', { executionArn: arn }))['mapRuns'] as { mapRunArn: string }[]
  await app.paste(mapRun?.mapRunArn ?? '')
  await expect(app.row('Map Run')).toHaveAttribute('aria-selected', 'true')
  await expect(app.tree).toContainText('12 children, none of them listed')
})

// LocalStack runs Express machines and logs them, all executions of a machine in one stream.
test('Express executions are read from the log that they wrote, each from its own lines', async ({
  localstack,
  freshApp,
  page,
}) => {
  const group = '/aws/vendedlogs/states/quick'
  const machine = await localstack.expressMachine('quick', machines.cardCharge, group)
  await localstack.runExpress(machine, group, { order: 6 })
  const arn = await localstack.runExpress(machine, group, { order: 7 })
  await freshApp.openArn(arn)
  await page.getByRole('switch', { name: 'Read CloudWatch Logs of account 000000000000' }).click()
  await freshApp.waitForIdle()
  await expect.poll(() => freshApp.treeText()).toEqual(['Tokenize', 'Decline'])
  await expect(freshApp.row('Decline')).toHaveAccessibleName(/failed/)
  await expect(freshApp.alerts.filter({ hasText: 'Card.Declined' })).toContainText('no funds on the card')
  await expect.poll(() => freshApp.eventIds()).toEqual([1, 2, 3, 4, 5])
})
