import { queryClient } from '../loading/query-client.ts'
import { redeemLaunch } from '../source/launch.ts'
import { gatewayKey } from './gateway-key.ts'
import { currentHash, goToHash, pageBase, takeLaunchFromAddress } from './url.ts'

/** What depends on the key: asked again once there is another. */
export const GATEWAY_QUERIES = ['gateway'] as const

let launching: Promise<void> = Promise.resolve()
let otherTabs: BroadcastChannel | undefined

/** Resolves when no launch is under way: only then the key at hand is the one to use. */
export function launched(): Promise<void> {
  return launching
}

/**
 * Takes a launch code out of the address bar, before anything else reads the address, and gets the key for it. Until the
 * gateway has accepted the code nothing changes: a link with a code of somebody else's leaves the good key alone.
 */
export function followLaunch(): void {
  listenToOtherTabs()
  const code = takeLaunchFromAddress()
  if (code === undefined) return
  launching = launching.then(() => launch(code)).catch(() => undefined)
}

async function launch(code: string): Promise<void> {
  const launched = await redeemLaunch(pageBase(), code)
  if (!launched) return
  await gatewayKey.keep(launched.key)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target, and stays in its origin
  otherTabs?.postMessage('another key')
  askAnew()
  const { route } = launched
  if (route.startsWith('/') && ['', '#/'].includes(currentHash())) goToHash(`#${route}`, 'replace')
}

function listenToOtherTabs(): void {
  if (otherTabs !== undefined || typeof BroadcastChannel === 'undefined') return
  otherTabs = new BroadcastChannel('sfn-timeline.key')
  otherTabs.addEventListener('message', askAnew)
}

function askAnew(): void {
  void queryClient.invalidateQueries({ queryKey: GATEWAY_QUERIES })
}
