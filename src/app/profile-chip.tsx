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
  const words = chipWords(gateway, account, region)
  return (
    <button
      type="button"
      className={`sfn-chip sfn-chip-${toneOf(gateway)}`}
      aria-label={`AWS profile: ${words}`}
      onClick={onClick}
    >
      <span className="sfn-chip-dot" aria-hidden="true" />
      <span>{words}</span>
    </button>
  )
}

function toneOf({ state }: Gateway): 'ready' | 'problem' | 'none' {
  return state === 'ready' ? 'ready' : state === 'locked' ? 'problem' : 'none'
}

function chipWords(
  { state, status, profiles }: Gateway,
  account: string | undefined,
  region: string | undefined,
): string {
  if (state === 'checking') return 'Looking for the gateway'
  if (state === 'absent') return 'Files and samples only'
  if (state === 'locked') return 'No key'
  const serving = status?.accounts.find(candidate => candidate.account === account)
  const name =
    serving?.profile ?? profiles?.fixed?.profile ?? (account === undefined ? undefined : profiles?.chosen[account])
  const only = profiles?.profiles.length === 1 ? profiles.profiles[0] : undefined
  const profile = name ?? only?.name ?? (profiles?.environment === true ? 'environment' : undefined)
  if (profile === undefined) return countWords(profiles?.profiles.length ?? 0)
  const place = region ?? only?.region ?? undefined
  return place === undefined ? profile : `${profile} · ${place}`
}

function countWords(count: number): string {
  return count === 0 ? 'No AWS profile' : `${count} AWS profiles`
}
