import { eventsOf } from '../src/testing/event-notation.ts'
import { expect, test } from './fixtures/test.ts'

const EVENTS = eventsOf(`
  1<0 ExecutionStarted input={}  2<0 TaskStateEntered Charge @1000  3<2 TaskScheduled resourceType=lambda resource=invoke @1000
  4<3 TaskStarted @1100  5<4 TaskFailed error=Card.Declined cause=no @2000  6<5 TaskScheduled resourceType=lambda resource=invoke @3000
  7<6 TaskStarted @3100  8<7 TaskSucceeded output={} @4000  9<8 TaskStateExited Charge @4000
  10<9 PassStateEntered Report @4000  11<10 PassStateExited Report @4001  12<11 ExecutionSucceeded output={} @4002`)

test('paste an ARN, see the execution', async ({ app, serve }) => {
  const arn = serve({ events: EVENTS })
  await app.open()
  await app.paste(`  "${arn}" `)
  await app.waitForIdle()
  await app.expandAll()
  expect(await app.treeText()).toEqual(['Charge', '  Attempt 1', '  Attempt 2', 'Report'])
})
