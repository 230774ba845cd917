import { expect } from './fixtures/test.ts'
import { test } from './hostile/own-gateway.ts'
import { expectNoViolations } from './violations.ts'

const arnOf = (name: string) => `arn:aws:states:eu-west-1:977000000001:stateMachine:${name}`

// A gateway that was used before knows a region, and then the list is there at once.
test('the state machines of a region are listed when a person asks for them, and not before', async ({
  ownApp: app,
  page,
  endpoint,
  guard,
}) => {
  for (let n = 1; n <= 1_001; n++) {
    const type = n === 7 ? 'EXPRESS' : 'STANDARD'
    endpoint.addMachine({ arn: arnOf(`Machine-${n}`), type, level: 'OFF', includeExecutionData: false })
  }
  const asked = () => endpoint.log.filter(({ action }) => action === 'ListStateMachines')
  const opener = page.getByRole('button', { name: 'Choose a state machine…' })
  const dialog = page.getByRole('dialog', { name: 'Choose a state machine' })
  const search = dialog.getByRole('combobox', { name: 'Search state machines by name' })

  await app.open()
  await opener.click()
  // Nothing tells the region: a wrong one is said, and still nothing is asked.
  await expect(dialog.getByLabel('AWS profile')).toBeFocused()
  await dialog.getByLabel('Region').fill('evil.example')
  await dialog.getByLabel('Region').press('Enter')
  await expect(dialog.getByRole('alert')).toHaveText(/no name of a region/)
  expect(asked()).toEqual([])

  guard.tolerate(/400/)
  endpoint.fault({ kind: 'accessDenied', action: 'ListStateMachines' })
  await dialog.getByLabel('Region').fill('eu-west-1')
  await dialog.getByRole('button', { name: 'List' }).click()
  await expect(dialog.getByText('no states:ListStateMachines in')).toBeVisible()
  await expect(dialog.getByText('"Action": "states:ListStateMachines"')).toBeVisible()
  await dialog.getByRole('button', { name: 'Retry' }).click()
  await expect(dialog.getByText('1,000 state machines read; there are more.')).toBeVisible()
  await dialog.getByRole('button', { name: 'More' }).click()
  await expect(dialog.getByText('1,001 state machines read: all there are.')).toBeVisible()
  expect(asked().map(({ request }) => request)).toEqual([
    { maxResults: 1000 },
    { maxResults: 1000 },
    { maxResults: 1000, nextToken: '1000' },
  ])
  await expectNoViolations(page)

  await search.fill('machine-100')
  await expect(dialog.getByText('3 of 1,001 state machines read: all there are.')).toBeVisible()
  await search.press('ArrowDown')
  await expect(dialog.getByRole('listbox').getByRole('option', { selected: true })).toHaveText(/Machine-1000/)
  await search.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()

  // Region and profile are those used last: the list is there at once. An Express machine's page says where its runs are.
  await opener.press('Enter')
  await expect(dialog.getByText('1,000 state machines read; there are more.')).toBeVisible()
  await expect(search).toBeFocused()
  await search.fill('machine-7')
  await expect(dialog.getByRole('option', { name: /^Machine-7 Express/ })).toBeVisible()
  await search.press('Enter')
  await expect(page).toHaveURL(url => url.hash.startsWith(`#/state-machines/${encodeURIComponent(arnOf('Machine-7'))}`))
  await expect(page.getByRole('heading', { name: 'Machine-7', level: 1 })).toBeVisible()
})
