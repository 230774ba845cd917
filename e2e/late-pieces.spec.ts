import { expect, test } from './fixtures/test.ts'
import { chain } from './histories.ts'

/** The gateway is gone for whatever the page has not loaded yet. */
const CODE = /\/assets\/(events-of|execution-palette|answer-query)[^/]*\.js$|\/assets\/events[^/]*\.css$/

test('what the page loads late and does not come is told, with a way to try again; what is loaded stays', async ({
  app,
  serve,
  guard,
  page,
}) => {
  guard.tolerate(/Failed to load resource/)
  await page.route(CODE, route => route.abort())
  await app.openArn(serve({ events: chain(20) }))
  await expect(app.tree).toBeVisible()
  const told = page.getByRole('alert').filter({ hasText: 'A part of this page did not come' })

  await page.keyboard.press('Control+k')
  await expect(told).toContainText('gateway')
  await expect(app.tree).toBeVisible()
  await told.getByRole('button', { name: 'Close' }).click()
  await expect(told).toHaveCount(0)

  await page.getByRole('button', { name: 'Events', exact: true }).click()
  await expect(told).toBeVisible()
  await told.getByRole('button', { name: 'Try again' }).click()
  await expect(told).toBeVisible()

  await page.unroute(CODE)
  await told.getByRole('button', { name: 'Try again' }).click()
  await expect(told).toHaveCount(0)
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  const grid = page.getByRole('grid', { name: 'Events' })
  await expect(grid).toBeVisible()
  const styles = () => page.evaluate(() => [...document.styleSheets].map(({ href }) => href).join())
  await expect.poll(styles, { message: 'its styles came with it' }).toMatch(/assets\/events/)
})
