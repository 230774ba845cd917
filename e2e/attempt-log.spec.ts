import type { Endpoint } from '../src/fake-aws/endpoint.ts'
import type { HistoryEvent } from '../src/history/events.ts'
import { logOfEnvironment } from '../src/simulator/lambda-log.ts'
import { expect, test } from './fixtures/test.ts'

const HOUR = 3_600_000
const [OURS, OTHERS] = ['8f14e45f-ceea-467f-9d2b-3c1a5b7e9d01', '1c383cd3-0b7c-498a-9b5e-2f6d8a4c7e02']

/** A function was invoked, and its answer names the request. */
function invocationAt(startedAt: number): readonly HistoryEvent[] {
  const called = { resourceType: 'lambda', resource: 'invoke' }
  const parameters = JSON.stringify({ FunctionName: 'charge', Payload: {} })
  const output = JSON.stringify({ Payload: {}, SdkResponseMetadata: { RequestId: OURS } })
  const told: readonly (readonly [type: string, afterMs: number, details: Record<string, unknown>])[] = [
    ['ExecutionStarted', 0, { input: '{}' }],
    ['TaskStateEntered', 10, { name: 'Charge', input: '{}' }],
    ['TaskScheduled', 10, { ...called, region: 'eu-west-1', parameters }],
    ['TaskStarted', 60, called],
    ['TaskSucceeded', 2_000, { ...called, output }],
    ['TaskStateExited', 2_000, { name: 'Charge', output }],
    ['ExecutionSucceeded', 2_010, { output }],
  ]
  return told.map(([type, afterMs, details], at) => {
    return { id: at + 1, previousEventId: at, type, timestamp: startedAt + afterMs, details }
  })
}

/** Two invocations in one environment, of which the second is that of the attempt. */
function writeLog(endpoint: Endpoint, groupArn: string, startedAt: number): void {
  const invocation = (requestId: string, at: number, text: string) => ({
    ...{ requestId, at, durationMs: 900, usedMB: 101 },
    prints: [
      { afterMs: 100, level: 'INFO' as const, text },
      { afterMs: 400, level: 'ERROR' as const, text: `<img src=x onerror=alert(1)> ${text}` },
      { afterMs: 500, level: 'INFO' as const, text: `printed past the logger by ${text}`, isRaw: true },
    ],
  })
  const environment = { stream: '2026/11/22/[$LATEST]0a1b', format: 'text' as const, memoryMB: 256, initMs: 300 }
  const invocations = [invocation(OTHERS, startedAt - 30_000, 'other'), invocation(OURS, startedAt + 500, 'ours')]
  endpoint.writeLog(groupArn, logOfEnvironment({ ...environment, invocations }, 1))
}

const SWITCH = '/gateway/logs'
const isOfLogs = ({ action }: { readonly action: string }) =>
  action === 'FilterLogEvents' || action === 'GetFunctionConfiguration'

test('what an attempt printed is read once a person switches that on, and nothing of it before', async ({
  app,
  page,
  endpoint,
  guard,
}, { parallelIndex, repeatEachIndex }) => {
  // An account of its own: what is switched on is remembered.
  const account = 410_000_000_000 + parallelIndex * 1_000 + repeatEachIndex
  const arn = `arn:aws:states:eu-west-1:${account}:execution:Orders:order-7`
  const startedAt = Date.now() - HOUR
  endpoint.add({ arn, events: invocationAt(startedAt) })
  writeLog(endpoint, `arn:aws:logs:eu-west-1:${account}:log-group:/aws/lambda/charge`, startedAt)
  guard.tolerate(/status of 400/)
  endpoint.fault({ kind: 'accessDenied', action: 'FilterLogEvents' })
  endpoint.logPageLines = count => (count % 2 === 0 ? 0 : 3)
  // What the page itself asks its gateway, which would refuse before the switch: AWS alone would not tell.
  const sent: string[] = []
  page.on('request', request => {
    sent.push(request.headers()['x-amz-target'] ?? new URL(request.url()).pathname)
  })

  await app.openArn(arn)
  await app.waitForIdle()
  await app.row('Charge').click()
  await app.details.getByRole('tab', { name: 'Logs' }).click()
  const off = app.details.getByRole('region', { name: 'Logs are off' })
  await expect(off).toContainText('It would be read from /aws/lambda/charge')
  await expect(off).toContainText('logs:FilterLogEvents')
  const onSwitch = off.getByRole('switch', { name: `Read CloudWatch Logs of account ${account}` })
  await onSwitch.click()
  const refused = app.details.getByRole('alert')
  await expect(refused).toContainText('has no logs:FilterLogEvents')
  await expect(refused).toContainText(`arn:aws:logs:eu-west-1:${account}:log-group:*`)
  await refused.getByRole('button', { name: 'Retry' }).click()
  const lines = app.details.getByRole('tree', { name: 'Log lines' })
  await expect(lines.getByRole('treeitem', { name: '<img src=x onerror=alert(1)> ours' })).toBeVisible()
  // Names no request, but lies between the lines of ours.
  await expect(lines.getByRole('treeitem', { name: 'printed past the logger by ours' })).toBeVisible()
  await expect(app.details.getByText('6 lines of this request')).toBeVisible()
  await expect(lines).not.toContainText('other')
  await expect(app.details.getByText('101 of 256 MB')).toBeVisible()
  await expect(off).toHaveCount(0)

  await expect(app.details.getByRole('status')).toHaveText('')
  // What it has cost stays in sight beside the execution's own requests.
  await expect(page.getByText(/^Logs \d+ requests · [\d.]+ K?B$/)).toBeVisible()

  // What is read answers the query.
  const query = page.getByRole('combobox', { name: 'Search states, errors, payloads' })
  await query.fill('log:"past the logger"')
  await expect(page.getByRole('group', { name: 'Query' })).toContainText('logs of 1 attempt are read')
  await expect(page.getByText('1 match', { exact: false }).or(page.getByText('/ 1'))).toBeVisible()
  await query.fill('')

  // The group by request id, then its stream, over empty pages; and nothing before the switch.
  const asked = endpoint.log.filter(isOfLogs).map(({ request }) => request)
  expect(asked[0]).toMatchObject({ filterPattern: `"${OURS}"` })
  expect(asked.at(-1)).toMatchObject({ logStreamNames: ['2026/11/22/[$LATEST]0a1b'] })
  expect(asked.filter(({ nextToken }) => nextToken !== undefined).length).toBeGreaterThan(1)
  const firstOfLogs = sent.findIndex(target => isOfLogs({ action: target.split('.').at(-1) ?? '' }))
  expect(sent.indexOf(SWITCH)).toBeGreaterThan(-1)
  expect(firstOfLogs).toBeGreaterThan(sent.indexOf(SWITCH))
})

test('what a log tells of its attempt stands on the chart, and its bar finds the nearest line', async ({
  app,
  page,
}) => {
  const legend = page.getByRole('list', { name: 'Legend' })
  await app.openRoute('/samples/saga-rollback?v=1')
  await app.row('ReserveCar').click()
  await expect(legend).not.toContainText('Init')
  await app.details.getByRole('tab', { name: 'Logs' }).click()
  await expect(legend).toContainText('Init')
  await expect(legend).toContainText('Error lines')
  // What it has no room for fades, and keys reach it.
  const goesOn = () => legend.evaluate(list => [list.scrollWidth > list.clientWidth, list.tabIndex === 0])
  await expect.poll(goesOn).toEqual([true, true])
  await page.keyboard.press('f')
  await expect.poll(() => page.url()).toMatch(/[&?]from=/)

  const row = await app.row('ReserveCar').boundingBox()
  const pane = await page.getByTestId('pane').boundingBox()
  if (row === null || pane === null) throw new Error('nothing to point at')
  const pointed = app.details.getByRole('tree', { name: 'Log lines' }).locator('[aria-current=true]')
  await page.mouse.move(pane.x + pane.width * 0.5, row.y + row.height / 2)
  await expect(pointed).toHaveCount(1)
  await page.mouse.move(pane.x + pane.width * 0.5, pane.y + pane.height - 20)
  await expect(pointed).toHaveCount(0)
})
