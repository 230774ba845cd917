import { GatewayError } from './gateway-error.ts'

/** How much of AWS's answers may be in memory at once, all calls together. */
export interface ByteBudget {
  /** Memory for an answer that is being read. @throws GatewayError `GatewayBusy` when there is not as much left. */
  take(bytes: number): void
  /** Memory for one that is here already and is being sent. */
  hold(bytes: number): void
  give(bytes: number): void
}

export function createByteBudget(total: number): ByteBudget {
  let used = 0
  return {
    take: bytes => {
      if (used + bytes > total) {
        throw new GatewayError('GatewayBusy', 'The answers under way fill the memory that the gateway gives them.')
      }
      used += bytes
    },
    hold: bytes => {
      used += bytes
    },
    give: bytes => {
      used -= bytes
    },
  }
}
