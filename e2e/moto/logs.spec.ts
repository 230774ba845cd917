import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { logLineOf } from '../../src/fake-aws/logs.ts'
import { logOfEnvironment } from '../../src/simulator/lambda-log.ts'
import type { Machine } from '../../src/simulator/machine.ts'
import { simulate } from '../../src/simulator/simulate.ts'
import { test } from './fixtures.ts'
import { motoIsInstalled } from './install.mjs'
import * as machines from './machines.ts'

test.skip(!motoIsInstalled(), 'moto is not installed: Python 3 with venv is missing (see e2e/moto/install.mjs)')

const MINUTE = 60_000
const ACCOUNT = '123456789012'
const SWITCH = `Read CloudWatch Logs of account ${ACCOUNT}`

const inOrder = (...names: readonly string[]): Machine => ({
  startAt: names[0] ?? '',
  states: Object.fromEntries(
    names.map((name, at) => [name, { type: 'Pass', ...(names[at + 1] !== undefined && { next: names[at + 1] }) }]),
  ),
})

// moto runs no Express machines: it keeps the machine, with where it logs, and the log. To a pattern of JSON it answers every line.
test('an Express execution, told apart in a log by the page itself', async ({ moto, freshApp, page }) => {
  const name = `quick-${randomUUID()}`
  const group = `/aws/vendedlogs/states/${name}`
  const startAt = Date.now() - 30 * MINUTE
  const linesOf = (arn: string, at: number, ...states: readonly string[]) =>
    simulate(inOrder(...states), { startAt: at }).events.map(event => logLineOf(event, arn))
  const arnOf = (run: string) => `arn:aws:states:us-east-1:${ACCOUNT}:express:${name}:${run}:${randomUUID()}`
  const arn = arnOf('order-7')
  // They come first and are longer: an id is theirs before it is ours, and some are theirs alone.
  const others = Array.from({ length: 9 }, (_, nth) =>
    linesOf(arnOf(`other-${nth}`), startAt - 1_000, `Foreign ${nth}`, 'Foreign too', 'Foreign still', 'Foreign end'),
  )
  const hostile = [
    `<img src=x onerror=alert(1)> ${arn}`,
    JSON.stringify({ execution_arn: arn, id: '1', type: '<script>alert(1)</script>' }),
    `{"execution_arn":"${arn}","id":`,
  ].map(message => ({ at: startAt + 1, message }))
  const all = [...others.flat(), ...hostile, ...linesOf(arn, startAt, 'Charge', 'Pack', 'Ship')]
  // What belongs together is in both streams.
  const [first = [], second = []] = [0, 1].map(rest => all.filter((_, at) => at % 2 === rest))
  await moto.writeLog(group, { [`states/${name}/a/00000000`]: second, [`states/${name}/b/00000000`]: first })
  await moto.states('CreateStateMachine', {
    name,
    type: 'EXPRESS',
    definition: JSON.stringify(machines.linear),
    roleArn: `arn:aws:iam::${ACCOUNT}:role/StatesRole`,
    loggingConfiguration: {
      level: 'ALL',
      includeExecutionData: true,
      destinations: [
        { cloudWatchLogsLogGroup: { logGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${group}:*` } },
      ],
    },
  })

  await freshApp.openArn(arn)
  await expect(page.getByText(group).first()).toBeVisible()
  await expect(freshApp.tree).toHaveCount(0)
  await page.getByRole('switch', { name: SWITCH }).click()
  await freshApp.waitForIdle()
  await expect(page.getByRole('heading', { name: new RegExp(`${name} / order-7`) })).toBeVisible()
  await expect.poll(() => freshApp.treeText()).toEqual(['Charge', 'Pack', 'Ship'])
  for (const row of ['Charge', 'Pack', 'Ship']) await expect(freshApp.row(row)).toHaveAccessibleName(/succeeded/)
  await expect(page.getByText(/Foreign/)).toHaveCount(0)
  await expect.poll(() => freshApp.eventIds()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

// moto tells no request id, and its functions print nothing: what one would have printed is written here, at the time of the attempt.
test('the log of an attempt of which no request id is told, found by time', async ({ moto, freshApp, page }) => {
  const name = `charge-${randomUUID()}`
  await moto.createFunction(name)
  const arn = await moto.run('charging', machines.invoking(name))
  expect(await moto.ended(arn)).toBe('SUCCEEDED')
  const startedAt = await moto.timeOf(arn, 'TaskStarted')
  const invocation = (at: number, text: string) => {
    const print = { afterMs: 5, level: 'ERROR' as const, text }
    return { requestId: randomUUID(), at, durationMs: 40, usedMB: 80, prints: [print] }
  }
  const environment = { stream: '2026/11/22/[$LATEST]0a1b', format: 'text' as const, memoryMB: 128, initMs: 20 }
  const invocations = [
    invocation(startedAt - 10 * MINUTE, 'long before'),
    invocation(startedAt + 20, '<b>declined</b>'),
  ]
  await moto.writeLog(`/aws/lambda/${name}`, {
    [environment.stream]: logOfEnvironment({ ...environment, invocations }, 1),
  })

  await freshApp.openArn(arn)
  await freshApp.waitForIdle()
  await freshApp.row('Charge').click()
  await freshApp.details.getByRole('tab', { name: 'Logs' }).click()
  await freshApp.details.getByRole('switch', { name: SWITCH }).click()
  const lines = freshApp.details.getByRole('tree', { name: 'Log lines' })
  await expect(lines.getByRole('treeitem', { name: '<b>declined</b>' })).toBeVisible()
  await expect(freshApp.details.getByText(/names no request id; lines are found by time/)).toBeVisible()
  await expect(lines).not.toContainText('long before')
  // Whose they are nobody tells: nothing of it is drawn on the chart.
  await expect(page.getByRole('list', { name: 'Legend' })).not.toContainText('Error lines')
})
