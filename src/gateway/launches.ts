import { randomBytes } from 'node:crypto'
import { GatewayError } from './gateway-error.ts'

/**
 * Ways into the page that work once and for a minute. A browser is started with `/launch/<one-time code>`, not with the
 * token: the command line of a process can be read by every user of the machine.
 */
export interface Launches {
  /** @param route What to show, as in a link after `#` (`/executions/…`); empty for the first page. */
  create(route: string): string
  /** @throws GatewayError `GatewayLaunchExpired`. */
  redeem(code: string): string
}

const LIVES_MS = 60_000
const AT_MOST = 32

export function createLaunches(now: () => number = () => performance.now()): Launches {
  const open = new Map<string, { readonly route: string; readonly until: number }>()

  function create(route: string): string {
    if (route !== '' && !/^\/[\x21-\x7e]{0,4096}$/.test(route)) {
      throw new GatewayError('ValidationException', 'A route starts with a slash and is percent-encoded.')
    }
    const code = randomBytes(16).toString('base64url')
    open.set(code, { route, until: now() + LIVES_MS })
    const [oldest] = open.keys()
    if (open.size > AT_MOST && oldest !== undefined) open.delete(oldest)
    return code
  }

  function redeem(code: string): string {
    const found = open.get(code)
    open.delete(code)
    if (found && now() < found.until) return found.route
    throw new GatewayError(
      'GatewayLaunchExpired',
      'This way in works once and for a minute. Run `sfn-timeline` again for a new one.',
    )
  }

  return { create, redeem }
}

/** The fragment that hands the token to the page, which keeps it and removes it from the address bar at once. */
export function launchFragment(route: string, token: string): string {
  return route === '' ? `#token=${token}` : `#token=${token}&${route}`
}
