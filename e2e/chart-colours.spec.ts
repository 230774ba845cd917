import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

/** The colours of the bars, most used first, as `r,g,b`; smoothed edges are too rare to be among the first. */
function barColours(page: Page): Promise<readonly string[]> {
  return page
    .getByTestId('pane')
    .locator('canvas')
    .first()
    .evaluate(canvas => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('the scene is no canvas')
      const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {}
      const counts = new Map<string, number>()
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] !== 255) continue
        const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`
        counts.set(colour, (counts.get(colour) ?? 0) + 1)
      }
      return [...counts].toSorted((a, b) => b[1] - a[1]).map(([colour]) => colour)
    })
}

const SUCCEEDED_LIGHT = '47,149,163'
const SUCCEEDED_DARK = '82,188,203'

test('bars follow the theme and forced colours at once, without loading again', async ({ app, page }) => {
  await app.openRoute('/samples/parallel-branches?v=1')
  await app.waitForIdle()
  await expect.poll(() => barColours(page)).toContain(SUCCEEDED_LIGHT)

  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => barColours(page)).toContain(SUCCEEDED_DARK)
  await expect.poll(() => barColours(page)).not.toContain(SUCCEEDED_LIGHT)

  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  await expect.poll(() => barColours(page)).not.toContain(SUCCEEDED_DARK)
  const forced = await barColours(page)
  expect(forced).not.toContain(SUCCEEDED_LIGHT)
  expect(forced.length).toBeGreaterThan(0)
  // The reader's own colours and what lies between them: greys, in Chromium's emulated high contrast.
  const [mostUsed = ''] = forced
  expect(new Set(mostUsed.split(',')).size).toBe(1)
})
