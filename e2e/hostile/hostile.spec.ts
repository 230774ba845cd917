import { expect, test } from '../fixtures/test.ts'
import { RETRIED } from '../histories.ts'
import { HOSTILE_FILES } from './hostile-files.ts'

// Each hostile file in the page: a picture, a choice or a clear message; every tab opens, nothing of the file runs, and the
// address input still takes what is typed. `npm test` takes a sample of one file a class, `npm run test:hostile` the whole of
// all: the command line reads the others there.

const WHOLE = process.env['HOSTILE_SIZE'] === 'whole'
/** What Playwright hands to a file input. */
const LARGEST_BYTES = 50_000_000

/** One of each class: refused, nested, large, wide, deep, much retried, odd ids, prototypes, escapes, a log. */
const SAMPLE: ReadonlySet<string> = new Set([
  'brackets alone',
  'a payload nested 100,000 deep',
  'a million keys',
  'a million branches',
  '12,000 states in one another',
  '8,332 attempts',
  'ids that are none',
  'names of prototypes',
  'escape sequences',
  '100,000 executions in one log',
])

for (const { name, make, expect: readable, undrawable } of HOSTILE_FILES.filter(
  file => WHOLE || SAMPLE.has(file.name),
)) {
  test(`${name}: read or refused, and the page stays usable`, async ({ app, page }) => {
    test.setTimeout(120_000)
    const expected = WHOLE && undrawable === true ? 'refused' : readable
    const whole = make(WHOLE ? 1 : 0.02)
    await app.open()
    await app.chooseFile('hostile.json', whole.subarray(0, LARGEST_BYTES))
    const refusal = app.alerts.filter({ visible: true, hasText: /\S/ })
    const chooser = page.getByRole('heading', { name: /executions in hostile\.json/ })
    // A history in which no state was entered has no rows to show, and says so.
    const rowless = page.getByRole('status').filter({ hasText: 'No state was entered' })
    await expect(app.tree.getByRole('row').first().or(refusal.first()).or(chooser).or(rowless).first()).toBeVisible({
      timeout: 60_000,
    })
    const isOpen = (await app.tree.isVisible()) || (await chooser.isVisible()) || (await rowless.isVisible())
    if (expected === 'refused') expect(isOpen).toBe(false)
    if (expected === 'read' && whole.length <= LARGEST_BYTES) expect(isOpen).toBe(true)
    if (await app.tree.isVisible()) {
      await app.waitForIdle()
      for (const tab of ['States', 'Events', 'Timeline'] as const) {
        await app.showTab(tab)
        await app.painted()
      }
      await app.tree.getByRole('row').first().click()
      await expect(app.details).toBeVisible()
    }
    await expect(page).not.toHaveTitle(/owned/)
    await app.addressInput.fill('still here')
    await expect(app.addressInput).toHaveValue('still here')
  })
}

test('1,000 files dropped at once are all offered, or told of', async ({ app, page }) => {
  const arn = (at: number) => `arn:aws:states:eu-west-1:123456789012:execution:M:run-${at}`
  const file = (at: number) =>
    JSON.stringify({
      executionArn: arn(at),
      events: [
        { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 1_790_000_000 + at },
        {
          ...{ id: 2, previousEventId: 0, type: 'PassStateEntered', timestamp: 1_790_000_000 + at },
          stateEnteredEventDetails: { name: 'P' },
        },
      ],
    })
  const good = Array.from({ length: 990 }, (_, at) => ({ name: `${at}.json`, text: file(at) }))
  const bad = Array.from({ length: 10 }, (_, at) => ({ name: `bad-${at}.json`, text: 'no history' }))
  await app.open()
  await page
    .getByLabel('History file', { exact: true })
    .setInputFiles(
      [...good, ...bad].map(({ name, text }) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })),
    )
  await expect(page.getByRole('heading', { name: /990 executions/ })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: /\bM run-0\b/ }).click()
  await app.waitForIdle()
  await expect(page.getByText(/bad-0\.json was not opened/).first()).toBeVisible()
})

test('an address and a query of 1 MB are refused in words', async ({ app, page, serve }) => {
  const arn = serve({ events: RETRIED })
  await app.openArn(arn)
  await app.waitForIdle()
  const box = page.getByRole('combobox', { name: 'Search states, errors, payloads' })
  await box.fill('x'.repeat(1_000_000))
  await expect(page.getByText(/query is too long/).first()).toBeVisible()
  await box.fill('')
  await app.openRoute('/')
  await app.paste('x'.repeat(1_000_000))
  await expect(app.alerts.filter({ visible: true, hasText: /\S/ }).first()).toBeVisible()
})

test('the last of 8,332 attempts can be reached', async ({ app, page }) => {
  const attempts = HOSTILE_FILES.find(({ name }) => name === '8,332 attempts')
  await app.open()
  await app.chooseFile('attempts.json', attempts?.make(1) ?? '')
  await app.waitForIdle()
  await app.row('T').click()
  const panel = app.details.getByRole('tabpanel')
  await expect(panel.getByRole('button', { name: 'Attempt 1', exact: true })).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Attempt 8332' })).toHaveCount(0)
  const last = panel.getByRole('button', { name: 'Attempt 8332' })
  await panel.evaluate(async (element: Element) => {
    for (const top of [100_000, 1_000_000]) {
      element.scrollTop = top
      await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    }
  })
  await last.click()
  await expect(page).toHaveURL(/event=24996/)
})
