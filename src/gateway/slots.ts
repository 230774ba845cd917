import { within } from '../waits/within.ts'
import { GatewayError } from './gateway-error.ts'

/** Places for calls being answered. Each is given back in time, whatever the work in it does. */
export interface Slots {
  /** @throws GatewayError `GatewayBusy` where all are taken, `UpstreamTimeout` where the work takes too long. */
  run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

export function createSlots(count: number, ms: number): Slots {
  let taken = 0
  const tooLate = () => new GatewayError('UpstreamTimeout', `This took longer than ${ms / 1000} s.`)

  async function run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (taken >= count) throw new GatewayError('GatewayBusy', `The gateway answers at most ${count} of these at once.`)
    taken += 1
    try {
      return await within({ ms, signal, tooLate }, work)
    } finally {
      taken -= 1
    }
  }

  return { run }
}
