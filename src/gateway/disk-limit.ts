import type { Limit } from '../waits/within.ts'
import { GatewayError } from './gateway-error.ts'

const DISK_MS = 10_000

/** A network drive or a sleeping disk may never answer; whoever asked for `path` is told which one it is. */
export function diskLimit(path: string): Limit {
  const tooLate = () =>
    new GatewayError('GatewayFailure', `${path} could not be read or written within ${DISK_MS / 1000} s.`)
  return { ms: DISK_MS, tooLate }
}
