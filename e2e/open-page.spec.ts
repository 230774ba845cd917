import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'
import { fileOf } from './histories.ts'

test('says what cannot be opened, and what to paste instead', async ({ app, page }) => {
  await app.open()
  await app.paste('arn:aws:states:eu-west-1:123456789012:activity:Sign')
  await expect(page.getByRole('alert').filter({ hasText: 'Sign is an activity' })).toContainText(
    'no history of its own',
  )
  await expect(app.addressInput).toHaveAttribute('aria-invalid', 'true')
})

test('of several executions in a text a person chooses', async ({ app, page, serve }) => {
  const arn = serve({
    events: eventsOf('1<0 ExecutionStarted 2<0 PassStateEntered P 3<2 PassStateExited P 4<3 ExecutionSucceeded'),
  })
  await app.open()
  const others = [1, 2].map(nth => arn.replace(/[^:]+$/, `other-${nth}`))
  await app.paste(`alarm: ${others[0]} failed, so did ${arn} and ${others[1]}`)
  const choices = page.getByRole('region', { name: '3 executions in this text' })
  await expect(choices.getByRole('heading')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(app.row('P')).toBeVisible()
})

test('what is opened is listed only by choice, and forgotten with it', async ({ app, page }) => {
  const keeps = page.getByRole('switch', { name: 'Keep a list of what I open' })
  const recent = page.getByRole('table', { name: 'Recent' })
  const stored = () => page.evaluate(() => localStorage.getItem('sfn-timeline.recent') ?? '[]')
  const look = async () => {
    await page.getByRole('link', { name: 'Saga rollback' }).first().click()
    await app.waitForIdle()
    await page.goto(page.url().replace(/#.*/, '#/'))
    await expect(page.getByRole('heading', { name: 'Recent' })).toBeVisible()
  }
  const choose = async (on: boolean) => {
    await page.getByRole('button', { name: 'What is kept…' }).click()
    await expect(page.getByRole('heading', { name: 'Kept in this browser' })).toBeFocused()
    await expect(keeps).toBeChecked({ checked: !on })
    await keeps.click()
    await page.keyboard.press('Escape')
  }
  await app.open()
  await look()
  await expect(page.getByText('This browser keeps no list of what you open.')).toBeVisible()
  await expect.poll(() => stored()).toBe('[]')
  await choose(true)
  await look()
  await expect(recent.getByRole('link')).toHaveCount(1)
  await expect.poll(() => stored()).toContain('saga-rollback')
  await page.reload()
  await expect(recent.getByRole('link')).toHaveCount(1)
  await choose(false)
  await expect(recent).toHaveCount(0)
  await expect.poll(() => stored()).toBe('[]')
})

test('the list of what was opened leads back, and can be emptied', async ({ app, page }) => {
  await app.open()
  await page.getByRole('button', { name: 'What is kept…' }).click()
  await page.getByRole('switch', { name: 'Keep a list of what I open' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Saga rollback' }).click()
  await app.waitForIdle()
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(page.getByRole('table', { name: 'Recent' }).getByRole('link')).toHaveAttribute(
    'href',
    /#\/samples\/saga-rollback/,
  )
  await page.getByRole('button', { name: 'What is kept…' }).click()
  await page.getByRole('button', { name: 'Forget the list' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('table', { name: 'Recent' })).toHaveCount(0)
})

test('files are kept only by choice, and switching it off forgets them', async ({ app, page }) => {
  const keeps = page.getByRole('switch', { name: 'Keep finished histories and opened files' })
  const history = eventsOf('1<0 ExecutionStarted 2<0 PassStateEntered A 3<2 PassStateExited A 4<3 ExecutionSucceeded')
  const chooser = page.getByRole('button', { name: 'Choose file' })
  await app.open()
  await page.getByRole('button', { name: 'What is kept…' }).click()
  await keeps.click()
  await page.keyboard.press('Escape')
  await app.chooseFile('history.json', fileOf(history))
  await app.waitForIdle()
  await page.reload()
  await app.waitForIdle()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('history.json')
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await expect(page.getByText(/^1 kept, 1 KiB/)).toBeVisible()
  await keeps.click()
  await expect(page.getByText(/^1 kept/)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(chooser).toBeVisible()
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
