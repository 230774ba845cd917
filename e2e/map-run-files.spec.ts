import { toApiEvent } from '../src/history/normalize-event.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'
import { fileOf } from './histories.ts'

const OWNER = 'arn:aws:states:eu-west-1:123456789012'
const RUN = `${OWNER}:mapRun:Import/Rows:0f1e2d3c-1111-4222-8333-444455556666`

const PARENT = eventsOf(`
  1<0 ExecutionStarted input={} @1767225600000
  2<0 MapStateEntered Rows input={} @1767225600010
  3<2 MapStateStarted length=0 @1767225600010
  4<3 MapRunStarted mapRunArn=${RUN} @1767225600020
  5<4 MapRunFailed error=States.ExceedToleratedFailureThreshold @1767225605000
  6<5 MapStateFailed @1767225605000
  7<6 ExecutionFailed error=States.ExceedToleratedFailureThreshold @1767225605000`)

const FAILED_CHILD = eventsOf(`
  1<0 ExecutionStarted input={"row":2} @1767225601000
  2<0 TaskStateEntered ParseRow input={"row":2} @1767225601010
  3<2 TaskScheduled resourceType=lambda resource=invoke @1767225601020
  4<3 TaskStarted @1767225601030
  5<4 TaskFailed error=Row.Broken cause="row 2 has no end" @1767225602000
  6<5 ExecutionFailed error=Row.Broken cause="row 2 has no end" @1767225602000`)

function record(row: number, how: object): object {
  const at = (ms: number) => new Date(1_767_225_600_000 + ms).toISOString()
  return {
    ExecutionArn: `${OWNER}:execution:Import/Rows:row-${row}`,
    Input: JSON.stringify({ row }),
    InputDetails: { Included: true },
    Name: `row-${row}`,
    RedriveCount: 0,
    StartDate: at(1000),
    StateMachineArn: `${OWNER}:stateMachine:Import/Rows`,
    StopDate: at(2000 + row),
    ...how,
  }
}

const SUCCEEDED = JSON.stringify([0, 1, 3].map(row => record(row, { Output: `{"done":${row}}`, Status: 'SUCCEEDED' })))
const FAILED = JSON.stringify([record(2, { Cause: 'row 2 has no end', Error: 'Row.Broken', Status: 'FAILED' })])
const MANIFEST = JSON.stringify({
  DestinationBucket: 'results',
  MapRunArn: RUN,
  ResultFiles: {
    FAILED: [{ Key: 'out/0f1e2d3c-1111-4222-8333-444455556666/FAILED_0.json', Size: FAILED.length }],
    PENDING: [],
    SUCCEEDED: [{ Key: 'out/0f1e2d3c-1111-4222-8333-444455556666/SUCCEEDED_0.json', Size: SUCCEEDED.length }],
  },
})
const RESULTS = { 'FAILED_0.json': FAILED, 'SUCCEEDED_0.json': SUCCEEDED, 'manifest.json': MANIFEST }

test("a Map Run's results are a Map Run with its children, and their parent joins them when it comes", async ({
  app,
  page,
}) => {
  await app.open()
  await app.chooseFiles(RESULTS)
  await app.waitForIdle()
  await expect(page.getByText('These are the results of a Map Run.', { exact: false })).toBeVisible()
  await app.expandAll()
  await expect(app.row('Map Run')).toHaveAccessibleName(/^Map Run, Map Run, outcome not told/)
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('Outcome not told')
  await expect(app.row('row-2')).toHaveAccessibleName(/failed/)
  await expect(app.row('row-3')).toHaveAccessibleName(/succeeded/)
  await app.row('row-2').click()
  const details = page.getByRole('complementary', { name: 'Details of row-2' })
  await expect(details.getByText('row 2 has no end')).toBeVisible()
  await expect(details.getByRole('heading', { name: 'Input' })).toBeVisible()
  await app.dropFile('parent.json', fileOf(PARENT))
  await app.waitForIdle()
  await expect(page.getByText(/Joined with .*: parent\.json/).first()).toBeVisible()
  await expect(page.getByText('These are the results of a Map Run.', { exact: false })).toHaveCount(0)
  await expect(app.alerts.filter({ hasText: 'ExceedToleratedFailureThreshold' })).toBeVisible()
  await app.expandAll()
  await expect(app.row('row-2')).toBeVisible()
})

test('a child of which files tell is read as soon as it is selected', async ({ app, page }) => {
  await app.open()
  await app.chooseFiles(RESULTS)
  await app.waitForIdle()
  await app.row('Map Run').focus()
  await page.keyboard.press('ArrowRight')
  await app.row('row-2').click()
  const details = page.getByRole('complementary', { name: 'Details of row-2' })
  await expect(details.getByText('row 2 has no end')).toBeVisible()
  await expect(details.getByRole('heading', { name: 'Input' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Read this execution' })).toHaveCount(0)
})

test('histories of children join their parent, and what belongs to nothing is said', async ({ app, page }) => {
  await app.open()
  await app.chooseFiles({ 'parent.json': fileOf(PARENT), ...RESULTS })
  await app.waitForIdle()
  const child = { executionArn: `${OWNER}:execution:Import/Rows:row-2`, events: FAILED_CHILD.map(toApiEvent) }
  await app.dropFile('row-2.json', JSON.stringify(child))
  await app.waitForIdle()
  await expect(page.getByText(/Joined with .*: row-2\.json/).first()).toBeVisible()
  await app.alerts.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(app.row('ParseRow')).toBeVisible()
  await expect(app.alerts.filter({ hasText: 'ParseRow' })).toContainText('Row.Broken')
  const other = { executionArn: `${OWNER}:execution:Other:x`, events: FAILED_CHILD.map(toApiEvent) }
  await app.dropFile('other.json', JSON.stringify(other))
  await app.waitForIdle()
  await expect(page.getByText(/other\.json belongs to nothing in .*: shown alone/).first()).toBeVisible()
})

test('two histories that have nothing in common are both offered, also after one was chosen', async ({ app, page }) => {
  const named = (name: string) =>
    JSON.stringify({ executionArn: `${OWNER}:execution:Import:${name}`, events: FAILED_CHILD.map(toApiEvent) })
  await app.open()
  await app.chooseFiles({ 'a.json': named('a'), 'b.json': named('b') })
  await page.getByRole('button', { name: /Import a/ }).click()
  await app.waitForIdle()
  await expect(app.row('ParseRow')).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: /Import b/ }).click()
  await app.waitForIdle()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Import / b')
})

test('the definition of another state machine is not taken, and that is said', async ({ app, page }) => {
  const definition = JSON.stringify({ StartAt: 'Elsewhere', States: { Elsewhere: { Type: 'Pass', End: true } } })
  await app.open()
  await app.chooseFile('history.json', fileOf(FAILED_CHILD))
  await app.waitForIdle()
  await app.dropFile('foreign.asl.json', definition)
  await expect(page.getByText(/foreign\.asl\.json is the definition of another state machine/).first()).toBeVisible()
})

test('files have names, and a reload finds them where histories are kept on this machine', async ({ app, page }) => {
  await app.open()
  await page.evaluate(() => localStorage.setItem('sfn-timeline.preferences', JSON.stringify({ keepHistories: true })))
  await page.reload()
  await app.chooseFiles({ 'parent.json': fileOf(PARENT), ...RESULTS })
  await app.waitForIdle()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('parent.json and 3 more')
  await expect(page).toHaveTitle(/parent\.json and 3 more/)
  await page.reload()
  await app.waitForIdle()
  await app.expandAll()
  await expect(app.row('row-2')).toBeVisible()
  // What is dropped now belongs to files that only the browser remembers.
  const child = { executionArn: `${OWNER}:execution:Import/Rows:row-2`, events: FAILED_CHILD.map(toApiEvent) }
  await app.dropFile('row-2.json', JSON.stringify(child))
  await expect(page.getByText(/Joined with parent\.json.*: row-2\.json/).first()).toBeVisible()
})
