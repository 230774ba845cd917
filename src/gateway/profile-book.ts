import { memberOf } from '../history/json-value.ts'
import { type AwsConfig, type ProfileKind, readAwsConfig } from './aws-profiles.ts'
import { type Choice, chooseProfile, profilesOfUnknownAccount } from './choose-profile.ts'
import type { ChosenProfiles } from './chosen-profiles.ts'
import { GatewayError } from './gateway-error.ts'
import type { IdentityCache } from './identity.ts'

export interface ProfileOptions {
  /** `--profile`: before AWS_PROFILE and all else. */
  readonly profile: string | undefined
  readonly chosenProfiles: ChosenProfiles
}

/** What the page may know of the machine's profiles. */
export interface ProfileList {
  readonly fixed: { readonly profile: string; readonly by: '--profile' | 'AWS_PROFILE' } | null
  readonly environment: boolean
  readonly profiles: readonly {
    readonly name: string
    readonly kind: ProfileKind
    readonly account: string | null
    readonly region: string | null
  }[]
  readonly chosen: Readonly<Record<string, string>>
}

export interface Wanted {
  readonly account: string
  readonly region: string
  /** Asked for by name for this one request. */
  readonly profile: string | undefined
}

/** Decides whose credentials serve which account. */
export interface ProfileBook {
  /** @throws GatewayError `NoProfileForAccount` when every credential of this machine is known to be another account's. */
  choiceFor(wanted: Wanted, config: AwsConfig): Promise<Choice>
  /**
   * The choice for a call that no ARN places: nothing is looked for, the page must have named the one that is used. No name means the
   * keys of the environment, or what the SDK finds on a machine without profiles; where there are neither, it is refused.
   * @throws GatewayError `GatewayInvalidCall`, `ProfileFixed` where another has the last word.
   */
  namedChoice(profile: string | undefined, config: AwsConfig): Choice
  list(): Promise<ProfileList>
  /**
   * Remembers a person's choice; `undefined` forgets it.
   * @throws GatewayError `ProfileFixed` or `GatewayInvalidCall`.
   */
  choose(account: string, profile: string | undefined): Promise<void>
}

export function createProfileBook(options: ProfileOptions, identities: IdentityCache): ProfileBook {
  const fixed = () => {
    if (options.profile) return { profile: options.profile, by: '--profile' as const }
    const profile = process.env['AWS_PROFILE']
    return profile ? { profile, by: 'AWS_PROFILE' as const } : undefined
  }
  const environment = () => Boolean(process.env['AWS_ACCESS_KEY_ID'] && process.env['AWS_SECRET_ACCESS_KEY'])

  async function choiceFor({ account, region, profile }: Wanted, config: AwsConfig): Promise<Choice> {
    const chosen = profile ?? memberOf(await options.chosenProfiles.all(), account)
    const known = chooseProfile(account, {
      fixed: fixed(),
      chosen,
      environment: environment(),
      profiles: config.profiles,
    })
    return known ?? askSts(account, region, config)
  }

  async function askSts(account: string, region: string, config: AwsConfig): Promise<Choice> {
    const candidates = profilesOfUnknownAccount(config.profiles)
    for (const { name } of candidates) {
      // One after another: most machines have one such profile, and the first that fits ends the search.
      if ((await identities.accountOf(name, region, config)) === account) return { profile: name, because: 'sts' }
    }
    if (config.profiles.length === 0) return { profile: undefined, because: 'default' }
    return lastResort(account, region, config)
  }

  /** The default profile as the CLI would use it, unless it is known to be another account's. */
  async function lastResort(account: string, region: string, config: AwsConfig): Promise<Choice> {
    const byDefault = config.profiles.find(({ name }) => name === 'default')
    const profile = byDefault && byDefault.kind !== 'other' ? byDefault.name : undefined
    const owner = byDefault?.account ?? (await identities.accountOf(profile, region, config))
    if (profile === undefined ? owner === account : owner === undefined) return { profile, because: 'default' }
    throw noProfile(account, config)
  }

  function namedChoice(profile: string | undefined, config: AwsConfig): Choice {
    const decided = fixed()
    if (decided && profile !== undefined && profile !== decided.profile) throw profileFixed(decided)
    if (profile === undefined) return unnamedChoice(decided !== undefined, config)
    const facts = config.profiles.find(({ name }) => name === profile)
    if (facts === undefined) throw noSuchProfile()
    if (decided) return { profile, because: decided.by }
    // The default profile may only say a region: its credentials are those of the machine (never the environment's, which are not it).
    const isMachines = facts.name === 'default' && facts.kind === 'other' && !environment()
    return { profile: isMachines ? undefined : profile, because: 'named' }
  }

  function unnamedChoice(isFixed: boolean, config: AwsConfig): Choice {
    if (!isFixed && environment()) return { profile: undefined, because: 'environment' }
    if (!isFixed && config.profiles.length === 0) return { profile: undefined, because: 'default' }
    throw new GatewayError('GatewayInvalidCall', 'This call must name the AWS profile that it is for.')
  }

  async function list(): Promise<ProfileList> {
    const { profiles } = await readAwsConfig()
    return {
      fixed: fixed() ?? null,
      environment: environment(),
      profiles: profiles.map(({ name, kind, account, region }) => ({
        name,
        kind,
        account: account ?? null,
        region: region ?? null,
      })),
      chosen: await options.chosenProfiles.all(),
    }
  }

  async function choose(account: string, profile: string | undefined): Promise<void> {
    const decided = fixed()
    if (decided) throw profileFixed(decided)
    const { profiles } = await readAwsConfig()
    if (profile !== undefined && !profiles.some(({ name }) => name === profile)) {
      throw noSuchProfile()
    }
    await options.chosenProfiles.choose(account, profile)
  }

  return { choiceFor, namedChoice, list, choose }
}

function profileFixed({ profile, by }: NonNullable<ProfileList['fixed']>): GatewayError {
  return new GatewayError(
    'ProfileFixed',
    `${by} decides for \`${profile}\`: start the gateway without it to choose here.`,
  )
}

function noSuchProfile(): GatewayError {
  return new GatewayError('GatewayInvalidCall', 'There is no such AWS profile on this machine.')
}

function noProfile(account: string, { profiles }: AwsConfig): GatewayError {
  const names = profiles.map(({ name, account: own }) => (own ? `${name} (${own})` : name)).join(', ')
  return new GatewayError(
    'NoProfileForAccount',
    `No AWS profile of this machine is known to be for account ${account}. There are: ${names}.`,
    { account, command: 'aws configure sso' },
  )
}
