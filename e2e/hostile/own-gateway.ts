import { AppPage } from '../app-page.ts'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { test as base } from '../fixtures/test.ts'

interface OwnGateway {
  readonly ownGateway: GatewayProcess
  /** The page, let in by that one. */
  readonly ownApp: AppPage
}

/** With a gateway of its own for each test, which may be killed and frozen. */
export const test = base.extend<OwnGateway>({
  ownGateway: async ({ sharedEndpoint }, use) => {
    const gateway = await GatewayProcess.start(sharedEndpoint.url)
    await use(gateway)
    // A frozen one would never hear that it should stop.
    gateway.thaw()
    await gateway.stopForGood()
  },
  ownApp: async ({ page, ownGateway }, use) => {
    await use(new AppPage(page, ownGateway))
  },
})
