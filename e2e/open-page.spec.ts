import { expect, test } from './fixtures/test.ts'

test('says what cannot be opened, and what to paste instead', async ({ app, page }) => {
  await app.open()
  await app.paste('arn:aws:states:eu-west-1:123456789012:stateMachine:Orders')
  await expect(page.getByRole('alert').filter({ hasText: 'state machine' })).toContainText('not an execution')
  await expect(app.addressInput).toHaveAttribute('aria-invalid', 'true')
})

test('a sample opens at a click and is remembered', async ({ app, page }) => {
  await app.open()
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
