import { memberOf } from '../history/json-value.ts'
import type { Gateway } from '../state/use-gateway.ts'

interface ProfileChipProps {
  readonly gateway: Gateway
  /** Account and region of what is open. */
  readonly account: string | undefined
  readonly region: string | undefined
  readonly onClick: () => void
}

/** As whom AWS is read, at a glance; a click tells more and lets a person switch. */
export function ProfileChip({ gateway, account, region, onClick }: ProfileChipProps) {
  const profile = profileOf(gateway, account)
  const words = chipWords(gateway, profile, region)
  return (
    <button
      type="button"
      className={`sfn-chip sfn-chip-${toneOf(gateway, profile, account)}`}
      aria-label={`AWS profile: ${words}`}
      onClick={onClick}
    >
      <span className="sfn-chip-dot" aria-hidden="true" />
      <span>{words}</span>
    </button>
  )
}

/** Green where AWS can be read, red where it should be and cannot: a sample or a file needs no key. */
function toneOf(
  { state, profiles }: Gateway,
  profile: string | undefined,
  account: string | undefined,
): 'ready' | 'problem' | 'none' {
  if (state === 'ready') return profile !== undefined || (profiles?.profiles.length ?? 0) > 0 ? 'ready' : 'none'
  return state === 'locked' && account !== undefined ? 'problem' : 'none'
}

/** As whom AWS is read; undefined where that is not decided. */
function profileOf({ status, profiles }: Gateway, account: string | undefined): string | undefined {
  const serving = status?.accounts.find(candidate => candidate.account === account)
  const name =
    serving?.profile ??
    profiles?.fixed?.profile ??
    (account === undefined ? undefined : memberOf(profiles?.chosen, account))
  const only = profiles?.profiles.length === 1 ? profiles.profiles[0]?.name : undefined
  return name ?? only ?? (profiles?.environment === true ? 'environment' : undefined)
}

function chipWords({ state, profiles }: Gateway, profile: string | undefined, region: string | undefined): string {
  if (state === 'checking') return 'Looking for the gateway'
  if (state === 'absent') return 'Files and samples only'
  if (state === 'locked') return 'No key'
  if (profile === undefined) return countWords(profiles?.profiles.length ?? 0)
  const only = profiles?.profiles.length === 1 ? profiles.profiles[0] : undefined
  const place = region ?? only?.region ?? undefined
  return place === undefined ? profile : `${profile} · ${place}`
}

function countWords(count: number): string {
  return count === 0 ? 'No AWS profile' : `${count} AWS profiles`
}
