import type { Page } from '@playwright/test'
import { largeHistory } from '../src/simulator/large-history.ts'
import { expect, test } from './fixtures/test.ts'

const BILLING = '/samples/nightly-billing?v=1'

const tab = (page: Page, name: string) => page.getByRole('tablist', { name: 'Answers' }).getByRole('tab', { name })
const answers = (page: Page) => page.getByRole('region', { name: 'Answers' })
const panelOf = (page: Page) => new URLSearchParams(page.url().split('?')[1]).get('panel')

test('a run that went well says what took its time and what was last, and leads there', async ({ app, page }) => {
  await app.openRoute(BILLING)
  await app.waitForIdle()
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('48 % waiting for callbacks; #157 was last: AwaitApproval 41.4 s')
  await verdict.getByRole('button', { name: 'Show' }).click()
  await expect(app.details).toContainText('AwaitApproval')
  await expect(app.details).toContainText('#157')
})

test('every answer has a door with its figure, and the figure is that of the answer', async ({ app, page }) => {
  await app.openRoute(BILLING)
  await app.waitForIdle()
  await tab(page, 'Failures 88 · 10 caught').click()
  await expect(answers(page).getByRole('tabpanel', { name: 'Failures' })).toContainText('10')
  await tab(page, 'Time 48 % waiting').click()
  await expect(answers(page).getByRole('row', { name: /Waiting for a callback/ })).toContainText('48 %')
  await tab(page, 'Critical path 67 steps').click()
  await expect(answers(page).getByRole('heading', { name: '67 steps' })).toBeVisible()
  await tab(page, 'Events and cost US$ 0.11').click()
  await expect(answers(page).getByText('US$ 0.11', { exact: true })).toBeVisible()
  await expect(tab(page, 'Redrive')).toHaveCount(0)
  expect(panelOf(page)).toBe('cost')
  await tab(page, 'Events and cost').click()
  await expect(answers(page)).toHaveCount(0)
})

test('the doors are one tab stop, arrows move among them, closing leads back', async ({ app, page }) => {
  await app.openRoute(`${BILLING}&panel=path`)
  await app.waitForIdle()
  await expect(tab(page, 'Critical path')).toHaveAttribute('aria-selected', 'true')
  await tab(page, 'Critical path').press('ArrowRight')
  await expect(tab(page, 'Events and cost')).toBeFocused()
  await expect(answers(page).getByRole('tabpanel', { name: 'Events and cost' })).toBeVisible()
  await page.getByRole('button', { name: 'Close answers' }).click()
  await expect(tab(page, 'Events and cost')).toBeFocused()
  await tab(page, 'Events and cost').press('Home')
  await expect(tab(page, 'Failures')).toBeFocused()
  await expect(answers(page)).toHaveCount(0)
})

test('while pages arrive nothing is told that is not known, and nothing moves', async ({
  app,
  page,
  endpoint,
  serve,
}) => {
  const arn = serve({ events: largeHistory({ events: 6_000, keepsTruth: false }).events })
  const hold = endpoint.hold()
  await app.openArn(arn)
  const top = () => page.getByRole('group', { name: 'View' }).boundingBox()
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Reading')
  const before = await top()
  hold.release(1)
  await expect(tab(page, 'Time …')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(
    /told when all is read: [\d,]+ of [\d,]+ events/,
  )
  const door = await tab(page, 'Failures').boundingBox()
  await expect.poll(async () => (await top())?.y).toBe(before?.y)
  hold.end()
  await app.waitForIdle()
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(/% .*; .*(last|longest)/)
  await expect(tab(page, 'Time …')).toHaveCount(0)
  await expect.poll(async () => (await top())?.y).toBe(before?.y)
  await expect.poll(async () => (await tab(page, 'Failures').boundingBox())?.x).toBe(door?.x)
})

test('in a narrow window figures leave the tabs, in a very narrow one the doors stand below', async ({ app, page }) => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  const story = app.alerts.filter({ hasText: 'SchemaMismatch' })
  await expect(page.getByText('6 errors')).toBeHidden()
  const beside = await story.boundingBox()
  await expect.poll(() => tab(page, 'Failures').boundingBox()).toMatchObject({ y: beside?.y })
  await page.setViewportSize({ width: 390, height: 844 })
  const above = await story.boundingBox()
  const below = await tab(page, 'Failures').boundingBox()
  expect(below?.y).toBeGreaterThan((above?.y ?? 0) + 30)
  await tab(page, 'Time').click()
  await expect(answers(page).getByRole('tabpanel', { name: 'Time' })).toBeVisible()
})

test('the error of a story is whole at any width, whatever is cut of the way there', async ({ app, page }) => {
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  const words = page.locator('.sfn-verdict-words')
  for (const width of [1440, 1280, 1150, 1024, 390]) {
    await page.setViewportSize({ width, height: 844 })
    const [around, error] = [words, words.getByText('SchemaMismatch', { exact: true })]
    const beyond = async () => {
      const [frame, box] = [await around.boundingBox(), await error.boundingBox()]
      if (frame === null || box === null) return Number.POSITIVE_INFINITY
      return Math.max(box.x + box.width - frame.x - frame.width, box.y + box.height - frame.y - frame.height)
    }
    await expect.poll(beyond, { message: `at ${width} px` }).toBeLessThanOrEqual(1)
  }
})

test('the story is copied as lines for a chat, with a link that leads to the failure', async ({
  app,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Copy for chat' }).click()
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
  expect(lines[0]).toContain('RenderInvoice failed in RenderAll #958: SchemaMismatch')
  expect(lines[1]).toBe('Where: RenderAll #958 › RenderInvoice')
  expect(lines[2]).toContain('expected a number')
  await page.goto('about:blank')
  await page.goto(lines.at(-1) ?? '')
  await expect(app.details).toContainText('#958')
  await expect(app.details).toContainText('SchemaMismatch')
})

test('a failing task is compared with the nearest iteration that went well, and with any other', async ({
  app,
  page,
}) => {
  await app.openRoute('/samples/map-fan-out?v=1')
  await app.waitForIdle()
  await app.alerts.getByRole('button', { name: 'Show' }).click()
  await page.getByRole('tab', { name: 'Input' }).click()
  await app.details
    .getByRole('button', { name: /^vs #\d+ succeeded$/ })
    .first()
    .click()
  await expect(app.details.getByText(/^#\d+ succeeded → .*: \d+ differences?$/)).toBeVisible()
  await app.details.getByRole('textbox', { name: 'Compare with iteration' }).fill('12')
  await app.details.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(app.details.getByText(/^#12 → .*: \d+ differences?$/).first()).toBeVisible()
  await app.details.getByRole('textbox', { name: 'Compare with iteration' }).fill('5000')
  await app.details.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(app.details.getByText('#5000 did not get here.')).toBeVisible()
  // The same from the row's menu, and in the link.
  await app.tree.locator('[role=row][aria-selected=true]').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Compare with #\d+, which succeeded$/ }).click()
  const difference = app.details.getByText(/^#\d+ succeeded → .*: \d+ differences?$/)
  await expect(difference).toBeVisible()
  await expect.poll(() => page.url()).toMatch(/[?&]beside=\d+/)
  await page.reload()
  await app.waitForIdle()
  await expect(difference).toBeVisible()
})
