import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Page } from '@playwright/test'
import { AppPage } from './app-page.ts'
import { GatewayProcess } from './fixtures/gateway-process.ts'
import { test as base, expect } from './fixtures/test.ts'
import { RETRIED } from './histories.ts'

/** A gateway of its own, as these tests stop it and take its place. */
const test = base.extend<{ readonly own: GatewayProcess; readonly ownApp: AppPage }>({
  own: async ({ sharedEndpoint }, use) => {
    const gateway = await GatewayProcess.start(sharedEndpoint.url)
    await use(gateway)
    await gateway.stopForGood()
  },
  ownApp: async ({ page, own }, use) => {
    await use(new AppPage(page, own))
  },
})

interface Squatter {
  /** Method and address of all that was asked, and everything else that was said. */
  readonly heard: readonly { readonly line: string; readonly said: string }[]
  leave(): Promise<void>
}

/** Another user's program at the port of a gateway that has stopped: answers as a gateway would that it cannot be. */
async function squatAt(port: number): Promise<Squatter> {
  const heard: { line: string; said: string }[] = []
  const server: Server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += String(chunk)
    heard.push({ line: `${req.method} ${req.url}`, said: `${JSON.stringify(req.headers)} ${body}` })
    res.writeHead(200, { 'content-type': 'application/json', 'x-sfn-timeline-from': 'gateway' })
    const greeting = { start: 'A'.repeat(22), ageMs: 0, proof: 'A'.repeat(43), command: 'sfn-timeline evil' }
    res.end(JSON.stringify({ name: 'sfn-timeline', version: '9', ...greeting }))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    heard,
    leave: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

test('a page left open gives a program at the gateway’s port nothing, and goes on when the gateway is back', async ({
  ownApp: app,
  own,
  serve,
  endpoint,
  page,
  guard,
}) => {
  guard.tolerate(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/)
  const arn = serve({ events: RETRIED, visible: 4 })
  await app.openArn(arn)
  await expect(app.row('Charge')).toHaveAccessibleName(/running/)
  await own.stop()
  const squatter = await squatAt(own.port)
  // The running execution is followed by itself: the page asks, at the latest after twenty seconds.
  await expect(app.alerts.filter({ hasText: /is not the gateway that let this browser in/ })).toBeVisible({
    timeout: 40_000,
  })
  expect(squatter.heard.length).toBeGreaterThan(0)
  for (const { line, said } of squatter.heard) {
    expect(line).toMatch(/^GET \/gateway\/hello\?challenge=[\w-]{32}$/)
    expect(said).not.toMatch(/proof|token|arn:aws/i)
  }
  await expect(page.getByText('sfn-timeline evil')).toHaveCount(0)
  await squatter.leave()
  await own.startAgain()
  endpoint.grow(arn)
  await app.retryWhereAsked()
  await expect(app.row('Report')).toHaveAccessibleName(/succeeded/)
})

test('a link with somebody else’s way in leaves the key alone', async ({ ownApp: app, own, serve, page, guard }) => {
  guard.tolerate(/410/)
  const arn = serve({ events: RETRIED })
  await app.open()
  for (const hash of [`#launch=${'A'.repeat(22)}`, `#token=${'x'.repeat(43)}`, '#launch=']) {
    await page.goto(`${own.origin}/${hash}`)
    await page.reload()
    await app.openArn(arn)
    await app.waitForIdle()
    expect(page.url()).not.toMatch(/launch|token/)
  }
})

test('the browser keeps a key that no script can read, and nothing else that lets one in', async ({
  ownApp: app,
  page,
}) => {
  await app.open()
  const { stores, stored } = await page.evaluate(readStorage)
  expect(stores).toEqual([{ name: 'CryptoKey', extractable: false, exported: false }])
  expect(stored).not.toMatch(/token|launch/i)
  await page.reload()
  await expect(app.addressInput).toBeVisible()
  await expect(page.getByRole('button', { name: /AWS profile: environment/ })).toBeVisible()
})

test('a new token locks out every tab; one that is let in again lets in all', async ({ ownApp: app, own, page }) => {
  await app.open()
  const other = await page.context().newPage()
  await other.goto(`${own.origin}/`)
  const profile = (tab: Page, name: RegExp) => tab.getByRole('button', { name })
  await expect(profile(other, /AWS profile: environment/)).toBeVisible()
  expect((await own.command('reset-token')).status).toBe(0)
  await other.reload()
  await expect(profile(other, /AWS profile: No key/)).toBeVisible()
  await page.goto(await own.launchUrl())
  await expect(profile(page, /AWS profile: environment/)).toBeVisible()
  await expect(profile(other, /AWS profile: environment/)).toBeVisible()
})

test('a browser that stores nothing is let in for as long as the page', async ({ ownApp: app, serve, page }) => {
  await page.addInitScript(() => {
    const forbidden = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    Storage.prototype.setItem = forbidden
    IDBFactory.prototype.open = forbidden
  })
  const arn = serve({ events: RETRIED })
  await app.openArn(arn)
  await app.waitForIdle()
  await expect(app.row('Charge')).toHaveAccessibleName(/2 attempts/)
})

/** All that IndexedDB and localStorage hold for this origin. */
async function readStorage(): Promise<{ stores: object[]; stored: string }> {
  const asked = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error('no')))
    })
  const stores: object[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const values: unknown[] = await asked(database.transaction(store).objectStore(store).getAll())
      for (const value of values) {
        if (!(value instanceof CryptoKey)) continue
        const exported = await crypto.subtle.exportKey('raw', value).then(
          () => true,
          () => false,
        )
        stores.push({ name: 'CryptoKey', extractable: value.extractable, exported })
      }
    }
    database.close()
  }
  return { stores, stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]) }
}
