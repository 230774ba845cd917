import { logLineOf } from '../src/fake-aws/logs.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'

test('Express children of a Map Run open from the log of their machine; while logs are off the row says why not', async ({
  app,
  page,
  endpoint,
  guard,
}, { parallelIndex, repeatEachIndex }) => {
  // An account of its own: what is switched on is remembered.
  const account = 700_000_000_000 + parallelIndex * 1_000 + repeatEachIndex
  const arnOf = (resource: string) => `arn:aws:states:eu-west-1:${account}:${resource}`
  const group = `arn:aws:logs:eu-west-1:${account}:log-group:/aws/vendedlogs/states/Reindex`
  const [parent, run] = [arnOf('execution:Reindex:p'), arnOf('mapRun:Reindex/Fan:run')]
  const at = Date.now() - 3_600_000
  endpoint.addMachine({
    ...{ arn: arnOf('stateMachine:Reindex'), type: 'STANDARD', level: 'ALL', includeExecutionData: true },
    logGroupArn: group,
  })
  endpoint.add({
    arn: parent,
    events: eventsOf(`
      1<0 ExecutionStarted @${at}   2<0 MapStateEntered Fan @${at}   3<2 MapStateStarted length=0 @${at}
      4<3 MapRunStarted mapRunArn=${run} @${at}    5<4 MapRunSucceeded @${at + 900}
      6<5 MapStateSucceeded @${at + 900}   7<6 MapStateExited Fan @${at + 900}   8<7 ExecutionSucceeded @${at + 901}`),
  })
  for (const item of [1, 2, 3]) {
    const arn = arnOf(`express:Reindex/Fan:item-${item}:id-of-${item}`)
    const events = eventsOf(`1<0 ExecutionStarted @${at + 10}  2<0 PassStateEntered Parse @${at + 20}
      3<2 PassStateExited Parse @${at + 40}  4<3 ExecutionSucceeded @${at + 50 + item}`)
    endpoint.add({ arn, mapRunArn: run, events })
    endpoint.writeLog(
      group,
      events.map(event => logLineOf(event, arn)),
    )
  }
  const asked = () => endpoint.log.filter(({ action }) => action === 'FilterLogEvents').length
  guard.tolerate(/status of 4\d\d/)

  await app.openArn(parent)
  await app.waitForIdle()
  await app.row('Map Run').first().click()
  await page.keyboard.press('ArrowRight')
  const child = app.tree.locator('[role=row][data-kind=member]').first()
  await expect(child).toHaveAttribute('aria-label', /^item-\d.*, execution of Reindex\/Fan/)
  await child.click()
  await page.keyboard.press('ArrowRight')
  await expect(app.details).toContainText('kept in its log alone, and logs are not read here')
  expect(asked()).toBe(0)

  await app.details.getByRole('switch', { name: `Read CloudWatch Logs of account ${account}` }).click()
  await expect(app.row('Parse')).toBeVisible()
  await expect(child).not.toHaveAttribute('aria-label', /not read/)
  // One window, around the time that DescribeExecution tells, in the group that the machine of the label names.
  const requests = endpoint.log.filter(({ action }) => action === 'FilterLogEvents').map(({ request }) => request)
  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject({ logGroupIdentifier: group, startTime: at + 10 - 60_000 })
})
