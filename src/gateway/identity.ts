import { awsFilesVersion } from './aws-files.ts'
import type { AwsConfig } from './aws-profiles.ts'
import type { ByteBudget } from './byte-budget.ts'
import type { CredentialCache, Credentials } from './credentials.ts'
import { endpointOf } from './endpoints.ts'
import type { GatewayLimits } from './limits.ts'
import { caBundleOf } from './network.ts'
import { sendCall, signCall } from './upstream.ts'

/** Asks STS whose credentials these are: once per profile, remembered until the config files change or AWS refuses them. */
export interface IdentityCache {
  /** The account, or undefined if the credentials do not work or STS does not say. */
  accountOf(profile: string | undefined, region: string, config: AwsConfig): Promise<string | undefined>
  forget(profile: string | undefined): void
}

interface Known {
  readonly filesVersion: string
  readonly account: Promise<string | undefined>
}

export interface IdentityParts {
  readonly credentials: CredentialCache
  readonly limits: GatewayLimits
  readonly memory: ByteBudget
}

export function createIdentityCache(parts: IdentityParts): IdentityCache {
  const known = new Map<string | undefined, Known>()

  async function ask(profile: string | undefined, region: string, config: AwsConfig): Promise<string | undefined> {
    const facts = config.profiles.find(({ name }) => name === profile)
    try {
      const keys = await parts.credentials.get(profile, facts)
      return await callerAccount({ keys, region, config, profile: profile ?? 'default' }, parts)
    } catch {
      // No answer is an answer here: this profile is not the one. Not remembered, since a login may follow.
      return undefined
    }
  }

  async function accountOf(
    profile: string | undefined,
    region: string,
    config: AwsConfig,
  ): Promise<string | undefined> {
    const filesVersion = await awsFilesVersion()
    const former = known.get(profile)
    const entry =
      former?.filesVersion === filesVersion ? former : { filesVersion, account: ask(profile, region, config) }
    known.set(profile, entry)
    const account = await entry.account
    if (account === undefined && known.get(profile) === entry) known.delete(profile)
    return account
  }

  return { accountOf, forget: profile => void known.delete(profile) }
}

interface Caller {
  readonly keys: Credentials
  readonly region: string
  readonly config: AwsConfig
  readonly profile: string
}

/** GetCallerIdentity needs no permission. Query protocol: a form in, XML out. */
async function callerAccount(caller: Caller, { limits, memory }: IdentityParts): Promise<string | undefined> {
  const call = {
    endpoint: endpointOf('sts', caller.region, caller.config, caller.profile),
    caBundle: caBundleOf(caller.config, caller.profile),
    service: 'sts' as const,
    method: 'POST' as const,
    path: '',
    region: caller.region,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  }
  const answer = await sendCall(call, await signCall(call, caller.keys), {
    limits: { ...limits, upstreamMs: Math.min(limits.upstreamMs, 10_000), upstreamBytes: 64 * 1024 },
    memory,
    signal: new AbortController().signal,
  })
  return answer.status === 200 ? /<Account>(\d{12})<\/Account>/.exec(answer.body.toString('utf8'))?.[1] : undefined
}
