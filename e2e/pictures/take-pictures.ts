import { resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { AppPage } from '../app-page.ts'
import { browserFlags, ensureBrowser } from '../browser.mjs'
import { startStaticHost } from '../fixtures/static-host.ts'

/** `npm run pictures`: the README's pictures, taken anew of the built page. */

// npm runs this in the repository's folder; bundled, this file's own place tells nothing.
const FOLDER = resolve('e2e/pictures')

const { url, server } = await startStaticHost('/')
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] })
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme, reducedMotion: 'reduce' })
    await page.goto(`${url}#/samples/map-fan-out?v=1`)
    const app = new AppPage(page)
    await app.waitForIdle()
    const verdict = app.alerts.filter({ hasText: 'SchemaMismatch' })
    await verdict.getByRole('button', { name: 'Show', exact: true }).click()
    await app.details.getByText('Cause as JSON').waitFor()
    await page.mouse.move(0, 0)
    await page.screenshot({ path: resolve(FOLDER, `failed-map-${colorScheme}.png`) })
    await page.close()
  }
} finally {
  await browser.close()
  server.close()
}
