import type { Endpoint } from '../../src/fake-aws/endpoint.ts'
import type { FaultKind } from '../../src/fake-aws/faults.ts'
import type { Hold } from '../../src/fake-aws/holds.ts'
import { seededRandom } from '../../src/simulator/seeded-random.ts'
import type { AppPage } from '../app-page.ts'
import type { GatewayProcess } from '../fixtures/gateway-process.ts'
import { expect } from '../fixtures/test.ts'
import { chain, idsTo } from '../histories.ts'
import { test } from './own-gateway.ts'

// Whatever befalls gateway, AWS, network and page while a history is read, one after another: every event is there once in the end,
// with no more help than *Retry*. `npm test` draws a few sequences, `npm run test:hostile` many.

const WHOLE = process.env['HOSTILE_SIZE'] === 'whole'
const SEEDS = WHOLE ? Array.from({ length: 24 }, (_, at) => at + 1) : [1, 2]
const COUNT = 60
const EVENTS_OF_A_PAGE = 5
const FAULTS_OF_A_RUN = 5

interface Place {
  readonly own: GatewayProcess
  readonly app: AppPage
  readonly endpoint: Endpoint
  readonly hold: Hold
}

interface DrawnFault {
  readonly name: string
  readonly strike: (place: Place) => Promise<void>
}

/** One page is answered, or found out that it is not, before what was done is undone. */
async function onePage({ hold }: Place): Promise<void> {
  hold.release()
}

const ofAws = (kind: FaultKind, action?: string): DrawnFault => ({
  name: `AWS: ${kind}${action === undefined ? '' : ` to ${action}`}`,
  strike: async place => {
    place.endpoint.fault({ kind, times: 2, ...(action !== undefined && { action }) })
    place.hold.release(3)
  },
})

const FAULTS: readonly DrawnFault[] = [
  {
    name: 'the gateway is killed and started again',
    strike: async place => {
      await place.own.kill()
      await onePage(place)
      await place.own.startAgain()
    },
  },
  {
    name: 'the gateway is frozen while a page is answered',
    strike: async place => {
      place.own.freeze()
      await onePage(place)
      place.own.thaw()
    },
  },
  {
    name: 'the network is gone while a page is answered',
    strike: async place => {
      const browser = place.app.page.context()
      await browser.setOffline(true)
      await onePage(place)
      await browser.setOffline(false)
    },
  },
  {
    name: 'all page tokens expire',
    strike: async place => {
      place.endpoint.expireTokens()
      await onePage(place)
    },
  },
  {
    name: 'the page is reloaded',
    strike: async place => {
      await place.app.page.reload()
      await onePage(place)
    },
  },
  {
    name: 'the page is left and come back to',
    strike: async place => {
      await place.app.page.goto('about:blank')
      await place.app.page.goBack()
      await onePage(place)
    },
  },
  ofAws('throttling'),
  ofAws('serviceUnavailable'),
  ofAws('droppedConnection'),
  ofAws('truncatedBody'),
  ofAws('htmlPage'),
  ofAws('invalidToken'),
  ofAws('expiredCredentials'),
  ofAws('accessDenied'),
  ofAws('accessDenied', 'DescribeExecution'),
  ofAws('throttling', 'DescribeExecution'),
]

function faultsOf(seed: number): readonly DrawnFault[] {
  const random = seededRandom(seed)
  return Array.from({ length: FAULTS_OF_A_RUN }, () => {
    const fault = FAULTS[random.between(0, FAULTS.length - 1)]
    if (fault === undefined) throw new Error('no such fault')
    return fault
  })
}

for (const seed of SEEDS) {
  const faults = faultsOf(seed)
  test(`seed ${seed}, every event is there once after: ${faults.map(({ name }) => name).join('; ')}`, async ({
    ownApp: app,
    ownGateway: own,
    serve,
    endpoint,
    guard,
  }) => {
    test.setTimeout(180_000)
    guard.tolerate(/Failed to load resource|ERR_/)
    endpoint.pageEvents = () => EVENTS_OF_A_PAGE
    const arn = serve({ events: chain(COUNT) })
    const hold = endpoint.hold()
    await app.openArn(arn)
    for (const fault of faults) {
      await expect
        .poll(async () => {
          await app.retryWhereAsked()
          return hold.waiting
        })
        .toBeGreaterThan(0)
      await fault.strike({ own, app, endpoint, hold })
    }
    hold.end()
    await expect(async () => {
      await app.retryWhereAsked()
      await expect(app.tree.getByRole('row').first()).toBeVisible({ timeout: 1_000 })
      await expect(app.progress).toHaveCount(0, { timeout: 1_000 })
    }).toPass({ timeout: 120_000 })
    await expect.poll(() => app.eventIds()).toEqual(idsTo(COUNT))
  })
}
