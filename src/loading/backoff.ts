import type { Millis } from '../history/events.ts'

/** How often a failed request is repeated by itself before only *Retry* goes on: some ten minutes at the longest waits. */
export const MAX_ATTEMPTS = 24

/** From this attempt on a person is told; shorter troubles pass unseen. */
export const TELL_AFTER_ATTEMPTS = 3

const FIRST_WAIT: Millis = 400
const LONGEST_WAIT: Millis = 30_000
/** Throttling tells that others need the quota: wait longer from the start. */
const FIRST_WAIT_THROTTLED: Millis = 1_000

const THROTTLING = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'GatewayBusy',
  'RequestLimitExceeded',
  'KmsThrottlingException',
])

export interface FailedAttempt {
  /** 1 for the first failure. */
  readonly attempt: number
  readonly code: string
  /** What `Retry-After` asked for. */
  readonly retryAfterMs: number | undefined
}

/**
 * How long to wait before asking again, in ms: exponential with equal jitter (half fixed, half random, so that tabs do not
 * come back together), never shorter than what the other side asked for. `random`: 0..1.
 */
export function backoffMs({ attempt, code, retryAfterMs }: FailedAttempt, random: number): Millis {
  const first = THROTTLING.has(code) ? FIRST_WAIT_THROTTLED : FIRST_WAIT
  const ceiling = Math.min(LONGEST_WAIT, first * 2 ** (attempt - 1))
  const wait = ceiling / 2 + (ceiling / 2) * random
  return Math.max(wait, Math.min(retryAfterMs ?? 0, 10 * LONGEST_WAIT))
}
