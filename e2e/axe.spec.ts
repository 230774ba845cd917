import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

/** Rules broken, with the elements that break them. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('axe finds nothing on the open page', async ({ app, page }) => {
      await app.open()
      await expect(page.getByRole('link', { name: 'Retry storm' })).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('axe finds nothing on the execution page, with details open', async ({ app, page }) => {
      await app.openRoute('/samples/retry-storm?v=1&event=12')
      await app.waitForIdle()
      await expect(app.details).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    for (const panel of ['failures', 'time', 'path', 'cost']) {
      test(`axe finds nothing in the answers: ${panel}`, async ({ app, page }) => {
        await app.openRoute(`/samples/map-fan-out?v=1&panel=${panel}&q=error%3ASchema&mode=filter`)
        await app.waitForIdle()
        await expect(page.getByRole('region', { name: 'Answers' }).getByRole('tabpanel')).toBeVisible()
        await expect(page.getByRole('group', { name: 'Query' })).toContainText('hidden')
        expect(await violations(page)).toEqual([])
      })
    }

    test('axe finds nothing in the suggestions, and in the details of a Map', async ({ app, page }) => {
      await app.openRoute('/samples/map-fan-out?v=1&event=7')
      await app.waitForIdle()
      await page.getByRole('combobox', { name: 'Search states, errors, payloads' }).fill('st')
      await expect(page.getByRole('option').first()).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('axe finds nothing in help and settings, and in notices', async ({ app, page }) => {
      await app.openRoute('/samples/retry-storm?v=1&event=nonsense')
      await app.waitForIdle()
      await expect(page.getByText('which means nothing')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Help and settings' }).click()
      await expect(page.getByRole('dialog', { name: 'Help and settings' })).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('axe finds nothing in the tables', async ({ app, page }) => {
      await app.openRoute('/samples/saga-rollback?v=1&tab=events')
      await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'States', exact: true }).click()
      await expect(page.getByRole('region', { name: 'States' })).toBeVisible()
      expect(await violations(page)).toEqual([])
    })
  })
}
