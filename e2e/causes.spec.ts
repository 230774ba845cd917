import { readFileSync } from 'node:fs'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'
import { chain } from './histories.ts'

const trouble = (name: string) => readFileSync(new URL(`./histories/trouble/${name}`, import.meta.url), 'utf8')

test('the banner tells what led to a Fail state, and Show leads to it', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('history.json', trouble('caught-then-fail-state.json'))
  await app.waitForIdle()
  const banner = app.alerts.filter({ hasText: 'GiveUp' })
  await expect(banner).toContainText(
    'GiveUp ended it, after MakeThumbnails failed: Runtime.InvalidEntrypoint — empty entrypoint',
  )
  await banner.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/event=5\b/)
  await expect(app.details).toContainText('Runtime.InvalidEntrypoint')
  await expect(app.details).toContainText('empty entrypoint')
})

test('what ended an iteration is on its row, on its Map and in the details', async ({ app }) => {
  await app.open()
  await app.chooseFile('history.json', trouble('map-caught-then-fail.json'))
  await app.waitForIdle()
  await app.expandAll()
  await expect(app.row('#0')).toHaveAccessibleName(/Order\.Refused/)
  await expect(app.row('#0')).not.toHaveAccessibleName(/SQS/)
  await app.row('Boom').click()
  await expect(app.details).toContainText('Order.Refused')
  await expect(app.details).toContainText('gave up')
  await app.row('Each').click()
  await expect(app.details).toContainText('gave up')
})

test('a branch has one name: on rows, in the banner, in the details', async ({ app, serve }) => {
  const arn = serve({
    events: eventsOf(`
      1<0 ExecutionStarted  2<0 ParallelStateEntered Both  3<2 ParallelStateStarted  4<3 PassStateEntered Note
      5<3 TaskStateEntered Call  6<5 TaskScheduled resourceType=lambda resource=invoke  7<6 TaskFailed error=NoAnswer
      8<7 ParallelStateFailed  9<8 ExecutionFailed error=NoAnswer`),
  })
  await app.openArn(arn)
  await app.waitForIdle()
  await app.expandAll()
  await expect.poll(() => app.treeText()).toEqual(['Both', '  Note', '    Note', '  Call', '    Call'])
  const banner = app.alerts.filter({ hasText: 'NoAnswer' })
  await expect(banner).toContainText('Call failed in Both branch Call')
  await banner.getByRole('button', { name: 'Show' }).click()
  await expect(app.details.getByRole('navigation', { name: 'Path' })).toContainText('Both›Call›Call')
})

test('what may have run in the children of a distributed Map is not told as never reached', async ({
  app,
  page,
  serve,
}) => {
  const arn = serve({
    events: eventsOf(`
      1<0 ExecutionStarted  2<0 MapStateEntered Each  3<2 MapStateStarted length=5
      4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:111122223333:mapRun:M/lbl:r1  5<4 MapRunSucceeded
      6<5 MapStateSucceeded  7<5 MapStateExited Each  8<7 ExecutionSucceeded`),
    definition: trouble('dmap.asl.json'),
  })
  await app.openArn(arn, 'tab=states')
  const missed = page.getByText('Never reached')
  await expect(missed).toContainText('After')
  await expect(missed).not.toContainText('Pause')
})

test('an execution without events yet is looked at again', async ({ app, serve, endpoint }) => {
  const arn = serve({ events: chain(20), visible: 0 })
  await app.openArn(arn)
  await expect(app.page.getByText(/holds no event yet/)).toBeVisible()
  endpoint.grow(arn)
  await app.waitForIdle()
  await expect(app.row('Step1')).toBeVisible()
})

test('an ended execution without events says so, and Retry reads it', async ({ app, serve, endpoint }) => {
  const arn = serve({ events: chain(20), visible: 0, statusAhead: 'SUCCEEDED' })
  await app.openArn(arn)
  const alert = app.alerts.filter({ hasText: 'AWS tells no event of it' })
  await expect(alert).toBeVisible()
  endpoint.grow(arn)
  await alert.getByRole('button', { name: 'Retry' }).click()
  await app.waitForIdle()
  await expect(app.row('Step1')).toBeVisible()
})
