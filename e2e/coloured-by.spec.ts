import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const ROUTE = '/samples/retry-storm?v=1'
const legend = (page: Page) => page.getByRole('list', { name: 'Legend' })
const picture = (page: Page) => page.getByTestId('pane').screenshot()

test('bars are coloured by state or error; the legend follows and the link holds it', async ({ app, page }) => {
  await app.openRoute(ROUTE)
  await app.waitForIdle()
  await page.mouse.move(0, 0)
  const byOutcome = await picture(page)
  const choice = page.getByRole('combobox', { name: 'Colour by' })
  await choice.selectOption('State')
  await expect(page).toHaveURL(/colour=state/)
  const [first] = await app.treeText()
  await expect(legend(page)).toContainText(first ?? '')
  await expect.poll(async () => (await picture(page)).equals(byOutcome)).toBe(false)
  await choice.selectOption('Error')
  await expect(legend(page)).toContainText('No error')
  await page.reload()
  await app.waitForIdle()
  await expect(choice).toHaveValue('error')
  await page.goBack()
  await page.goBack()
  await expect(choice).toHaveValue('outcome')
  await expect(legend(page)).toContainText('Succeeded')
})

test('axe finds nothing in a chart coloured by state', async ({ app, page }) => {
  await app.openRoute(`${ROUTE}&colour=state`)
  await app.waitForIdle()
  await expectNoViolations(page)
})
