import type { Endpoint } from '../src/fake-aws/endpoint.ts'
import type { FaultKind, FaultRule } from '../src/fake-aws/faults.ts'
import { expect, test } from './fixtures/test.ts'
import { chain, idsTo } from './histories.ts'

const COUNT = 60
/** Ten events a page: six pages, three from each end. */
const places = [0, 1, 2].flatMap(page => (['forward', 'backward'] as const).map(direction => ({ page, direction })))

/** Troubles that pass by themselves: loading goes on without a person. */
const passing: readonly FaultKind[] = [
  'throttling',
  'serverError',
  'serviceUnavailable',
  'droppedConnection',
  'truncatedBody',
  'malformedJson',
  'htmlPage',
  'invalidToken',
]

/** Troubles that need a person, and words of the message that tells what to do. */
const stopping: readonly (readonly [FaultKind, RegExp])[] = [
  ['expiredCredentials', /aws sso login/],
  ['unrecognizedClient', /Sign in again/],
  ['accessDenied', /states:GetExecutionHistory/],
  ['executionDoesNotExist', /90 days/],
  ['kmsAccessDenied', /kms:Decrypt/],
  ['kmsInvalidState', /must be enabled/],
  ['repeatedToken', /token|place|twice|again/i],
]

test.beforeEach(({ endpoint, guard }) => {
  endpoint.pageEvents = () => 10
  // Chromium reports each refused request on the console.
  guard.tolerate(/Failed to load resource/)
})

/** Sets a fault and keeps the other end back until it has struck: else that end might read everything before. */
function strike(endpoint: Endpoint, fault: Required<Pick<FaultRule, 'kind' | 'page' | 'direction' | 'executionArn'>>) {
  endpoint.fault(fault)
  const other = fault.direction === 'forward' ? 'backward' : 'forward'
  const hold = endpoint.hold({ direction: other })
  // The first page from the end tells how many events there are.
  if (other === 'backward') hold.release(1)
  const hasStruck = () =>
    endpoint.log.some(entry => entry.fault === fault.kind && entry.request['executionArn'] === fault.executionArn)
  return {
    struck: () => expect.poll(hasStruck, { message: `${fault.kind} strikes`, timeout: 60_000 }).toBe(true),
    letGo: () => hold.end(),
  }
}

for (const kind of passing) {
  test(`${kind}, on every page and in both directions, passes by itself`, async ({ app, serve, endpoint }) => {
    // A first page has no token that could be invalid.
    for (const { page, direction } of places.filter(place => kind !== 'invalidToken' || place.page > 0)) {
      const arn = serve({ events: chain(COUNT) })
      const fault = strike(endpoint, { kind, page, direction, executionArn: arn })
      await app.openArn(arn)
      await fault.struck()
      fault.letGo()
      await app.waitForIdle()
      await expect
        .poll(() => app.eventIds(), { message: `${kind} at page ${page}, ${direction}` })
        .toEqual(idsTo(COUNT))
    }
  })
}

for (const [kind, words] of stopping) {
  test(`${kind} says what to do, keeps what is loaded, and goes on after Retry`, async ({ app, serve, endpoint }) => {
    // Before the first page no token was given that could be repeated.
    for (const { page, direction } of places.filter(place => kind !== 'repeatedToken' || place.page > 0)) {
      const arn = serve({ events: chain(COUNT) })
      const fault = strike(endpoint, { kind, page, direction, executionArn: arn })
      await app.openArn(arn)
      await fault.struck()
      const notice = app.alerts.filter({ has: app.page.getByRole('button', { name: 'Retry' }) })
      await expect(notice).toContainText(words, { timeout: 60_000 })
      if (page > 0) await expect(app.tree.getByRole('row').first()).toBeVisible()
      fault.letGo()
      await notice.getByRole('button', { name: 'Retry' }).click()
      await app.waitForIdle()
      await expect
        .poll(() => app.eventIds(), { message: `${kind} at page ${page}, ${direction}` })
        .toEqual(idsTo(COUNT))
    }
  })
}

for (const { page: place, direction } of places) {
  test(`page ${place}, ${direction}, never answers: is given up and asked for again`, async ({
    app,
    serve,
    endpoint,
    page,
  }) => {
    const arn = serve({ events: chain(COUNT) })
    const fault = strike(endpoint, { kind: 'neverAnswers', page: place, direction, executionArn: arn })
    await page.clock.install()
    await app.openArn(arn)
    await fault.struck()
    fault.letGo()
    await page.clock.fastForward('01:01')
    await page.clock.fastForward('00:10')
    await app.waitForIdle()
    await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
  })
}

test('the gateway stopped and started again', async ({ app, serve, endpoint, gateway }) => {
  const arn = serve({ events: chain(COUNT) })
  const hold = endpoint.hold({ direction: 'forward' })
  await app.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  await gateway.stop()
  try {
    await expect(app.alerts.filter({ hasText: /gateway does not answer/ })).toBeVisible({ timeout: 60_000 })
    await expect(app.tree.getByRole('row').first()).toBeVisible()
  } finally {
    hold.end()
    await gateway.startAgain()
  }
  await app.retryWhereAsked()
  await app.waitForIdle()
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})

test('leaving a page cancels its requests', async ({ app, serve, endpoint, page }) => {
  const arn = serve({ events: chain(COUNT) })
  const hold = endpoint.hold()
  await app.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  await page.goto('about:blank')
  await expect
    .poll(() => endpoint.log.filter(entry => entry.action === 'GetExecutionHistory').every(entry => entry.givenUp))
    .toBe(true)
})

test('pausing stops asking; resuming goes on from there', async ({ app, serve, endpoint, page }) => {
  const arn = serve({ events: chain(COUNT) })
  const hold = endpoint.hold()
  await app.openArn(arn)
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  hold.release()
  await expect.poll(() => hold.waiting).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Pause' }).click()
  hold.end()
  await expect(page.getByText(/Paused at \d+ of 60 events/)).toBeVisible()
  const asked = endpoint.pagesAnswered(arn).length
  await page.getByRole('button', { name: 'Resume' }).click()
  await app.waitForIdle()
  expect(endpoint.pagesAnswered(arn).length).toBeGreaterThan(asked)
  await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
})

test('twenty executions in chaos are all read whole', async ({ app, serve, endpoint }) => {
  test.slow()
  endpoint.chaos({ seed: 4711, rate: 0.2, kinds: passing })
  for (let run = 0; run < 20; run++) {
    // The faults depend on the ARN: the same ones strike in every run of this test.
    const arn = `arn:aws:states:eu-west-1:${200_000_000_000 + run}:execution:Orders:chaos-${run}`
    serve({ arn, events: chain(COUNT) })
    await app.openArn(arn)
    await app.waitForIdle()
    await expect.poll(() => app.eventIds(), { message: `run ${run}` }).toEqual(idsTo(COUNT))
  }
})
