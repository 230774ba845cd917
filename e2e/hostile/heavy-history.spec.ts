import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as bare } from '@playwright/test'
import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import { parseHistory } from '../../src/history/parse-history.ts'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { expect, test } from '../fixtures/test.ts'
import { BareBrowser, progressbar } from './bare-browser.ts'
import { heavyHistory, PAYLOAD_BYTES } from './heavy-history-made.ts'

// As many payloads as AWS lets an execution have, each near the largest it lets through: 5 GB, never in memory at once. `npm test`
// reads a tenth of the events, which is more than the page keeps payloads of; `npm run test:hostile` all.

const WHOLE = process.env['HOSTILE_SIZE'] === 'whole'
const EVENTS = WHOLE ? 25_000 : 2_500
const MOST_BYTES = 1_000_000_000
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:heavy'

bare.describe('a heavy history', () => {
  let endpoint: Endpoint
  let gateway: GatewayProcess
  let browser: BareBrowser | undefined

  bare.beforeAll(async () => {
    endpoint = await startEndpoint({ pageEvents: () => 60 })
    gateway = await GatewayProcess.start(endpoint.url)
  })
  bare.afterEach(async () => {
    await browser?.close()
    browser = undefined
  })
  bare.afterAll(async () => {
    await gateway.stopForGood()
    await endpoint.close()
  })

  for (const [what, letter] of [
    ['one byte a letter', 'x'],
    ['two bytes a letter', 'ж'],
  ] as const) {
    bare(`${EVENTS} events of 200 kB, ${what}, take less than 1 GB, exported too`, async () => {
      bare.skip(process.platform !== 'linux', 'what a program takes is told by /proc')
      bare.setTimeout(WHOLE ? 900_000 : 240_000)
      endpoint.add({ arn: ARN, events: heavyHistory(EVENTS, letter) })
      // An event in the middle, far beyond what is kept: its payload comes alone.
      const route = `/executions/${encodeURIComponent(ARN)}?v=1&event=${EVENTS / 2}`
      browser = await BareBrowser.open(await gateway.launchUrl(route))
      await browser.until(`document.querySelector('[role=treegrid] [role=row]') && !${progressbar('Events loaded')}`)
      await browser.evaluate('delete window.showSaveFilePicker')
      // While payloads arrive the tabs may be drawn anew: it is chosen until it shows what it should.
      const letters = letter.repeat(20)
      await browser.until(`(${button('[role=tab]', 'Input')}?.click(), document.body.innerText.includes('${letters}'))`)

      await browser.until(`!${progressbar('Events loaded')}`)
      await browser.evaluate(`${button('button', 'Export')}.click()`)
      const item = button('[role=menuitem]', 'History (JSON, partial: payloads of')
      await browser.until(`${progressbar('Exported')} || (${item}?.click(), false)`)
      await browser.until(`!${progressbar('Exported')}`)
      const peakBytes = browser.peakBytes()
      const folder = browser.downloads
      await expect.poll(() => exportedIn(folder)).toHaveLength(1)
      const [name = ''] = exportedIn(folder)
      const [execution] = parseHistory(readFileSync(join(folder, name), 'utf8')).executions
      expect(execution?.events.map(({ id }) => id)).toEqual(Array.from({ length: EVENTS }, (_, at) => at + 1))
      expect(peakBytes).toBeGreaterThan(0)
      expect(peakBytes).toBeLessThan(MOST_BYTES)
    })
  }
})

const button = (kind: string, text: string) =>
  `[...document.querySelectorAll('${kind}')].find(one => one.textContent.trim().startsWith('${text}'))`
const exportedIn = (folder: string) => readdirSync(folder).filter(name => name.endsWith('-partial.json'))

const HEAVY_EVENTS = 280

test('an export goes to the disk as it is made, tells how far it is, and can be given up', async ({
  app,
  page,
  serve,
  endpoint,
}) => {
  test.setTimeout(180_000)
  // The browser's own files and streams; only the dialog, which nobody is here to answer, chooses by itself.
  await page.addInitScript(() => {
    const pick = async ({ suggestedName }: { suggestedName: string }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })
    Object.assign(window, { showSaveFilePicker: pick })
  })
  endpoint.pageEvents = () => 60
  // Below what is kept of payloads: the export is whole.
  const events = heavyHistory(HEAVY_EVENTS, 'x')
  await app.openArn(serve({ events }))
  await app.waitForIdle()
  const cancel = page.getByRole('button', { name: 'Cancel export' })
  const start = async () => {
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /^History \(JSON, as the AWS CLI writes it/ }).click()
  }
  const written = () =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory()
      const names: string[] = []
      for await (const name of folder.keys()) names.push(name)
      const file = await (await folder.getFileHandle(names[0] ?? '')).getFile()
      const text = file.size > 0 ? await file.text() : '{"events":[]}'
      const parsed: { events: { id: number }[] } = JSON.parse(text)
      return { files: names.length, bytes: file.size, ids: parsed.events.map(({ id }) => id) }
    })

  await start()
  await expect(page.getByRole('progressbar', { name: 'Exported' })).toBeVisible()
  await cancel.click()
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible()
  await expect.poll(() => written()).toEqual({ files: 1, bytes: 0, ids: [] })

  await start()
  await expect(cancel).toBeVisible()
  await expect(cancel).toBeHidden({ timeout: 60_000 })
  const whole = await written()
  expect(whole.ids).toEqual(events.map(({ id }) => id))
  expect(whole.bytes).toBeGreaterThan(HEAVY_EVENTS * PAYLOAD_BYTES)
})
