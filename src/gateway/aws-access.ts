import { readAwsConfig } from './aws-profiles.ts'
import type { AwsAction } from './aws-request.ts'
import { type ByteBudget, createByteBudget } from './byte-budget.ts'
import type { Because, Choice } from './choose-profile.ts'
import { createCoalescer } from './coalesce.ts'
import { createCredentialCache } from './credentials.ts'
import { forwardAsUnderstood } from './emulators.ts'
import { endpointOf } from './endpoints.ts'
import type { ForwardParts } from './forward.ts'
import { createIdentityCache } from './identity.ts'
import { DEFAULT_LIMITS, type GatewayLimits } from './limits.ts'
import { createLogDoor, type LogDoor, trimmed } from './log-door.ts'
import type { LogSwitches } from './log-switches.ts'
import { caBundleOf } from './network.ts'
import { createProfileBook, type ProfileBook, type ProfileOptions } from './profile-book.ts'
import { createBuckets, QUOTAS, SYSTEM_CLOCK } from './quotas.ts'
import { createRequestCounter, type RequestCounts } from './request-counts.ts'
import type { Answer } from './respond.ts'
import type { AwsRequest } from './wire.ts'

/** An account as the gateway has used it so far. */
export interface AccountUse {
  readonly account: string
  readonly profile: string | null
  readonly because: Because
  readonly regions: readonly string[]
}

/** AWS as the gateway reaches it: the one place where requests are signed and sent. */
export interface AwsAccess {
  /**
   * Forwards one checked request and gives AWS's answer, errors of AWS included. `profile`: the one asked for by name.
   * @throws GatewayError for what went wrong on the way there.
   */
  forward(request: AwsRequest<AwsAction>, signal: AbortSignal, profile?: string): Promise<Answer>
  counts(): RequestCounts
  accounts(): readonly AccountUse[]
  readonly profiles: ProfileBook
  readonly logDoor: LogDoor
  /** What answers under way may take. */
  readonly memory: ByteBudget
}

export interface AwsAccessOptions extends ProfileOptions {
  readonly limits?: GatewayLimits
  readonly quotas?: typeof QUOTAS
  /** With `--logs`: for which accounts. Absent: logs are not read. */
  readonly logs?: LogSwitches
}

/** Reads the machine's AWS config and environment afresh for each request; keeps credentials in memory alone. */
export function createAwsAccess(options: AwsAccessOptions): AwsAccess {
  const limits = options.limits ?? DEFAULT_LIMITS
  const credentials = createCredentialCache()
  const memory = createByteBudget(limits.memoryBytes)
  const identities = createIdentityCache({ credentials, limits, memory })
  const profiles = createProfileBook(options, identities)
  const logDoor = createLogDoor(options.logs)
  const counter = createRequestCounter()
  const bucketOf = createBuckets(options.quotas ?? QUOTAS, SYSTEM_CLOCK)
  const parts: ForwardParts = { limits, memory, credentials, identities, counter, bucketOf }
  const coalescer = createCoalescer<Answer>()
  const used = new Map<string, { readonly choice: Choice; readonly regions: Set<string> }>()

  async function forward(request: AwsRequest<AwsAction>, signal: AbortSignal, profile?: string): Promise<Answer> {
    const { account, region } = request.owner
    // Before anything is looked up for it: no profile, no credentials, no request.
    if (request.reads) await logDoor.assertOpen(request.reads, account)
    const config = await readAwsConfig()
    const choice =
      account === undefined
        ? profiles.namedChoice(profile, config)
        : await profiles.choiceFor({ account, region, profile }, config)
    if (account !== undefined) noteUse(account, region, choice)
    const endpoint = endpointOf(request.wire.service, region, config, choice.profile ?? 'default')
    const caBundle = caBundleOf(config, choice.profile ?? 'default')
    const facts = config.profiles.find(({ name }) => name === choice.profile)
    const key = JSON.stringify([
      choice.profile ?? null,
      region,
      endpoint.href,
      caBundle ?? null,
      request.action,
      request.wire.path,
      request.wire.body,
    ])
    return coalescer.run(key, signal, async work => {
      const answer = await forwardAsUnderstood({ request, choice, facts, endpoint, caBundle }, parts, work)
      logDoor.learn(request, answer)
      return trimmed(request, answer)
    })
  }

  function noteUse(account: string, region: string, choice: Choice): void {
    used.set(account, { choice, regions: (used.get(account)?.regions ?? new Set<string>()).add(region) })
  }

  const accounts = () =>
    [...used].map(([account, { choice, regions }]) => ({
      account,
      profile: choice.profile ?? null,
      because: choice.because,
      regions: [...regions],
    }))

  return { forward, counts: () => counter.counts(coalescer.joined), accounts, profiles, logDoor, memory }
}
