import type { Millis } from '../history/events.ts'
import type { HistoryPage } from '../source/source.ts'
import { MAX_ATTEMPTS } from './backoff.ts'
import type { Pass } from './load-state.ts'

/** What loading bears before it changes its ways. */
export interface LoadSettings {
  /** Time for one page: the gateway may queue 20 s for the quota and give AWS 30 s. */
  readonly requestLimitMs: Millis
  /** Attempts at DescribeExecution: a history reads without it. */
  readonly describeAttempts: number
  /** Whether DescribeExecution is asked from the start: a history and a child list tell nearly all of it too. */
  readonly describes: boolean
  /** The newest page alone: the rest waits until somebody resumes. */
  readonly endAlone: boolean
  /** A page slower or heavier than this makes the skeleton come first. */
  readonly slowPageMs: Millis
  readonly heavyPageBytes: number
  /** Payloads kept; beyond it one comes when it is wanted. */
  readonly payloadBudgetBytes: number
  /** Of what must be asked for, payloads come for wanted events alone. */
  readonly skeletonAlone: boolean
  /** How often a page is asked for that fails with this error, before only *Retry* goes on. */
  readonly attempts: (code: string) => number
  /** Whether the state machine's definition is asked for as soon as there is something to show. */
  readonly asksDefinition: boolean
  /** Errors that may be gone when the person comes back from a terminal. */
  readonly retriesOnReturn: ReadonlySet<string>
}

export const DEFAULT_LOAD_SETTINGS: LoadSettings = {
  requestLimitMs: 60_000,
  describeAttempts: 6,
  describes: true,
  endAlone: false,
  slowPageMs: 2_500,
  heavyPageBytes: 4_000_000,
  payloadBudgetBytes: 60_000_000,
  skeletonAlone: false,
  attempts: () => MAX_ATTEMPTS,
  asksDefinition: true,
  retriesOnReturn: new Set([
    'GatewayUnreachable',
    'GatewayKeyMissing',
    'GatewayNotProven',
    'ClockSkewed',
    'NoProfileForAccount',
    'NoAnswer',
    'UpstreamUnreachable',
    'CredentialsMissing',
    'CredentialsExpired',
    'ExpiredTokenException',
    'ExpiredToken',
    'UnrecognizedClientException',
  ]),
}

/** How many payloads are kept of a history: what is here as a whole has come with all of them. */
export function payloadBudgetOf({ skeletonAlone, payloadBudgetBytes }: LoadSettings, live: boolean): number {
  if (!skeletonAlone) return payloadBudgetBytes
  return live ? 0 : Number.POSITIVE_INFINITY
}

/** Settings to read an execution's end with one call: what its list tells of it is known already. */
export function forEndAlone(settings: LoadSettings): LoadSettings {
  return { ...settings, endAlone: true, describes: false, asksDefinition: false }
}

/** Did this page cost so much that names and times should come before the payloads of the rest? */
export function makesSkeletonFirst(
  settings: LoadSettings,
  pass: Pick<Pass, 'withPayloads'>,
  { page, tookMs }: { readonly page: HistoryPage; readonly tookMs: Millis },
): boolean {
  return pass.withPayloads && (tookMs > settings.slowPageMs || (page.payloadBytes ?? 0) > settings.heavyPageBytes)
}
