import open from 'open'
import type { GatewayLog } from '../gateway/log.ts'

/** Starts the person's browser. If there is none (a server, a container), the URL on the terminal has to do. */
export async function openInBrowser(url: string, log: GatewayLog): Promise<void> {
  const failed = () => log.say('No browser could be started: open the URL above yourself.')
  try {
    const browser = await open(url)
    browser.on('error', failed)
  } catch {
    failed()
  }
}
