import { readFile } from 'node:fs/promises'
import type { Download } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path())
}

test('the chart as it is seen is saved as SVG and PNG, in the colours and width that one chooses', async ({
  app,
  page,
}) => {
  await app.openRoute('/samples/map-retry?v=1')
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /^Picture/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Picture of the chart' })
  await expect(dialog.getByRole('img')).toBeVisible()
  await dialog.getByRole('button', { name: 'Dark' }).click()
  await dialog.getByRole('spinbutton', { name: 'Width' }).fill('900')

  const [svgFile] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as SVG' }).click(),
  ])
  const svg = (await bytesOf(svgFile)).toString()
  expect(svgFile.suggestedFilename()).toMatch(/-chart\.svg$/)
  expect(svg).toMatch(/^<svg [^>]*width="900"/)
  const names = await app.tree
    .getByRole('row')
    .evaluateAll(rows => rows.map(row => row.querySelector('.chart-name')?.textContent ?? ''))
  for (const name of names.filter(text => text !== '')) expect(svg).toContain(`>${name}</text>`)

  const [pngFile] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as PNG' }).click(),
  ])
  const png = await bytesOf(pngFile)
  // The width stands behind signature, length and name of the first chunk: two pixels for each of CSS.
  expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(['PNG', 1800])
})

test('small exports are copied, and where the clipboard is refused it is said', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await app.openRoute('/samples/map-retry?v=1')
  await app.waitForIdle()
  const choose = async (name: RegExp) => {
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await choose(/^Copy report/)
  await expect(page.getByRole('status').filter({ hasText: /^Copied$/ })).toBeVisible()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# [^]*\n## /)
  await choose(/^Copy history/)
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\s*\{\s*"events"/)
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
    document.execCommand = () => false
  })
  await choose(/^Copy outline/)
  await expect(page.getByRole('alert').filter({ hasText: 'refused access to the clipboard' })).toBeVisible()
})

test('printing gives the report: verdict, cause, chart and times, and nothing of the page around them', async ({
  app,
  page,
}) => {
  await app.openRoute('/samples/saga-rollback?v=1')
  await app.waitForIdle()
  // The browser's own dialog would wait for a hand.
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '')
  })
  await page.keyboard.press('Control+p')
  await expect(page.locator('html[data-printed]')).toBeAttached()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const report = page.locator('.sfn-print')
  await expect(report.locator('h1')).toBeVisible()
  await expect(report.locator('h2')).toContainText(['Cause', 'Failures', 'Time', 'Slowest states'])
  await expect(app.tree).toBeHidden()
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  const drawn = await report.locator('img').evaluate(image => image instanceof HTMLImageElement && image.naturalWidth)
  expect(drawn).toBe(1000)
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect(report).toHaveCount(0)
})
