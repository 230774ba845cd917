import { GatewayError } from './gateway-error.ts'

export interface BucketSize {
  /** How many requests may go out at once after a rest. */
  readonly burst: number
  readonly perSecond: number
}

/** Now, in milliseconds that only go forward, and a wait that an abort ends early (rejecting with its reason). */
export interface Clock {
  now(): number
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export interface TokenBucket {
  /**
   * Takes one token, first come first served; resolves with the ms waited.
   * @throws GatewayError `GatewayBusy` at once when the wait would be longer than `deadlineMs`.
   */
  take(deadlineMs: number, signal: AbortSignal): Promise<number>
  /** AWS throttled us: others are using the quota as well. Empties the bucket and pauses it, longer each time in a row. */
  penalise(): void
  /** AWS answered again: the next pause starts small. */
  forgive(): void
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8_000

/** A token bucket kept as the time at which it will be full again, so that a queue is only a later time. */
export function createTokenBucket({ burst, perSecond }: BucketSize, clock: Clock): TokenBucket {
  const tokenMs = 1000 / perSecond
  let fullAt = Number.NEGATIVE_INFINITY
  let pauseMs = 0

  async function take(deadlineMs: number, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted()
    const now = clock.now()
    // Never `now + … - now`: the rounding of a large sum would be a wait of 0.0000000001 ms.
    const untilFullMs = Math.max(fullAt - now, 0) + tokenMs
    const waitMs = Math.max(0, untilFullMs - burst * tokenMs)
    if (waitMs > deadlineMs) {
      throw new GatewayError(
        'GatewayBusy',
        `Too many requests wait already: this one would have to wait ${Math.ceil(waitMs / 1000)} s. ` +
          'The quota is shared with everything else in this account, so the gateway holds back.',
      )
    }
    fullAt = now + untilFullMs
    if (waitMs === 0) return 0
    try {
      await clock.wait(waitMs, signal)
    } catch (reason) {
      // Gone before its turn: the token goes back.
      fullAt -= tokenMs
      throw reason
    }
    return waitMs
  }

  function penalise(): void {
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs === 0 ? FIRST_PAUSE_MS : pauseMs * 2)
    fullAt = Math.max(fullAt, clock.now() + burst * tokenMs + pauseMs)
  }

  return {
    take,
    penalise,
    forgive: () => {
      pauseMs = 0
    },
  }
}
