import type { Gateway } from './use-gateway.ts'

/** As whom, and where, a list of state machines is asked for. */
export interface MachinePlace {
  /** Undefined: the keys of the gateway's environment, or the credentials of a machine without profiles. */
  readonly profile: string | undefined
  readonly region: string
}

/** Credentials that a list may be asked for with, as the gateway tells them. */
export interface Caller {
  readonly profile: string | undefined
  /** Its name, and its account where the files tell it. */
  readonly words: string
  /** The region to begin with; empty where nothing tells one. */
  readonly region: string
}

type Told = Pick<Gateway, 'profiles' | 'status'>

/**
 * All that may be named, the likeliest first. What has the last word (`--profile`, `AWS_PROFILE`) is the only one; keys of the
 * environment come before profiles, as they do for an ARN.
 */
export function callersOf({ profiles, status }: Told): readonly Caller[] {
  if (profiles === undefined) return []
  const used = (profile: string | undefined) =>
    status?.accounts.find(account => (account.profile ?? undefined) === profile)?.regions.at(-1)
  const named = profiles.profiles.map(({ name, account, region }) => ({
    profile: name,
    words: account === null ? name : `${name} · account ${account}`,
    region: region ?? used(name) ?? '',
  }))
  const { fixed, environment } = profiles
  if (fixed !== null) {
    const found = named.find(({ profile }) => profile === fixed.profile)
    return [found ?? { profile: fixed.profile, words: fixed.profile, region: '' }]
  }
  const unnamed = { profile: undefined, region: used(undefined) ?? '' }
  if (environment) return [{ ...unnamed, words: 'Keys of the environment' }, ...named]
  return named.length > 0 ? named : [{ ...unnamed, words: 'Credentials of this machine' }]
}

/** Regions that this machine is known to use, for choosing. */
export function knownRegions({ profiles, status }: Told): readonly string[] {
  const used = status?.accounts.flatMap(({ regions }) => regions) ?? []
  const set = profiles?.profiles.flatMap(({ region }) => (region === null ? [] : [region])) ?? []
  return [...new Set([...used, ...set])].toSorted()
}

// As long as the page is open: it is kept nowhere.
let last: MachinePlace | undefined

/** What was asked for last, to begin with next time. */
export function rememberPlace(place: MachinePlace): void {
  last = place
}

/** Where to begin. `isDecided`: nobody has to be asked first, as there is one caller alone and its region, or both were used last. */
export function firstPlace(callers: readonly Caller[]): { readonly place: MachinePlace; readonly isDecided: boolean } {
  const known = last
  if (known !== undefined && callers.some(({ profile }) => profile === known.profile)) {
    return { place: known, isDecided: true }
  }
  const [caller] = callers
  const place = { profile: caller?.profile, region: caller?.region ?? '' }
  return { place, isDecided: callers.length === 1 && place.region !== '' }
}
