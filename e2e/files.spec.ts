import { readFileSync } from 'node:fs'
import { toApiEvent } from '../src/history/normalize-event.ts'
import { expect, test } from './fixtures/test.ts'
import { chain, fileOf, RETRIED } from './histories.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154', 'hex')

test('a history file is read, and its link asks for the file again', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('history.json', fileOf(RETRIED))
  await app.waitForIdle()
  await app.expandAll()
  await expect.poll(() => app.treeText()).toEqual(['Charge', '  Attempt 1', '  Attempt 2', 'Report'])
  await expect(page).toHaveURL(/#\/files\/[0-9a-f]{64}\/history\.json/)
  await page.reload()
  const asked = app.alerts.filter({ hasText: 'This link is about the file “history.json”' })
  await expect(asked.getByRole('button', { name: 'Choose file' })).toBeVisible()
  await expect(asked.getByRole('button', { name: 'Retry' })).toHaveCount(0)
  await app.chooseFile('history.json', fileOf(RETRIED))
  await app.waitForIdle()
  await expect(app.row('Charge')).toBeVisible()
})

test('copies where the browser offers no clipboard', async ({ app, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await app.open()
  await page.getByRole('button', { name: 'Copy the command that writes a history file' }).click()
  await app.addressInput.fill('')
  await app.addressInput.press('ControlOrMeta+v')
  await expect(app.addressInput).toHaveValue(/^aws stepfunctions get-execution-history/)
})

const events = RETRIED.map(toApiEvent)
const readable: readonly (readonly [name: string, content: string])[] = [
  ['a bare array', JSON.stringify(events)],
  ['one event a line', events.map(event => JSON.stringify(event)).join('\n')],
  [
    'pages one after another',
    [events.slice(0, 5), events.slice(5)].map(page => JSON.stringify({ events: page })).join('\n'),
  ],
  ['reversed order', JSON.stringify({ events: events.toReversed() })],
  [
    'epoch times',
    JSON.stringify({ events: RETRIED.map(event => ({ ...toApiEvent(event), timestamp: event.timestamp / 1000 })) }),
  ],
]

for (const [name, content] of readable) {
  test(`reads ${name}`, async ({ app }) => {
    await app.open()
    await app.chooseFile('history.json', content)
    await app.waitForIdle()
    await expect(app.row('Charge')).toHaveAccessibleName(/2 attempts/)
  })
}

const unreadable: readonly (readonly [name: string, file: string, content: string | Buffer, words: RegExp])[] = [
  ['an empty file', 'empty.json', '', /empty/i],
  ['a file cut before its first event', 'cut.json', fileOf(RETRIED).slice(0, 100), /cut short/],
  ['a picture', 'photo.png', PNG, /image|picture|PNG|binary|text/i],
  ['an error page', 'error.json', '<!doctype html><html><body>502 Bad Gateway</body></html>', /HTML|web page/i],
  ['other JSON', 'package.json', '{"name":"x","version":"1.0.0"}', /events|history/i],
]

for (const [name, file, content, words] of unreadable) {
  test(`${name} gets a clear message, and the page stays usable`, async ({ app }) => {
    await app.open()
    await app.chooseFile(file, content)
    await expect(app.alerts.filter({ hasText: words })).toBeVisible()
    await app.chooseFile('history.json', fileOf(RETRIED))
    await app.waitForIdle()
    await expect(app.row('Charge')).toBeVisible()
  })
}

test('a file that is cut opens up to the cut and says where it is', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('cut.json', fileOf(RETRIED).slice(0, 900))
  await app.waitForIdle()
  // What is open in it may be over.
  await expect(app.row('Charge')).toHaveAccessibleName(/^Charge, Task, outcome not told, .* took more than /)
  await expect(page.getByText('The file is cut after event', { exact: false }).first()).toBeVisible()
})

test('YAML, gzip and Windows letters are read, and how is told', async ({ app, page }) => {
  const trouble = (name: string) => readFileSync(new URL(`histories/trouble/${name}`, import.meta.url))
  await app.open()
  for (const [name, row] of [
    ['cli-yaml.yaml', 'Check Identity'],
    ['s3-export.log.gz', 'Charge'],
    ['boto3-repr.txt', 'Glue ETL'],
    ['windows-cp1252.json', 'Prüfen'],
  ] as const) {
    await app.dropFile(name, trouble(name))
    await app.waitForIdle()
    await app.expandAll()
    await expect(app.row(row).first()).toBeVisible()
  }
  await expect(page.getByText('read as Windows-1252', { exact: false }).first()).toBeVisible()
})

test('pages of one history chosen together are joined', async ({ app }) => {
  await app.open()
  const page = (from: number, to: number) => fileOf(RETRIED.slice(from, to))
  await app.chooseFiles({ 'page2.json': page(6, 12), 'page1.json': page(0, 6) })
  await app.waitForIdle()
  await app.expandAll()
  await expect.poll(() => app.treeText()).toEqual(['Charge', '  Attempt 1', '  Attempt 2', 'Report'])
})

test('what only speaks of an execution leads to it', async ({ app, page }) => {
  const executionArn = 'arn:aws:states:eu-west-1:123456789012:execution:Shop:run-42'
  await app.open()
  await app.chooseFile('describe.json', JSON.stringify({ executionArn, status: 'FAILED' }))
  await expect(app.alerts.filter({ hasText: 'does not hold its events' })).toBeVisible()
  await page.getByRole('button', { name: 'Open this execution from AWS' }).click()
  await expect(page).toHaveURL(/#\/executions\/.*run-42/)
})

test('a file of 200 MB is read or refused in words, and the page stays usable', async ({ app, page }) => {
  test.slow()
  await app.open()
  // Made in the page: sending 200 MB through the test's connection would test the connection.
  await page.evaluate(() => {
    const line = `{"timestamp":"2026-01-01T00:00:00Z","type":"PassStateEntered","id":1,"previousEventId":0,"padding":"${'x'.repeat(1_000_000)}"}\n`
    const file = new File(new Array<string>(200).fill(line), 'huge.json')
    const transfer = new DataTransfer()
    transfer.items.add(file)
    dispatchEvent(new DragEvent('drop', { dataTransfer: transfer }))
  })
  await expect(app.alerts.filter({ hasText: /\S/ }).or(app.tree).first()).toBeVisible({ timeout: 60_000 })
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(app.addressInput).toBeEditable()
})

test('a history with holes and types nobody knows is shown, with what is odd', async ({ app, page }) => {
  const odd = chain(40)
    .filter(event => event.id !== 12 && event.id !== 13)
    .map(event => (event.id === 20 ? { ...event, type: 'QuantumStateEntangled' } : event))
  await app.open()
  await app.chooseFile('odd.json', fileOf(odd))
  await expect(app.tree.getByRole('row').first()).toBeVisible()
  await app.showTab('Events')
  await expect(page.getByRole('grid', { name: 'Events' }).getByText('QuantumStateEntangled')).toBeVisible()
})

test('a definition dropped on an execution names its branches and the states never reached', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('history.json', fileOf(RETRIED))
  await app.waitForIdle()
  const states = {
    Charge: { Type: 'Task', Next: 'Report' },
    Report: { Type: 'Pass', End: true },
    Refund: { Type: 'Pass' },
  }
  await app.dropFile('machine.asl.json', JSON.stringify({ StartAt: 'Charge', States: states }))
  await page
    .getByRole('tab', { name: 'States' })
    .or(page.getByRole('button', { name: 'States' }))
    .first()
    .click()
  await expect(page.getByText('Never reached: Refund')).toBeVisible()
})

test('a file that cannot be opened says so on the execution that is open, which stays', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('history.json', fileOf(RETRIED))
  await app.waitForIdle()
  await app.dropFile('photo.png', PNG)
  await expect(page.getByRole('main').getByText(/photo\.png cannot be opened/)).toBeVisible()
  await expect(app.row('Charge')).toBeVisible()
})
