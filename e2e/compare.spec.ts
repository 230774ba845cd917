import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { fileOf } from './histories.ts'
import { nightsBefore, slowNight, usualNight } from './two-runs.ts'
import { expectNoViolations } from './violations.ts'

const MACHINE = 'arn:aws:states:eu-west-1:222222222222:execution:InvoiceExport'

const input = (page: Page) => page.getByRole('textbox', { name: 'Execution to compare with' })
const panel = (page: Page) => page.getByRole('tabpanel', { name: 'Compare' })
const extra = (page: Page) => page.getByRole('region', { name: 'Where the extra time went' }).getByRole('row')

test('the palette leads to the last success; what differs stands in the link, and Back undoes it', async ({
  app,
  endpoint,
  page,
  serve,
}) => {
  const usual = serve({ arn: `${MACHINE}:usual`, events: usualNight() })
  const slow = serve({ arn: `${MACHINE}:slow`, events: slowNight() })
  serve({
    arn: `${MACHINE}:later`,
    events: usualNight().map(event => ({ ...event, timestamp: event.timestamp + 9e8 })),
  })
  await app.openArn(slow)
  await app.waitForIdle()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Find' }).fill('compare with')
  await page.getByRole('option', { name: /Compare with/ }).click()
  await expect(input(page)).toBeFocused()
  await page.getByRole('button', { name: 'Last success' }).click()
  await expect(panel(page)).toContainText('against InvoiceExport / usual')
  await expect(panel(page)).toBeFocused()
  await expect(extra(page).filter({ hasText: 'AwaitApproval · waiting' })).toContainText(/new.*\+41\.0 s.*66 %/)
  await expect(extra(page).last()).toContainText('100 %')
  await expect(page.getByRole('region', { name: 'First Choice that differs' })).toContainText('NeedsApproval')
  await expect(panel(page)).toContainText('PostInvoices › Post · retries')
  await expect(panel(page)).toContainText('Input: 1 place differs')
  await expect(page.getByRole('tab', { name: /^Compare \+1 m 02 s/ })).toBeVisible()
  const asked = endpoint.log.filter(({ request }) => request['executionArn'] === usual)
  const histories = asked.filter(({ action }) => action === 'GetExecutionHistory')
  expect(histories.length).toBeGreaterThan(0)
  expect(histories.every(({ request }) => request['includeExecutionData'] === false)).toBe(true)
  const lists = endpoint.log.filter(({ action }) => action === 'ListExecutions')
  expect(lists.map(({ request }) => request['statusFilter'])).toEqual(['SUCCEEDED'])
  await expectNoViolations(page)
  await expect(app.row('Report')).toHaveAccessibleName(/4.04 s in the other run/)
  await expect(app.row('AwaitApproval')).toHaveAccessibleName(/not in the other run/)
  const legend = page.getByRole('list', { name: 'Legend' })
  await expect(legend).toContainText('Other run')
  await page.getByRole('switch', { name: 'Draw on the chart' }).click()
  await expect(legend).not.toContainText('Other run')
  await expect(app.row('Report')).not.toHaveAccessibleName(/other run/)
  await page.goBack()
  await expect(legend).toContainText('Other run')
  await app.showTab('States')
  const states = page.getByRole('region', { name: 'States' })
  await expect(states.getByRole('row', { name: /^AwaitApproval/ })).toContainText('+41.0 s')
  await expect(states).toContainText('Only in the other run: ApproveAuto')
  await page.goBack()
  await page.reload()
  await expect(extra(page).last()).toContainText('100 %')
  await page.goBack()
  await expect(input(page)).toBeVisible()
  expect(page.url()).not.toContain('vs=')
})

test('what cannot be read is said, reading can be cancelled, and a dropped file is compared with', async ({
  app,
  endpoint,
  page,
  serve,
}) => {
  const denied = serve({ arn: `${MACHINE}:denied`, events: usualNight(), isDenied: true })
  const held = serve({ arn: `${MACHINE}:held`, events: usualNight() })
  const slow = serve({ arn: `${MACHINE}:slow`, events: slowNight() })
  await app.openArn(slow)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await input(page).fill('no execution at all')
  await input(page).press('Enter')
  await expect(panel(page).getByRole('alert')).toContainText('no link to an execution')
  await input(page).fill(denied)
  await input(page).press('Enter')
  await expect(panel(page).getByRole('alert')).toContainText('states:DescribeExecution')
  await page.getByRole('button', { name: 'Stop comparing' }).click()
  await expect(input(page)).toBeFocused()
  const hold = endpoint.hold()
  await input(page).fill(held)
  await input(page).press('Enter')
  await expect(panel(page).getByText(/^Reading/)).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(input(page)).toBeFocused()
  hold.end()
  await app.dropFile('usual.json', fileOf(usualNight()))
  await expect(extra(page).last()).toContainText('100 %')
  await expect(page).toHaveURL(/vs=files/)
  await page.reload()
  await expect(panel(page).getByText('This link is about the file “usual.json”')).toBeVisible()
  await expect(input(page)).toBeVisible()
  await page.getByLabel('History file', { exact: true }).setInputFiles({
    ...{ name: 'usual.json', mimeType: 'application/json', buffer: Buffer.from(fileOf(usualNight())) },
  })
  await expect(extra(page).last()).toContainText('100 %')
  // The page still shows what it showed.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('slow')
})

test('a run is held against its last successes: what is usual of each state, and how many it stands on', async ({
  app,
  endpoint,
  page,
  serve,
}) => {
  for (const [at, events] of nightsBefore(7).entries()) serve({ arn: `${MACHINE}:night-${at}`, events })
  const slow = serve({ arn: `${MACHINE}:slow`, events: slowNight() })
  await app.openArn(slow)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  const hold = endpoint.hold()
  await page.getByRole('button', { name: 'Last 20 successes' }).click()
  await expect(panel(page).getByText(/^Asking for the last 20|^0 of 7 runs read/)).toBeVisible()
  hold.end()
  await expect(panel(page)).toContainText('against the median of 7 successes before it')
  await expect(panel(page)).toContainText(/Stands on 7 runs, \d+ requests · all 7 that succeeded before it are listed/)
  await expect(extra(page).filter({ hasText: 'Median of 7' })).toHaveCount(1)
  await expect(extra(page).last()).toContainText('100 %')
  await expect(page.getByRole('region', { name: 'First Choice that differs' })).toContainText('none of the 7')
  const read = endpoint.log.filter(({ action }) => action === 'GetExecutionHistory')
  const others = read.filter(({ request }) => request['executionArn'] !== slow)
  expect(others).toHaveLength(7)
  expect(others.every(({ request }) => request['includeExecutionData'] === false)).toBe(true)
  await expect(app.row('PostInvoices')).toHaveAccessibleName(/usually .* in 7 of 7 runs/)
  await expect(app.row('AwaitApproval')).toHaveAccessibleName(/in none of the 7/)
  const legend = page.getByRole('list', { name: 'Legend' })
  await expect(legend).toContainText('Median of 7')
  await expect(page).toHaveURL(/vs=last20/)
  await page.keyboard.press(']')
  await expect(app.row('AwaitApproval')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('status', { name: 'Difference' })).toHaveText(/^1 of \d$/)
  await page.getByRole('button', { name: 'Next difference' }).click()
  await expect(page.getByRole('status', { name: 'Difference' })).toHaveText(/^2 of \d$/)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Two charts' }).click()
  const other = page.getByRole('region', { name: 'Timeline of the other run' })
  await expect(other.getByRole('row', { name: /^ApproveAuto, .*not in this run/ })).toBeVisible()
  await page.getByLabel('Aligned by').selectOption('PostInvoices')
  await expect(page).toHaveURL(/charts=2&align=PostInvoices/)
  await other.getByTestId('pane').hover({ position: { x: 200, y: 30 } })
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -400)
  await page.keyboard.up('Control')
  // The time in sight of the run on the page is in the link.
  await expect(page).toHaveURL(/from=\d+/)
  await expectNoViolations(page)
  await page.reload()
  await expect(other.getByRole('row', { name: /^ListTenants/ })).toBeVisible()
  await page.getByRole('button', { name: 'Under the bars' }).click()
  await expect(other).toHaveCount(0)
  await expect(panel(page)).toContainText('against the median of 7 successes before it')
  await app.showTab('States')
  const states = page.getByRole('region', { name: 'States' })
  await expect(states.getByRole('columnheader', { name: 'Range' })).toBeVisible()
  await expect(states.getByRole('row', { name: /^AwaitApproval/ })).toContainText('+41.0 s')
})
