import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What of the page axe looks at, and by which rules. All, unless told. */
type Scope = (builder: AxeBuilder) => AxeBuilder

/** What axe finds on the page as it is now, each with the element it is about. */
async function violations(page: Page, scope: Scope = all => all): Promise<readonly string[]> {
  // The page has no frames: one pass in the page itself finds the same as axe's way through a page of its own, and what
  // passed needs no report. Both together take a quarter of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations: found } = await scope(builder).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Holds that axe finds nothing on the page, light and dark. Leaves it light. */
export async function expectNoViolations(page: Page, scope?: Scope): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator(`html[data-theme=${colorScheme}]`)).toBeAttached()
    await expect.poll(() => violations(page, scope), { message: `${colorScheme} theme` }).toEqual([])
  }
}
