import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import { AppPage } from '../app-page.ts'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { guarded } from '../fixtures/guarded.ts'
import { Moto } from './moto-server.ts'

/**
 * The page on real executions: `moto` runs them; `app` reads them through a gateway that asks moto; `slicedApp` through one
 * that asks our endpoint in front of moto, which adds paging, order and a log of requests; `freshApp` through one of its own that
 * asks moto, in which nothing was switched on before.
 */
interface TestFixtures {
  readonly app: AppPage
  readonly front: Endpoint
  readonly slicedApp: AppPage
  readonly freshApp: AppPage
}

interface WorkerFixtures {
  readonly moto: Moto
  readonly motoGateway: GatewayProcess
  readonly sharedFront: Endpoint
  readonly frontGateway: GatewayProcess
}

export const test = guarded.extend<TestFixtures, WorkerFixtures>({
  moto: [
    async ({}, use) => {
      const moto = await Moto.start()
      await use(moto)
      await moto.stop()
    },
    { scope: 'worker' },
  ],
  motoGateway: [
    async ({ moto }, use) => {
      const gateway = await GatewayProcess.start(moto.url)
      await use(gateway)
      await gateway.stopForGood()
    },
    { scope: 'worker' },
  ],
  sharedFront: [
    async ({ moto }, use) => {
      const endpoint = await startEndpoint({ upstream: moto.url })
      await use(endpoint)
      await endpoint.close()
    },
    { scope: 'worker' },
  ],
  frontGateway: [
    async ({ sharedFront }, use) => {
      const gateway = await GatewayProcess.start(sharedFront.url)
      await use(gateway)
      await gateway.stopForGood()
    },
    { scope: 'worker' },
  ],
  front: async ({ sharedFront }, use) => {
    sharedFront.reset()
    await use(sharedFront)
  },
  app: async ({ page, motoGateway }, use) => {
    await use(new AppPage(page, motoGateway))
  },
  slicedApp: async ({ page, frontGateway }, use) => {
    await use(new AppPage(page, frontGateway))
  },
  freshApp: async ({ page, moto }, use) => {
    const gateway = await GatewayProcess.start(moto.url)
    await use(new AppPage(page, gateway))
    await gateway.stopForGood()
  },
})
