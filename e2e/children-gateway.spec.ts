import type { Endpoint } from '../src/fake-aws/endpoint.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'

/*
 * Executions below another as AWS serves them: launch, proofs and requests are the real ones, the endpoint keeps a log of what it
 * was asked.
 */

const account = (n: number) => `99900000000${n}`
const executionArn = (n: number, name: string) => `arn:aws:states:eu-west-1:${account(n)}:execution:${name}`
const CHILDREN = 30

/** A parent whose Map Run has thirty children, every third failed. */
function mapRunIn(endpoint: Endpoint, n: number): { readonly parent: string; readonly run: string } {
  const parent = executionArn(n, 'Reindex:p')
  const run = `arn:aws:states:eu-west-1:${account(n)}:mapRun:Reindex/Fan:run`
  endpoint.add({
    arn: parent,
    events: eventsOf(`
      1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
      4<3 MapRunStarted mapRunArn=${run}    5<4 MapRunFailed error=States.ExceedToleratedFailureThreshold @900
      6<5 MapStateFailed @900   7<6 ExecutionFailed error=States.ExceedToleratedFailureThreshold @900`),
  })
  for (let child = 0; child < CHILDREN; child++) {
    const end =
      child % 3 === 0
        ? `3<2 PassStateExited Parse @${child + 40}  4<3 ExecutionFailed error=Broken @${child + 50}`
        : `3<2 PassStateExited Parse @${child + 40}  4<3 ExecutionSucceeded @${child + 50}`
    endpoint.add({
      arn: executionArn(n, `Reindex/Fan:item-${child}`),
      mapRunArn: run,
      events: eventsOf(`1<0 ExecutionStarted @${child + 10}  2<0 PassStateEntered Parse @${child + 20}  ${end}`),
    })
  }
  return { parent, run }
}

/** What the endpoint was asked about an execution or Map Run, one word each. */
function askedOf(endpoint: Endpoint, part: string): readonly string[] {
  return endpoint.log.filter(({ request }) => JSON.stringify(request).includes(part)).map(({ action }) => action)
}

test('a Map Run’s children are listed when it is opened, and a child is read when that is, once', async ({
  app,
  page,
  endpoint,
}) => {
  const { parent, run } = mapRunIn(endpoint, 1)
  await app.openArn(parent)
  await app.waitForIdle()
  expect(askedOf(endpoint, run)).toEqual([])
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  const band = app.tree.getByRole('row', { name: /^Map Run: 30 children/ })
  await expect(band).toContainText('10 failed')
  expect(askedOf(endpoint, run)).toEqual(['DescribeMapRun', 'ListExecutions'])

  const children = app.tree.locator('[role=row][data-kind=member]')
  const first = children.first()
  await expect(first).toHaveAttribute('aria-label', /^item-0, execution of Reindex\/Fan, failed.*not read/)
  await first.click()
  await page.keyboard.press('ArrowRight')
  await expect(app.row('Parse').first()).toBeVisible()
  await expect(first).not.toHaveAttribute('aria-label', /not read/)
  const asked = () => askedOf(endpoint, 'item-0"').toSorted()
  // Its definition comes last.
  const once = ['DescribeExecution', 'DescribeStateMachineForExecution', 'GetExecutionHistory']
  await expect.poll(asked).toEqual(once)

  await first.click()
  await page.keyboard.press('ArrowLeft')
  await expect(first).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(app.row('Parse').first()).toBeVisible()
  await app.painted()
  expect(asked()).toEqual(once)
  expect(askedOf(endpoint, 'item-1"')).toEqual([])

  // Beyond the rows that are listed: a query knows it by its name, and asks nothing of it.
  const query = page.getByRole('combobox', { name: 'Search states, errors, payloads' })
  await query.fill('execution:item-29 outcome:succeeded')
  await expect(page.getByRole('group', { name: 'Query' })).toContainText('1 listed, not read')
  await query.press('Enter')
  const found = app.tree.locator('[role=row][data-kind=member][aria-selected=true]')
  await expect(found).toHaveAttribute('aria-label', /^item-29, .*not read/)
  await expect(page).toHaveURL(/[?&]in=[^&]*item-29/)
  expect(askedOf(endpoint, 'item-29"')).toEqual([])
})

test('a link opens the same child on another page, and the child alone leads back', async ({ app, page, endpoint }) => {
  const { parent, run } = mapRunIn(endpoint, 2)
  await app.openArn(parent)
  await app.waitForIdle()
  await app.openRoute(`/executions/${encodeURIComponent(parent)}?v=2&in=8*item-7&event=3`)
  await expect(app.row('Parse')).toHaveAttribute('aria-selected', 'true')
  await expect(app.tree.getByRole('row', { name: /^item-7, execution of/ })).toHaveAttribute('aria-expanded', 'true')
  await expect(app.details).toContainText('Reindex/Fan / item-7')

  // Its events are listed, not those of the page, to which one leads back.
  await app.showTab('Events')
  const [events, whose] = [
    page.getByRole('grid', { name: 'Events' }),
    page.getByRole('group', { name: 'Whose events' }),
  ]
  await expect(events).toHaveAttribute('aria-rowcount', '5')
  await expect(whose).toContainText('Events of Reindex/Fan / item-7')
  await expect(events.getByRole('row', { selected: true })).toContainText('PassStateExited')
  await events.getByRole('row', { name: /ExecutionSucceeded/ }).click()
  await expect(page).toHaveURL(/in=8\*item-7&event=4/)
  await whose.getByRole('button').click()
  await expect(events).toHaveAttribute('aria-rowcount', '8')
  await expect(events).toBeFocused()
  await page.goBack()
  await expect(events.getByRole('row', { selected: true })).toContainText('ExecutionSucceeded')
  await app.showTab('Timeline')

  await app.details.getByRole('link', { name: 'Open alone' }).click()
  await expect(page.getByRole('heading', { name: 'Reindex/Fan / item-7' })).toBeVisible()
  await page.getByRole('link', { name: 'Reindex / p' }).click()
  await expect(page.getByRole('heading', { name: 'Reindex / p' })).toBeVisible()
  await expect(app.tree.getByRole('row', { name: /^item-7, execution of/ })).toHaveAttribute('aria-selected', 'true')

  // A Map Run is shown where it belongs: opened, its children listed.
  await app.openRoute(`/mapRuns/${encodeURIComponent(run)}?v=1`)
  await expect(page.getByRole('heading', { name: 'Reindex / p' })).toBeVisible()
  await expect(app.row('Map Run')).toHaveAttribute('aria-selected', 'true')
  await expect(app.tree.getByRole('row', { name: /^item-0, execution of/ })).toBeVisible()
  await page.goBack()
  await expect(app.tree.getByRole('row', { name: /^item-7, execution of/ })).toHaveAttribute('aria-selected', 'true')
})

test('a Map Run whose parent cannot be read is told by itself, with its children', async ({ app, page, endpoint }) => {
  const { parent, run } = mapRunIn(endpoint, 5)
  for (const action of ['GetExecutionHistory', 'DescribeExecution']) {
    endpoint.fault({ kind: 'accessDenied', action, executionArn: parent, times: 100 })
  }
  await app.openRoute(`/mapRuns/${encodeURIComponent(run)}?v=1`)
  await expect(page.getByText('It is not shown on its parent’s timeline')).toBeVisible()
  await expect(page.getByRole('link', { name: 'item-4', exact: true })).toBeVisible()
})

test('Alt+↑ leads from a child opened alone to its parent, where the child is selected', async ({
  app,
  page,
  endpoint,
}) => {
  mapRunIn(endpoint, 4)
  await app.openArn(executionArn(4, 'Reindex/Fan:item-7'))
  await app.waitForIdle()
  await expect(page.getByRole('link', { name: 'Reindex / p' })).toBeVisible()
  await page.getByRole('button', { name: 'Events', exact: true }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('heading', { name: 'Reindex / p' })).toBeVisible()
  await expect(app.tree.getByRole('row', { name: /^item-7, execution of/ })).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await page.getByRole('button', { name: 'Timeline', exact: true }).click()
  await app.row('Parse').first().click()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(app.tree.getByRole('row', { name: /^item-7, execution of/ })).toHaveAttribute('aria-selected', 'true')
})

test('a child on its way can be given up from its row, and is read when it is opened again', async ({
  app,
  page,
  endpoint,
}) => {
  const { parent } = mapRunIn(endpoint, 3)
  await app.openArn(parent)
  await app.waitForIdle()
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  const child = app.tree.locator('[role=row][data-kind=member]').first()
  const hold = endpoint.hold()
  await child.click()
  await page.keyboard.press('ArrowRight')
  await expect(child.getByRole('button', { name: 'Pause: reading item-0' })).toBeVisible()
  await child.getByRole('button', { name: 'Cancel: reading item-0' }).click()
  await expect(child).toHaveAttribute('aria-expanded', 'false')
  await expect(child).toHaveAttribute('aria-label', /not read/)
  hold.end()
  await child.click()
  await page.keyboard.press('ArrowRight')
  await expect(app.row('Parse').first()).toBeVisible()
})

test('what comes up below the chart leaves the chart in its place', async ({ app, page, endpoint }) => {
  const { parent } = mapRunIn(endpoint, 4)
  await app.openArn(parent)
  await app.waitForIdle()
  const before = await app.row('Fan').boundingBox()
  await page.getByRole('tab', { name: 'Failures' }).click()
  await expect(page.getByRole('button', { name: 'List all' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Answers' }).getByRole('status')).toContainText('10 of 10')
  await expect.poll(() => app.row('Fan').boundingBox()).toEqual(before)
})
