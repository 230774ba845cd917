import { useMutation, useQuery } from '@tanstack/react-query'
import { queryClient } from '../loading/query-client.ts'
import {
  chooseProfile,
  type GatewayProfiles,
  type GatewayStatus,
  gatewayProfiles,
  gatewayStatus,
  hasGateway,
} from '../source/gateway-api.ts'
import { SourceError } from '../source/source.ts'
import { gatewayAddress } from './connection.ts'

export interface Gateway {
  /**
   * `absent`: this page comes from a static host and cannot reach AWS. `locked`: this browser has no (good) token;
   * running `sfn-timeline` gives it one.
   */
  readonly state: 'checking' | 'absent' | 'locked' | 'ready'
  readonly status: GatewayStatus | undefined
  readonly profiles: GatewayProfiles | undefined
  readonly error: SourceError | undefined
  /** Which profile serves an account from now on; null: the one found by itself. */
  readonly choose: (account: string, profile: string | null) => Promise<void>
  /** Asks again, e.g. for the counts. */
  readonly refresh: () => void
}

const KEY = ['gateway'] as const

/** The gateway behind this page: whether it is there, as whom it speaks to AWS, what it has asked. */
export function useGateway(): Gateway {
  const present = useQuery({
    queryKey: [...KEY, 'present'],
    queryFn: ({ signal }) => hasGateway(gatewayAddress().base, signal),
  })
  const enabled = present.data === true && gatewayAddress().token !== undefined
  const status = useQuery({
    queryKey: [...KEY, 'status'],
    queryFn: ({ signal }) => gatewayStatus(gatewayAddress(), signal),
    enabled,
  })
  const profiles = useQuery({
    queryKey: [...KEY, 'profiles'],
    queryFn: ({ signal }) => gatewayProfiles(gatewayAddress(), signal),
    enabled,
  })
  const choice = useMutation({
    mutationFn: (wanted: { account: string; profile: string | null }) =>
      chooseProfile(gatewayAddress(), wanted, new AbortController().signal),
    onSuccess: answer => queryClient.setQueryData([...KEY, 'profiles'], answer),
  })
  const failure = choice.error ?? status.error ?? profiles.error
  return {
    state: stateOf(present.data, enabled, status.error),
    status: status.data,
    profiles: profiles.data,
    error: failure instanceof SourceError ? failure : undefined,
    choose: async (account, profile) => {
      await choice.mutateAsync({ account, profile })
    },
    refresh,
  }
}

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: KEY })
}

function stateOf(present: boolean | undefined, hasToken: boolean, error: unknown): Gateway['state'] {
  if (present === undefined) return 'checking'
  if (!present) return 'absent'
  const refused = error instanceof SourceError && error.code.startsWith('GatewayToken')
  return hasToken && !refused ? 'ready' : 'locked'
}
