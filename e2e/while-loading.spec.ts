import type { EventId } from '../src/history/events.ts'
import { largeHistory } from '../src/simulator/large-history.ts'
import { expect, test } from './fixtures/test.ts'

/** A run that went well, in six pages: a Map of tenants stands in the middle. */
const EVENTS = largeHistory({ events: 6_000, keepsTruth: false }).events

/** The first two pages and the last may come, whichever way they are asked for. */
const isBetween = (id: EventId) => id > 2_000 && id <= EVENTS.length - 1_000

test('while a run that succeeded is read, what is not loaded is not said to run', async ({
  app,
  page,
  endpoint,
  serve,
}) => {
  const arn = serve({ events: EVENTS })
  const hold = endpoint.hold({ events: isBetween })
  await app.openArn(arn)
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('3,000 of')
  await expect(app.row('BillTenants')).toHaveAccessibleName(/end not loaded/)
  await expect(app.tree.getByRole('row', { name: /^BillTenants: / })).toHaveAccessibleName(/still loading/)
  const said = await app.tree
    .getByRole('row')
    .evaluateAll(rows => rows.map(row => row.getAttribute('aria-label') ?? ''))
  expect(said.filter(text => /running/i.test(text))).toEqual([])
  // What has no place yet stands nowhere: of the top rows, those that are known.
  await expect.poll(() => app.treeText()).toEqual(['ListTenants', 'BillTenants'])
  hold.end()
  await app.waitForIdle()
  await expect(app.row('BillTenants')).toHaveAccessibleName(/, succeeded, /)
})

test('whoever has the focus while pages arrive keeps it when all is read', async ({ app, page, endpoint, serve }) => {
  const arn = serve({ events: EVENTS })
  const hold = endpoint.hold({ events: isBetween })
  await app.openArn(arn, 'panel=time&event=2')
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('3,000 of')
  await expect(app.details).toBeVisible()
  const held = await page.evaluateHandle(() => [
    ...document.querySelectorAll<HTMLElement>(
      'button:enabled:not([tabindex="-1"]), a[href], input:enabled, [tabindex="0"]',
    ),
  ])
  await expect.poll(() => held.evaluate(all => all.length)).toBeGreaterThan(40)
  hold.end()
  await app.waitForIdle()
  await expect(page.getByRole('tab', { name: 'Time' })).not.toContainText('…')
  // Only what loading alone needs may leave, and the rows that others push out of sight.
  const gone = await held.evaluate(all =>
    all
      .filter(element => !element.isConnected && element.closest('[role=row]') === null)
      .map(element => element.getAttribute('aria-label') ?? element.innerText.trim()),
  )
  expect(gone).toEqual(['Pause'])
})
