import { expect, test } from '../fixtures/test.ts'
import { HOSTILE_FILES } from './hostile-files.ts'

// Each hostile file in the page: a picture, a choice or a clear message; every tab opens, nothing of the file runs, and the
// address input still takes what is typed. `npm test` takes a sample of each attack, `npm run test:hostile` the whole.

const SIZE = process.env['HOSTILE_SIZE'] === 'whole' ? 1 : 0.02
/** What Playwright hands to a file input. */
const LARGEST_BYTES = 50_000_000

for (const { name, make, expect: expected } of HOSTILE_FILES) {
  test(`${name}: read or refused, and the page stays usable`, async ({ app, page }) => {
    test.setTimeout(120_000)
    const whole = make(SIZE)
    await app.open()
    await app.chooseFile('hostile.json', whole.subarray(0, LARGEST_BYTES))
    const chooser = page.getByRole('heading', { name: /executions/ })
    const outcome = app.tree.getByRole('row').first().or(app.alerts.first()).or(chooser.first())
    await expect(outcome.first()).toBeVisible({ timeout: 60_000 })
    const refused = await app.alerts.first().isVisible()
    if (expected === 'refused') expect(refused).toBe(true)
    if (expected === 'read' && whole.length <= LARGEST_BYTES) expect(refused).toBe(false)
    if (await app.tree.isVisible()) {
      await app.waitForIdle()
      for (const tab of ['States', 'Events', 'Timeline'] as const) await app.showTab(tab)
      await app.tree.getByRole('row').first().click()
    }
    await expect(page).not.toHaveTitle(/owned/)
    await app.addressInput.fill('still here')
    await expect(app.addressInput).toHaveValue('still here')
  })
}
