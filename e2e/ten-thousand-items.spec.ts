import type { HistoryEvent } from '../src/history/events.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'

const OWNER = 'arn:aws:states:eu-west-1:999000000099'
const PARENT = `${OWNER}:execution:Import:night`
const RUN = `${OWNER}:mapRun:Import/Rows:run`
const ITEMS = 10_000
const BROKEN = 7_313

const cause = JSON.stringify({
  errorType: 'RowBroken',
  errorMessage: 'row 7313 has no end',
  stackTrace: ['  File "/var/task/import.py", line 41, in handler\n    parse(row)\n'],
})

const succeeded = eventsOf('1<0 ExecutionStarted @10  2<1 ExecutionSucceeded @60')
const failed: readonly HistoryEvent[] = eventsOf(`
  1<0 ExecutionStarted input={"row":7313} @10   2<0 TaskStateEntered ParseRow input={"row":7313} @20
  3<2 TaskScheduled resourceType=lambda resource=invoke @20   4<3 TaskStarted @21   5<4 TaskFailed error=RowBroken @50
  6<5 ExecutionFailed error=RowBroken @60`).map(event =>
  event.type.endsWith('Failed') ? { ...event, details: { ...event.details, cause } } : event,
)

test('of ten thousand items the one that failed is one click away, with what it was given and where it broke', async ({
  app,
  endpoint,
}) => {
  endpoint.add({
    arn: PARENT,
    events: eventsOf(`
      1<0 ExecutionStarted        2<0 MapStateEntered Rows      3<2 MapStateStarted length=0
      4<3 MapRunStarted mapRunArn=${RUN}    5<4 MapRunFailed error=States.ExceedToleratedFailureThreshold @900
      6<5 MapStateFailed @900   7<6 ExecutionFailed error=States.ExceedToleratedFailureThreshold @900`),
  })
  for (let item = 0; item < ITEMS; item++) {
    const events = item === BROKEN ? failed : succeeded
    endpoint.add({ arn: `${OWNER}:execution:Import/Rows:item-${item}`, mapRunArn: RUN, events })
  }
  await app.openArn(PARENT)
  await app.waitForIdle()
  const banner = app.alerts.filter({ hasText: 'failed' })
  await expect(banner).toContainText('Rows failed')
  await banner.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(banner).toContainText(/ParseRow failed in .*: RowBroken/)
  await expect(app.details).toContainText('row 7313 has no end')
  await expect(app.details).toContainText('/var/task/import.py')
  await app.details.getByRole('tab', { name: 'Input' }).click()
  await expect(app.details).toContainText('7313')
})
