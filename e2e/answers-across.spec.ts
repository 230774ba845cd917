import { expect, test } from './fixtures/test.ts'

const ORDER = '/samples/order-platform?v=1'
const DISTRIBUTED = '/samples/distributed-map?v=1&panel=failures'

test('failures of children are grouped by what they say, with what each was given, one click from the place', async ({
  app,
  page,
}) => {
  await app.openRoute(DISTRIBUTED)
  await app.waitForIdle()
  const answers = page.getByRole('region', { name: 'Answers' })
  await expect(answers.getByRole('status')).toContainText('of 143 failed executions below are read.')
  await expect(answers).not.toContainText('States.ExceedToleratedFailureThreshold')
  const groups = answers.locator('.sfn-group')
  await expect(groups.filter({ hasText: 'ParseLog' }).first()).toBeVisible()
  await expect(answers.locator('.sfn-item-input').first()).toContainText('{')
  await answers.locator('.sfn-occurrences-below .sfn-occurrence').first().click()
  await expect(app.details).toContainText('LogReindex/ReindexObjects / ')
  await expect(app.tree.locator('[role=row][aria-selected=true]')).toBeInViewport()
})

test('a failure two executions below is grouped with those above it', async ({ app, page }) => {
  await app.openRoute(ORDER)
  await app.waitForIdle()
  await page.getByRole('tab', { name: 'Failures' }).click()
  const answers = page.getByRole('region', { name: 'Answers' })
  await expect(answers.getByRole('status')).toHaveText('2 of 2 failed executions below are read.')
  await answers
    .getByRole('listitem', { name: /ProcessorUnavailable/ })
    .getByRole('button')
    .last()
    .click()
  await expect(app.details).toContainText('CardCharge / ')
})

test('a query finds what lies in an execution below, and its match is a step away', async ({ app, page }) => {
  await app.openRoute(ORDER)
  await app.waitForIdle()
  await page.getByRole('tab', { name: 'Failures' }).click()
  await expect(page.getByRole('region', { name: 'Answers' }).getByRole('status')).toContainText('2 of 2')
  await page.getByPlaceholder('Search, or').fill('machine:CardCharge state:Charge')
  await expect(page.getByRole('search').getByRole('status')).toHaveText('0 / 1')
  await page.keyboard.press('Enter')
  await expect(app.details).toContainText('CardCharge / ')
  await expect(page.getByRole('group', { name: 'Query' })).toContainText('2 of 2 executions below are read.')
})

test('a filter hides rows inside executions below too, opens the way to what it found, and counts over all of them', async ({
  app,
  page,
}) => {
  await app.openRoute(`${ORDER}&panel=failures`)
  await app.waitForIdle()
  await expect(page.getByRole('region', { name: 'Answers' }).getByRole('status')).toContainText('2 of 2')
  await page.getByPlaceholder('Search, or').fill('machine:CardCharge error:ProcessorUnavailable')
  const line = page.getByRole('group', { name: 'Query' })
  await line.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(line).toContainText(/[\d,]+ hidden in 3 executions/)
  await expect
    .poll(() => app.treeText())
    .toEqual([
      'PrepareAndPay',
      '  TakePayment',
      '    TakePayment',
      // In OrderPayment, and below it in CardCharge.
      '        ChargeCard',
      '            ChargeCard',
    ])
  // What is selected where the filter alone had opened rows: hidden by another filter it is said to be, with none it is shown.
  await app.row('ChargeCard').last().click()
  await expect(app.details).toContainText('CardCharge / ')
  await page.getByPlaceholder('Search, or').fill('state:ValidateOrder')
  await expect(line).toContainText('what is selected too')
  await line.getByRole('button', { name: 'Show all' }).click()
  await expect(app.row('ValidateOrder')).toBeVisible()
  const selected = app.tree.getByRole('row', { selected: true })
  await expect(selected).toHaveAttribute('aria-level', '7')
  await expect(selected).toBeInViewport()
})

test('a redrive is told before it is done, with the command to copy', async ({ app, page }) => {
  await app.openRoute(`${ORDER}&panel=redrive`)
  await app.waitForIdle()
  const redrive = page.getByRole('region', { name: 'Redrive of This execution' })
  await expect(redrive).toContainText('24,974 of 25,000 events are left')
  await expect(redrive).toContainText('PrepareAndPay › TakePayment: starts another execution')
  await expect(redrive.locator('code')).toHaveText(
    /^aws stepfunctions redrive-execution --execution-arn arn:aws:states:/,
  )
})
