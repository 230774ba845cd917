import { expect } from '@playwright/test'
import type { AppPage } from '../app-page.ts'
import { test } from './fixtures.ts'
import { motoIsInstalled } from './install.mjs'
import * as machines from './machines.ts'

test.skip(!motoIsInstalled(), 'moto is not installed: Python 3 with venv is missing (see e2e/moto/install.mjs)')

/** The tree in sight as paths, siblings in no order: concurrent branches finish as they like. */
async function paths(app: AppPage): Promise<readonly string[]> {
  await app.expandAll()
  const path: string[] = []
  const found = (await app.treeText()).map(line => {
    const depth = line.search(/\S/) / 2
    path.length = depth
    path.push(line.trim())
    return path.join('/')
  })
  return found.toSorted()
}

test('a linear execution', async ({ moto, app }) => {
  const arn = await moto.run('linear', machines.linear)
  expect(await moto.ended(arn)).toBe('SUCCEEDED')
  await app.open()
  await app.paste(arn)
  await app.waitForIdle()
  await expect.poll(() => paths(app)).toEqual(['Finish', 'IsOdd', 'Prepare', 'WhoAmI'])
})

test('branches of a Parallel', async ({ moto, app }) => {
  const arn = await moto.run('parallel', machines.parallel)
  await moto.ended(arn)
  await app.openArn(arn)
  await app.waitForIdle()
  const found = await paths(app)
  expect(found.filter(path => /^Both\/[^/]+\/(Left|LeftWait|Right)$/.test(path))).toHaveLength(3)
  const branchOf = (state: string) => found.find(path => path.endsWith(`/${state}`))?.split('/')[1]
  expect(branchOf('LeftWait')).toBe(branchOf('Left'))
  expect(branchOf('Right')).not.toBe(branchOf('Left'))
})

test('six iterations, two at a time', async ({ moto, app }) => {
  const arn = await moto.run('map', machines.mapTwoOfSix, { items: [1, 2, 3, 4, 5, 6] })
  await moto.ended(arn)
  await app.openArn(arn)
  await app.waitForIdle()
  const iterations = [0, 1, 2, 3, 4, 5].map(index => `Each/#${index}`)
  const inside = iterations.flatMap(iteration => [iteration, `${iteration}/Done`, `${iteration}/Pause`])
  await expect.poll(() => paths(app)).toEqual(['Each', ...inside].toSorted())
})

test('attempts, and the error that was caught after them', async ({ moto, app }) => {
  const arn = await moto.run('retried', machines.retried)
  await moto.ended(arn)
  await app.openArn(arn)
  await app.waitForIdle()
  await expect(app.row('Send')).toHaveAccessibleName(/failed and caught.*3 attempts/)
  await expect.poll(() => paths(app)).toEqual(['GaveUp', 'Send', 'Send/Attempt 1', 'Send/Attempt 2', 'Send/Attempt 3'])
})

test('an error that was caught at once', async ({ moto, app }) => {
  const arn = await moto.run('caught', machines.caught)
  await moto.ended(arn)
  await app.openArn(arn)
  await app.waitForIdle()
  await expect(app.row('Send')).toHaveAccessibleName(/failed and caught/)
  await expect(app.row('Repair')).toHaveAccessibleName(/succeeded/)
})

test('a failure', async ({ moto, app }) => {
  const arn = await moto.run('failing', machines.failing)
  expect(await moto.ended(arn)).toBe('FAILED')
  await app.openArn(arn)
  await app.waitForIdle()
  await expect(app.row('Refuse')).toHaveAccessibleName(/failed/)
  await expect(app.alerts.filter({ hasText: 'Orders.Refused' })).toContainText('the order is empty')
})

test('a callback that is waited for, then comes', async ({ moto, app }) => {
  const { QueueUrl } = await moto.sqs('CreateQueue', { QueueName: `questions-${Date.now()}` })
  const arn = await moto.run('callback', machines.callback(String(QueueUrl)))
  const token = await moto.taskToken(String(QueueUrl))
  await app.openArn(arn)
  await expect(app.row('Ask')).toHaveAccessibleName(/running.*waits for a callback/)
  await moto.states('SendTaskSuccess', { taskToken: token, output: '{}' })
  await expect(app.row('Answered')).toBeVisible({ timeout: 30_000 })
  await expect(app.row('Ask')).toHaveAccessibleName(/succeeded/)
})

test('what moto answers, sliced into short pages by our endpoint in front of it', async ({
  moto,
  front,
  slicedApp,
}) => {
  const arn = await moto.run('sliced', machines.mapTwoOfSix, { items: [1, 2, 3, 4, 5, 6] })
  await moto.ended(arn)
  front.pageEvents = () => 5
  await slicedApp.openArn(arn)
  await slicedApp.waitForIdle()
  await expect.poll(() => paths(slicedApp)).toHaveLength(19)
  const pages = front.pagesAnswered(arn)
  expect(pages.length).toBeGreaterThan(6)
  expect(new Set(pages.map(page => page.position?.direction))).toEqual(new Set(['forward', 'backward']))
})

test('a live run, followed from its start to its end', async ({ moto, front, slicedApp, page }) => {
  const arn = await moto.run('slow', machines.slow)
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  await slicedApp.openArn(arn)
  await expect(slicedApp.row('First')).toBeVisible()
  const bars = await slicedApp.treeText()
  expect(bars).not.toContain('Last')
  await expect(slicedApp.row('Last')).toBeVisible({ timeout: 30_000 })
  await expect(slicedApp.row('First')).toHaveAccessibleName(/succeeded, .*took 2\.\d\d s/)
  await expect(page.getByText('Following')).toHaveCount(0)
  expect(loads).toBe(1)
  // Following reads from the end until a known id: never again from the start, never with a token of a page already had.
  const requests = front.log.filter(entry => entry.action === 'GetExecutionHistory')
  expect(requests.filter(entry => entry.position?.direction === 'forward').length).toBeLessThanOrEqual(1)
  const tokens = requests.flatMap(entry => entry.request['nextToken'] ?? [])
  expect(new Set(tokens).size).toBe(tokens.length)
})
