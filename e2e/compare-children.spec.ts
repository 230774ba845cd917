import type { Page } from '@playwright/test'
import type { Endpoint } from '../src/fake-aws/endpoint.ts'
import { servedForest } from '../src/fake-aws/served-forest.ts'
import type { Forest } from '../src/simulator/forest/simulate-forest.ts'
import { expect, test } from './fixtures/test.ts'
import { slowEvening, usualEvening } from './two-forests.ts'
import { expectNoViolations } from './violations.ts'

const panel = (page: Page) => page.getByRole('tabpanel', { name: 'Compare' })
const extra = (page: Page) => page.getByRole('region', { name: 'Where the extra time went' }).getByRole('row')

function serveForest(endpoint: Endpoint, forest: Forest): string {
  const { executions, mapRuns } = servedForest(forest)
  for (const execution of executions) endpoint.add(execution)
  for (const mapRun of mapRuns) endpoint.addMapRun(mapRun)
  return forest.root.arn
}

test('what two runs started is compared once a person looks inside: rows, parts of the time, states, on two charts and in the link', async ({
  app,
  endpoint,
  page,
}) => {
  const [before, after] = [usualEvening(), slowEvening()]
  const usual = serveForest(endpoint, before)
  await app.openArn(serveForest(endpoint, after))
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await page.getByRole('textbox', { name: 'Execution to compare with' }).fill(usual)
  await page.keyboard.press('Enter')
  await expect(panel(page)).toContainText(/Not read: children that were waited for, .* lie in them/)
  const askedBelow = () => endpoint.log.filter(({ request }) => JSON.stringify(request).includes(':PaymentService:'))
  expect(askedBelow()).toEqual([])
  await panel(page).getByRole('button', { name: 'Compare inside' }).click()
  const charged = extra(page).filter({ hasText: 'ChargeCard · running in PaymentService' })
  await expect(charged).toContainText('+20.0 s')
  await expect(extra(page).filter({ hasText: 'CheckCard · running in PaymentService' })).toContainText('new')
  await expect(extra(page).last()).toContainText('100 %')

  // Its rows are open now.
  await expect(app.row('ChargeCard')).toHaveAccessibleName(/2\.\d\d s in the other run/)
  await expect(app.row('CheckCard')).toHaveAccessibleName(/not in the other run/)
  await expect(app.tree.getByRole('row', { name: /execution of PaymentService/ })).toHaveAccessibleName(
    /in the other run/,
  )
  await expectNoViolations(page)

  await page.getByRole('button', { name: 'Two charts' }).click()
  const other = page.getByRole('region', { name: 'Timeline of the other run' })
  await expect(other.getByRole('row', { name: /^ChargeCard/ })).toBeVisible()
  await page.reload()
  await expect(other.getByRole('row', { name: /^ChargeCard/ })).toBeVisible()
  await expect(charged).toContainText('+20.0 s')
  await page.getByRole('button', { name: 'Under the bars' }).click()
  await expect(app.row('ChargeCard')).toHaveAccessibleName(/2\.\d\d s in the other run/)

  await app.showTab('States')
  await page.getByLabel('State machine').selectOption({ label: 'PaymentService · 1 read' })
  const states = page.getByRole('region', { name: 'States' })
  await expect(states.getByRole('row', { name: /^ChargeCard/ })).toContainText('+20.0 s')
})
