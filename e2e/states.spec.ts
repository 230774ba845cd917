import { expect, test } from './fixtures/test.ts'

// Generated definitions have thousands of state names. All three tabs stay usable, and the table holds the rows in sight alone.

const NAMES = 12_400

/** One Pass state after the other, each with its own name; every hundredth is entered twice. */
function manyNames() {
  const names = Array.from({ length: NAMES }, (_, at) => [
    `State${at}`,
    ...(at % 100 === 99 ? [`State${at}`] : []),
  ]).flat()
  const event = (id: number, type: string, more = {}) => ({
    ...{ id, previousEventId: id - 1, type, timestamp: 1_790_000_000 + id / 1000 },
    ...more,
  })
  const states = names.flatMap((name, at) => [
    event(2 * at + 2, 'PassStateEntered', { stateEnteredEventDetails: { name } }),
    event(2 * at + 3, 'PassStateExited', { stateExitedEventDetails: { name } }),
  ])
  const end = event(2 * names.length + 2, 'ExecutionSucceeded')
  return JSON.stringify({ events: [event(1, 'ExecutionStarted'), ...states, end] })
}

test('12,400 states are listed, scrolled, sorted and filtered', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('many-names.json', manyNames())
  await app.waitForIdle()
  await app.showTab('States')
  const tab = page.getByRole('region', { name: 'States' })
  await expect(tab.getByRole('status')).toHaveText('12,400 of 12,400 states')
  const rows = tab.getByRole('table').locator('tbody tr:not([aria-hidden])')
  await expect(rows.first()).toContainText('State0')
  await expect.poll(() => rows.count()).toBeLessThan(200)

  await tab.evaluate(element => {
    element.scrollTop = element.scrollHeight
  })
  await expect(tab.getByRole('button', { name: `State${NAMES - 1}`, exact: true })).toBeInViewport()
  await expect.poll(() => rows.count()).toBeLessThan(200)

  await tab.getByRole('button', { name: 'Visits' }).click()
  await tab.evaluate(element => {
    element.scrollTop = 0
  })
  await expect(rows.first()).toContainText('State99')
  await expect(rows.first().getByRole('cell').nth(1)).toHaveText('2')

  await tab.getByRole('textbox', { name: 'State or type' }).fill('state1234')
  await expect(tab.getByRole('status')).toHaveText('11 of 12,400 states')
  await expect(tab.getByRole('button', { name: 'State12345', exact: true })).toBeVisible()

  await app.showTab('Events')
  await expect(page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1)).toBeVisible()
  await app.showTab('Timeline')
  await expect(app.row('State0')).toBeVisible()
})

test('however low fonts make the rows of a long table, its window is full of them', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('many-names.json', manyNames())
  await app.waitForIdle()
  await app.showTab('States')
  const tab = page.getByRole('region', { name: 'States' })
  await expect(tab.getByRole('status')).toHaveText('12,400 of 12,400 states')
  await page.evaluate(() => {
    const rules = 'height: 8px !important; line-height: 8px !important; padding: 0 !important; overflow: hidden'
    document.styleSheets[0]?.insertRule(`.sfn-table tr:not([aria-hidden]) :is(td, td *) { ${rules} }`)
  })
  const isFull = () =>
    tab.evaluate(element => {
      element.scrollTop = element.scrollHeight / 2
      const below = element.querySelector('tbody tr[aria-hidden]:last-child')?.getBoundingClientRect().top ?? 0
      return below >= element.getBoundingClientRect().bottom
    })
  await expect.poll(isFull).toBe(true)
})

test('the states of a state machine below are told over all its executions that are read', async ({ app, page }) => {
  await app.openRoute('/samples/order-platform?v=1&tab=states&panel=failures')
  await expect(page.getByRole('region', { name: 'Answers' }).getByRole('status')).toContainText('2 of 2')
  await page.getByLabel('State machine').selectOption('CardCharge')
  const states = page.getByRole('region', { name: 'States' })
  await expect(states.getByRole('button', { name: 'ChargeCard' })).toBeVisible()
  await expect(states.getByRole('button', { name: 'ValidateOrder' })).toHaveCount(0)
  // Its rows lead to where it lies, as those of the page's own do; Back leads back to them.
  await states.getByRole('button', { name: 'ChargeCard' }).click()
  await expect(page.getByRole('group', { name: 'Query' })).toContainText('hidden in 3 executions')
  await expect(app.row('ChargeCard').last()).toHaveAttribute('aria-level', '7')
  await expect(app.row('ValidateOrder')).toHaveCount(0)
  await page.goBack()
  await expect(states.getByRole('button', { name: 'ChargeCard' })).toBeVisible()
  await page.getByLabel('State machine').selectOption('This execution')
  await expect(states.getByRole('button', { name: 'ValidateOrder' })).toBeVisible()
})
