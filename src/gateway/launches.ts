import { randomText } from '../protocol/base64url.ts'
import { launchName } from '../protocol/keys.ts'
import { GatewayError } from './gateway-error.ts'

/** `minute`: for a browser that is about to be started. `gateway`: for the address on the terminal. Both work once. */
export type LaunchLife = 'minute' | 'gateway'

/**
 * Ways into the page that work once. The address holds a code behind the `#`, which never leaves the browser: the page asks by
 * a name made of it and gets the page key sealed with it. A code in a browser's history, in a list of processes or on a
 * terminal is worth nothing once it was used.
 */
export interface Launches {
  /**
   * @param route What to show, as in a link after `#` (`/executions/…`); empty for the first page.
   * @returns the code.
   */
  create(route: string, life: LaunchLife): Promise<string>
  /** Gives what a name stands for, once. @throws GatewayError `GatewayLaunchExpired`. */
  redeem(name: string): { readonly code: string; readonly route: string }
}

const MINUTE_MS = 60_000
const AT_MOST = 64

export function createLaunches(now: () => number = () => performance.now()): Launches {
  const open = new Map<string, { readonly code: string; readonly route: string; readonly until: number }>()

  async function create(route: string, life: LaunchLife): Promise<string> {
    if (route !== '' && !/^\/[\x21-\x7e]{0,4096}$/.test(route)) {
      throw new GatewayError('GatewayInvalidCall', 'A route starts with a slash and is percent-encoded.')
    }
    const code = randomText(16)
    const until = life === 'minute' ? now() + MINUTE_MS : Number.POSITIVE_INFINITY
    open.set(await launchName(code), { code, route, until })
    const [oldest] = open.keys()
    if (open.size > AT_MOST && oldest !== undefined) open.delete(oldest)
    return code
  }

  function redeem(name: string): { code: string; route: string } {
    const found = open.get(name)
    open.delete(name)
    if (found && now() < found.until) return found
    throw new GatewayError(
      'GatewayLaunchExpired',
      'This way in works once, and for a minute where a browser was started.',
    )
  }

  return { create, redeem }
}

/** The address that lets a browser in at `host` (with the port). */
export function launchAddress(host: string, code: string): string {
  return `http://${host}/#launch=${code}`
}
