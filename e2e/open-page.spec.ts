import { expect, test } from './fixtures/test.ts'

test('says what cannot be opened, and what to paste instead', async ({ app, page }) => {
  await app.open()
  await app.paste('arn:aws:states:eu-west-1:123456789012:stateMachine:Orders')
  await expect(page.getByRole('alert').filter({ hasText: 'state machine' })).toContainText('not an execution')
  await expect(app.addressInput).toHaveAttribute('aria-invalid', 'true')
})

test('what is opened is remembered only by choice, and forgotten with it', async ({ app, page }) => {
  const remembers = page.getByRole('switch', { name: 'Remember what I open in this browser' })
  const recent = page.getByRole('table', { name: 'Recent' })
  const stored = () => page.evaluate(() => localStorage.getItem('sfn-timeline.recent') ?? '[]')
  const look = async () => {
    await page.getByRole('link', { name: 'Saga rollback' }).first().click()
    await app.waitForIdle()
    await page.goto(page.url().replace(/#.*/, '#/'))
    await expect(remembers).toBeVisible()
  }
  await app.open()
  await expect(remembers).not.toBeChecked()
  await look()
  await expect(recent).toHaveCount(0)
  expect(await stored()).toBe('[]')
  await remembers.click()
  await look()
  await expect(recent.getByRole('link')).toHaveCount(1)
  expect(await stored()).toContain('saga-rollback')
  await page.reload()
  await expect(recent.getByRole('link')).toHaveCount(1)
  await remembers.click()
  await expect(recent).toHaveCount(0)
  expect(await stored()).toBe('[]')
})

test('a sample opens at a click and is listed', async ({ app, page }) => {
  await app.open()
  await page.getByRole('switch', { name: 'Remember what I open in this browser' }).click()
  await page.getByRole('link', { name: 'Saga rollback' }).click()
  await app.waitForIdle()
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(page.getByRole('table', { name: 'Recent' }).getByRole('link')).toHaveAttribute(
    'href',
    /#\/samples\/saga-rollback/,
  )
  await page.getByRole('button', { name: 'Clear list' }).click()
  await expect(page.getByRole('table', { name: 'Recent' })).toHaveCount(0)
})

test('a file that is no history says so, and the page stays usable', async ({ app, page }) => {
  await app.open()
  await app.chooseFile('page.html', '<!doctype html><title>502 Bad Gateway</title>')
  await expect(page.getByRole('alert').filter({ hasText: 'page.html' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Choose file' })).toBeEnabled()
})

test('the theme follows the switch and is kept', async ({ app, page }) => {
  await app.open()
  await page.getByRole('button', { name: 'Theme: system' }).click()
  await page.getByRole('button', { name: 'Theme: light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
