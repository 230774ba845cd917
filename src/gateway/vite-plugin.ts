import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin, ViteDevServer } from 'vite'
import { createAwsAccess } from './aws-access.ts'
import { chosenProfiles } from './chosen-profiles.ts'
import { configDir } from './config-dir.ts'
import { createHandler, type Handler } from './handler.ts'
import { launchAddress } from './launches.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { terminalLog } from './log.ts'
import { logSwitches } from './log-switches.ts'
import { fileTokenStore } from './token-store.ts'

/**
 * `npm run dev`: the same gateway inside Vite's server, with hot reload of the page. Vite answers any IP as Host and allows
 * every localhost origin (CORS), so the gateway's requests are taken before any of Vite's middleware sees them.
 */
export function gatewayPlugin(): Plugin {
  return { name: 'sfn-timeline-gateway', apply: 'serve', configureServer: mount }
}

function mount(server: ViteDevServer): void {
  const log = terminalLog(text => process.stderr.write(text))
  const dir = configDir()
  const tokenStore = fileTokenStore(dir)
  const handler = createHandler({
    port: () => portOf(server),
    tokenStore,
    aws: createAwsAccess({ profile: undefined, chosenProfiles: chosenProfiles(dir), logs: logSwitches(dir) }),
    limits: DEFAULT_LIMITS,
    log,
  })
  server.middlewares.stack.unshift({ route: '', handle: middlewareOf(handler) })
  server.httpServer?.once('listening', () => {
    void handler.launches.create('', 'gateway').then(
      code => log.say(`  With the gateway, once: ${launchAddress(`localhost:${portOf(server)}`, code)}`),
      (error: unknown) => log.failure(error),
    )
  })
}

function portOf(server: ViteDevServer): number {
  const address = server.httpServer?.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

function middlewareOf(handler: Handler) {
  return (req: IncomingMessage, res: ServerResponse, next: () => void): void => {
    if (handler.owns(req.url ?? '/')) void handler.handle(req, res)
    else next()
  }
}
