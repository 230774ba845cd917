import { largeHistory } from '../src/simulator/large-history.ts'
import { expect, test } from './fixtures/test.ts'

/** A run that went well, in six pages: a Map of tenants stands in the middle. */
const EVENTS = largeHistory({ events: 6_000, keepsTruth: false }).events

test('while a run that succeeded is read, what is not loaded is not said to run', async ({
  app,
  page,
  endpoint,
  serve,
}) => {
  const arn = serve({ events: EVENTS })
  const hold = endpoint.hold()
  await app.openArn(arn)
  hold.release(3)
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('3,000 of')
  await expect(app.row('BillTenants')).toHaveAccessibleName(/end not loaded/)
  await expect(app.tree.getByRole('row', { name: /^BillTenants: / })).toHaveAccessibleName(/still loading/)
  const said = await app.tree
    .getByRole('row')
    .evaluateAll(rows => rows.map(row => row.getAttribute('aria-label') ?? ''))
  expect(said.filter(text => /running/i.test(text))).toEqual([])
  // What has no place yet stands nowhere: of the top rows, those that are known.
  expect(await app.treeText()).toEqual(['ListTenants', 'BillTenants'])
  hold.end()
  await app.waitForIdle()
  await expect(app.row('BillTenants')).toHaveAccessibleName(/, succeeded, /)
})
