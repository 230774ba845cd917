import { expect } from '../fixtures/test.ts'
import { chain, idsTo } from '../histories.ts'
import { test } from './own-gateway.ts'

// What befalls the programs themselves, and the browser's stores: after each, every event once, what was loaded kept, a message
// with what to do, and it goes on by itself where it can.

const COUNT = 60

test.beforeEach(({ endpoint, guard }) => {
  endpoint.pageEvents = () => 10
  guard.tolerate(/Failed to load resource/)
})

test('the gateway is killed in the middle (kill -9) and started again', async ({
  ownApp: app,
  ownGateway: own,
  serve,
  endpoint,
}) => {
  const arn = serve({ events: chain(COUNT) })
  const hold = endpoint.hold({ direction: 'forward' })
  await app.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  await own.kill()
  const notice = app.alerts.filter({ hasText: /gateway does not answer/ })
  await expect(notice).toContainText('sfn-timeline open', { timeout: 60_000 })
  await expect(app.tree.getByRole('row').first()).toBeVisible()
  hold.end()
  await own.startAgain()
  await app.retryWhereAsked()
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})

test('the gateway is frozen (SIGSTOP) until the page says that it does not answer', async ({
  ownApp: app,
  ownGateway: own,
  serve,
  endpoint,
  page,
}) => {
  test.slow()
  const arn = serve({ events: chain(COUNT) })
  const hold = endpoint.hold({ direction: 'forward' })
  await page.clock.install()
  await app.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  // What hangs in the air gets no row while the first page is still to come.
  await expect(page.getByText('50 of 60 events').first()).toBeVisible()
  own.freeze()
  try {
    const notice = app.alerts.filter({ hasText: /No answer came|gateway does not answer/ })
    await expect(async () => {
      await page.clock.fastForward('01:01')
      await expect(notice).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 60_000 })
    await expect(app.tree.getByRole('row').first()).toBeVisible()
  } finally {
    own.thaw()
    hold.end()
  }
  await expect(async () => {
    await page.clock.fastForward('00:20')
    await expect(app.progress).toHaveCount(0, { timeout: 500 })
  }).toPass({ timeout: 60_000 })
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})

test('the key is reset in the middle: a message says what to do, and one that is let in again goes on', async ({
  ownApp: app,
  ownGateway: own,
  serve,
  endpoint,
  page,
}) => {
  const arn = serve({ events: chain(COUNT) })
  // Two pages at most are under way when the key changes: of six, more than one is asked for afterwards.
  const hold = endpoint.hold()
  await app.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  hold.release()
  await expect(page.getByText('10 of 60 events').first()).toBeVisible()
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  expect((await own.command('reset-token')).status).toBe(0)
  hold.end()
  await expect(app.alerts.filter({ hasText: /sfn-timeline open/ }).first()).toBeVisible({ timeout: 60_000 })
  await expect(app.tree.getByRole('row').first()).toBeVisible()
  const other = await page.context().newPage()
  await other.goto(await own.launchUrl())
  await expect(other.getByRole('button', { name: /^AWS profile: environment/ })).toBeVisible()
  await page.getByRole('button', { name: 'Retry' }).click()
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})

test('a disk that is full keeps no copy, says so, and the history is whole', async ({ app, serve, page }) => {
  // As the browser answers where there is no room.
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
  })
  await app.openArn(serve({ events: chain(COUNT) }))
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await page.getByRole('switch', { name: 'Keep finished histories and opened files' }).click()
  await page.keyboard.press('Escape')
  await app.openArn(serve({ events: chain(COUNT) }))
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await expect(page.getByText('This history could not be kept on this machine.')).toBeVisible()
})

for (const [what, damage] of [
  ['has lost an event', 'piece'],
  ['has another form', 'stores'],
] as const) {
  test(`a kept copy whose database ${what} is not shown: AWS is asked again`, async ({
    app,
    serve,
    page,
    endpoint,
  }) => {
    await app.open()
    await page.getByRole('button', { name: 'Help and settings' }).click()
    await page.getByRole('switch', { name: 'Keep finished histories and opened files' }).click()
    await expect(page.getByRole('switch', { name: 'Keep finished histories and opened files' })).toBeChecked()
    await page.keyboard.press('Escape')
    const arn = serve({ events: chain(COUNT) })
    await app.openArn(arn)
    await app.waitForIdle()
    await expect.poll(() => page.evaluate(keptKeys)).toBeGreaterThan(1)
    await page.goto('about:blank')
    await app.openRoute('/')
    await page.evaluate(damage === 'piece' ? losePieces : otherForm)
    endpoint.log.length = 0
    await page.goto('about:blank')
    await app.openArn(arn)
    await app.waitForIdle()
    await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
    expect(endpoint.pagesAnswered(arn).length).toBeGreaterThan(0)
  })
}

test('without localStorage the page works', async ({ app, serve, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('Access is denied', 'SecurityError')
      },
    })
  })
  await app.openArn(serve({ events: chain(COUNT) }))
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})

function keptKeys(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('sfn-timeline')
    opening.addEventListener('error', () => reject(new Error('not opened')))
    opening.addEventListener('success', () => {
      const database = opening.result
      if (!database.objectStoreNames.contains('histories')) return resolve(0)
      const counting = database.transaction('histories').objectStore('histories').count()
      counting.addEventListener('success', () => {
        database.close()
        resolve(counting.result)
      })
    })
  })
}

function losePieces(): Promise<void> {
  return new Promise(resolve => {
    const opening = indexedDB.open('sfn-timeline')
    opening.addEventListener('success', () => {
      const transaction = opening.result.transaction('histories', 'readwrite')
      const walking = transaction.objectStore('histories').openCursor()
      walking.addEventListener('success', () => {
        const cursor = walking.result
        if (cursor === null) return
        if (Array.isArray(cursor.value)) cursor.update(cursor.value.slice(1))
        cursor.continue()
      })
      transaction.addEventListener('complete', () => {
        opening.result.close()
        resolve()
      })
    })
  })
}

function otherForm(): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('sfn-timeline')
    deleting.addEventListener('error', () => reject(new Error('not deleted')))
    deleting.addEventListener('success', () => {
      const opening = indexedDB.open('sfn-timeline', 9)
      opening.addEventListener('success', () => {
        opening.result.close()
        resolve()
      })
    })
  })
}
