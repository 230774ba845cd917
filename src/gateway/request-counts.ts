import type { AwsAction } from './aws-request.ts'

/** What has been asked of AWS since the gateway started, for the page's "requests made". */
export interface RequestCounts {
  /** Sent to AWS. */
  readonly sent: number
  /** Answered together with an identical one under way. */
  readonly coalesced: number
  /** Held back by the token bucket before being sent. */
  readonly queued: number
  /** AWS answered with throttling. */
  readonly throttled: number
  /** No usable answer came. */
  readonly failed: number
  readonly byAction: Readonly<Partial<Record<AwsAction, number>>>
}

export interface RequestCounter {
  add(what: 'queued' | 'throttled' | 'failed'): void
  addSent(action: AwsAction): void
  counts(coalesced: number): RequestCounts
}

export function createRequestCounter(): RequestCounter {
  const sums = { queued: 0, throttled: 0, failed: 0 }
  const byAction: Partial<Record<AwsAction, number>> = {}
  let sent = 0
  return {
    add: what => {
      sums[what] += 1
    },
    addSent: action => {
      sent += 1
      byAction[action] = (byAction[action] ?? 0) + 1
    },
    counts: coalesced => ({ sent, coalesced, ...sums, byAction: { ...byAction } }),
  }
}
