import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import { AppPage } from '../app-page.ts'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { guarded } from '../fixtures/guarded.ts'
import { skipLocalstack } from './install.mjs'
import { LocalStack, LocalStackNotStarted } from './localstack-server.ts'

/**
 * The page on what LocalStack runs, read through a gateway that asks our endpoint in front of it: LocalStack has no pages, no order
 * and no lists of a Map Run's children.
 */
interface TestFixtures {
  readonly app: AppPage
  readonly front: Endpoint
  /** Through a gateway of its own that asks LocalStack itself, in which nothing was switched on before. */
  readonly freshApp: AppPage
}

interface WorkerFixtures {
  /** LocalStack, or why it did not start: asked before any test, which is then skipped. */
  readonly interpreter: LocalStack | LocalStackNotStarted
  readonly localstack: LocalStack
  readonly sharedFront: Endpoint
  readonly gateway: GatewayProcess
}

export const test = guarded.extend<TestFixtures, WorkerFixtures>({
  interpreter: [
    async ({}, use) => {
      const interpreter = await startedOrNot()
      await use(interpreter)
      if (interpreter instanceof LocalStack) await interpreter.stop()
    },
    // More than its own limits for starting and stopping.
    { scope: 'worker', timeout: 180_000 },
  ],
  localstack: [
    async ({ interpreter }, use) => {
      if (interpreter instanceof LocalStackNotStarted) throw interpreter
      await use(interpreter)
    },
    { scope: 'worker' },
  ],
  sharedFront: [
    async ({ localstack }, use) => {
      const endpoint = await startEndpoint({ upstream: localstack.url })
      await use(endpoint)
      await endpoint.close()
    },
    { scope: 'worker' },
  ],
  gateway: [
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
  app: async ({ page, gateway }, use) => {
    await use(new AppPage(page, gateway))
  },
  freshApp: async ({ page, localstack }, use) => {
    const gateway = await GatewayProcess.start(localstack.url)
    await use(new AppPage(page, gateway))
    await gateway.stopForGood()
  },
})

async function startedOrNot(): Promise<LocalStack | LocalStackNotStarted> {
  try {
    return await LocalStack.start()
  } catch (error) {
    if (!(error instanceof LocalStackNotStarted)) throw error
    skipLocalstack(error.message)
    return error
  }
}
