import { configDir } from '../gateway/config-dir.ts'
import { fileTokenStore } from '../gateway/token-store.ts'
import { findGateway, stopGateway } from './running-gateway.ts'

/** Stops this user's gateway, wherever it was started. */
export async function runStop(port: number): Promise<number> {
  const token = await fileTokenStore(configDir()).read()
  const running = await findGateway(port, token)
  if (running === undefined) {
    process.stdout.write('No gateway of yours is running.\n')
    return 0
  }
  await stopGateway(running, token)
  process.stdout.write(`The gateway at port ${running} stops.\n`)
  return 0
}
