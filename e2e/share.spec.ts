import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { AppPage } from './app-page.ts'
import { expect, test } from './fixtures/test.ts'
import { expectNoViolations } from './violations.ts'

const EMAIL = 'mara.lindqvist@example.com'
const ACCOUNT = '401835226771'

declare global {
  var violated: string[]
}

test('a file to share opens from the disk without a network, at the very view, without what was taken out', async ({
  app,
  page,
  browser,
}, testInfo) => {
  await app.openRoute('/samples/retry-storm?v=1&event=24&q=Charge&time=utc')
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByText('File to share…').click()
  const dialog = page.getByRole('dialog', { name: 'File to share' })
  await dialog.getByLabel('Account ids').check()
  await dialog.getByLabel('Path or name of a member').fill('$..country')
  await dialog.getByRole('button', { name: 'Leave out' }).last().click()
  await expect(
    dialog.getByRole('row', { name: /input \$\.customer\.email masked e-mail addresses/ }).first(),
  ).toBeVisible()
  await expect(dialog.getByRole('row', { name: /\$\.customer\.country left out/ }).first()).toBeVisible()
  await expectNoViolations(page, axe => axe.include('dialog'))
  const save = dialog.getByRole('button', { name: 'Save file' })
  await expect(save).toBeEnabled()
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  const path = testInfo.outputPath('shared run.html')
  await download.saveAs(path)

  const context = await browser.newContext({ offline: true })
  const shared = await context.newPage()
  const trouble: string[] = []
  shared.on('console', message => message.type() === 'error' && trouble.push(message.text()))
  shared.on('pageerror', error => trouble.push(error.message))
  shared.on('request', request => !/^(?:file|data|blob):/.test(request.url()) && trouble.push(request.url()))
  await shared.addInitScript(() => {
    globalThis.violated = []
    document.addEventListener('securitypolicyviolation', event => globalThis.violated.push(event.violatedDirective))
  })
  await shared.goto(`file://${encodeURI(path)}`)
  const there = new AppPage(shared)
  await there.waitForIdle()
  await expect(there.row('ChargeCard')).toHaveAttribute('aria-selected', 'true')
  await expect(shared.getByRole('combobox', { name: /search/i })).toHaveValue('Charge')
  await expect(shared.getByRole('button', { name: 'UTC' })).toHaveAttribute('aria-pressed', 'true')
  await expect(
    shared.getByText(/e-mail addresses: \d+ masked; by rules: \d+ left out; account ids: 1 replaced/),
  ).toBeVisible()
  await expectNoViolations(shared)
  await expect.poll(() => shared.evaluate(() => globalThis.violated)).toEqual([])
  expect(trouble).toEqual([])
  await context.close()

  const html = await readFile(path, 'utf8')
  const [, base64 = ''] = /id="sfn-timeline-shared">([^<]+)</.exec(html) ?? []
  const json = gunzipSync(Buffer.from(base64, 'base64')).toString()
  for (const text of [html, json]) for (const secret of [EMAIL, ACCOUNT]) expect(text).not.toContain(secret)
  expect(json).not.toContain('country')
  expect(html.length).toBeLessThan(1_200_000 + base64.length)

  await app.open()
  await app.chooseFile('shared run.html', html)
  await app.waitForIdle()
  await expect(app.row('ChargeCard')).toHaveAttribute('aria-selected', 'true')
})
