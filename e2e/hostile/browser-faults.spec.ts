import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { AppPage } from '../app-page.ts'
import { browserFlags, findBrowser } from '../browser.mjs'
import { expect } from '../fixtures/test.ts'
import { chain, idsTo } from '../histories.ts'
import { test as base } from './own-gateway.ts'

// What befalls the browser itself: killed or frozen in the middle, every event is there once when it is back.

const COUNT = 60

/** A browser of its own on a profile of its own, which outlives it. */
class OwnBrowser {
  readonly profile = mkdtempSync(join(tmpdir(), 'sfn-timeline-profile-'))
  private context: BrowserContext | undefined

  async open(): Promise<BrowserContext> {
    const executablePath = findBrowser()
    this.context = await chromium.launchPersistentContext(this.profile, {
      args: [...browserFlags],
      ...(executablePath === undefined ? {} : { executablePath }),
    })
    return this.context
  }

  /** To all its processes, as the system would. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    for (const pid of processesOf(this.profile)) process.kill(pid, name)
  }

  async killed(context: BrowserContext): Promise<void> {
    const closed = context.waitForEvent('close')
    this.signal('SIGKILL')
    await closed
    this.context = undefined
    await expect.poll(() => processesOf(this.profile)).toEqual([])
  }

  async end(): Promise<void> {
    this.signal('SIGCONT')
    await this.context?.close()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

/** Those that name a profile in their command line; what is a zombie names nothing. */
function processesOf(profile: string): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && commandLine(name).includes(profile))
    .map(Number)
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const test = base.extend<{ readonly own: OwnBrowser }>({
  own: async ({}, use) => {
    const browser = new OwnBrowser()
    await use(browser)
    await browser.end()
  },
})

test.beforeEach(({ endpoint }) => {
  endpoint.pageEvents = () => 10
})

test('killed in the middle (kill -9) and opened again, it is still let in and loads all', async ({
  own,
  ownGateway,
  serve,
  endpoint,
}) => {
  test.slow()
  const arn = serve({ events: chain(COUNT) })
  const hold = endpoint.hold({ direction: 'forward' })
  const before = await own.open()
  const first = new AppPage(await before.newPage(), ownGateway)
  await first.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  await expect(first.page.getByText('50 of 60 events').first()).toBeVisible()
  const address = first.page.url()
  await own.killed(before)
  hold.end()
  const page = await (await own.open()).newPage()
  await page.goto(address)
  const app = new AppPage(page, ownGateway)
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})

test('killed after a history was kept, it shows the kept one whole', async ({ own, ownGateway, serve, endpoint }) => {
  test.slow()
  const arn = serve({ events: chain(COUNT) })
  const before = await own.open()
  const first = new AppPage(await before.newPage(), ownGateway)
  await first.open()
  await first.page.getByRole('button', { name: 'Help and settings' }).click()
  await first.page.getByRole('switch', { name: 'Keep finished histories and opened files' }).click()
  await first.page.keyboard.press('Escape')
  await first.openArn(arn)
  await first.waitForIdle()
  await own.killed(before)
  const page = await (await own.open()).newPage()
  await page.goto(`${ownGateway.origin}/#/executions/${encodeURIComponent(arn)}`)
  const app = new AppPage(page, ownGateway)
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
  expect(endpoint.log.length).toBeGreaterThan(0)
})

test('frozen (SIGSTOP) while answers come, it goes on by itself', async ({ own, ownGateway, serve, endpoint }) => {
  test.slow()
  const arn = serve({ events: chain(COUNT) })
  const hold = endpoint.hold()
  const app = new AppPage(await (await own.open()).newPage(), ownGateway)
  await app.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  own.signal('SIGSTOP')
  const answered = endpoint.pagesAnswered(arn).length
  hold.end()
  // The answers are out, and nobody takes them.
  await expect.poll(() => endpoint.pagesAnswered(arn).length).toBeGreaterThan(answered)
  own.signal('SIGCONT')
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})
