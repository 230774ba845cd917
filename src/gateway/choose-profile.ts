import type { ProfileFacts } from './aws-profiles.ts'

/** Why these credentials are used for an account. */
export type Because = '--profile' | 'AWS_PROFILE' | 'chosen' | 'named' | 'environment' | 'account' | 'sts' | 'default'

/** Whose credentials sign: a profile's, or (no profile) what the SDK's default chain finds. */
export interface Choice {
  readonly profile: string | undefined
  readonly because: Because
}

export interface Circumstances {
  /** `--profile` or AWS_PROFILE: the last word. */
  readonly fixed: { readonly profile: string; readonly by: '--profile' | 'AWS_PROFILE' } | undefined
  /** What a person chose for this account in the page. */
  readonly chosen: string | undefined
  /** AWS_ACCESS_KEY_ID is set. */
  readonly environment: boolean
  readonly profiles: readonly ProfileFacts[]
}

/**
 * The choice for an account that needs no question to AWS, or undefined if only STS can tell.
 *
 * In this order: `--profile`, AWS_PROFILE, the person's choice, credentials in the environment, a profile whose account is
 * written in the config files (`sso_account_id`, `role_arn`, `aws_account_id`). Of several, `default` wins, then the first.
 */
export function chooseProfile(account: string, circumstances: Circumstances): Choice | undefined {
  const { fixed, chosen, environment, profiles } = circumstances
  if (fixed) return { profile: fixed.profile, because: fixed.by }
  if (chosen !== undefined && profiles.some(p => p.name === chosen)) return { profile: chosen, because: 'chosen' }
  if (environment) return { profile: undefined, because: 'environment' }
  const matching = profiles.filter(profile => profile.account === account)
  const match = matching.find(profile => profile.name === 'default') ?? matching[0]
  return match && { profile: match.name, because: 'account' }
}

/** The profiles whose account the files do not tell, in the order in which STS is asked about them. */
export function profilesOfUnknownAccount(profiles: readonly ProfileFacts[]): readonly ProfileFacts[] {
  const unknown = profiles.filter(profile => profile.account === undefined && profile.kind !== 'other')
  return unknown.toSorted((a, b) => Number(b.name === 'default') - Number(a.name === 'default'))
}
