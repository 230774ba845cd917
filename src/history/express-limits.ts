import type { Millis } from './events.ts'

/** An Express execution runs for five minutes at most (Step Functions quotas). */
export const LONGEST_EXPRESS_RUN_MS: Millis = 5 * 60_000
