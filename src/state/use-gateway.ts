import { useMutation, useQuery } from '@tanstack/react-query'
import { queryClient } from '../loading/query-client.ts'
import {
  chooseProfile,
  type GatewayProfiles,
  type GatewayStatus,
  gatewayProfiles,
  gatewayStatus,
  type Standing,
  standingAt,
  turnLogs,
} from '../source/gateway-api.ts'
import { SourceError } from '../source/source.ts'
import { gatewayWay } from './connection.ts'
import { GATEWAY_QUERIES } from './launch.ts'

export interface Gateway {
  /**
   * `absent`: this page comes from a static host and cannot reach AWS. `locked`: this browser has no (good) key;
   * running `sfn-timeline open` gives it one.
   */
  readonly state: 'checking' | Standing
  readonly status: GatewayStatus | undefined
  readonly profiles: GatewayProfiles | undefined
  readonly error: SourceError | undefined
  /** Which profile serves an account from now on; null: the one found by itself. */
  readonly choose: (account: string, profile: string | null) => Promise<void>
  /** Whether logs of an account may be read from now on. */
  readonly turnLogs: (account: string, on: boolean) => Promise<void>
  /** Asks again, e.g. for the counts. */
  readonly refresh: () => void
}

/** The gateway behind this page: whether it is there, as whom it speaks to AWS, what it has asked. */
export function useGateway(): Gateway {
  const standing = useQuery({
    queryKey: [...GATEWAY_QUERIES, 'standing'],
    queryFn: async ({ signal }) => standingAt(await gatewayWay(), signal),
  })
  const enabled = standing.data === 'ready'
  const status = useQuery({
    queryKey: [...GATEWAY_QUERIES, 'status'],
    queryFn: async ({ signal }) => gatewayStatus(await gatewayWay(), signal),
    enabled,
  })
  const profiles = useQuery({
    queryKey: [...GATEWAY_QUERIES, 'profiles'],
    queryFn: async ({ signal }) => gatewayProfiles(await gatewayWay(), signal),
    enabled,
  })
  const choice = useMutation({
    mutationFn: async (wanted: { account: string; profile: string | null }) =>
      chooseProfile(await gatewayWay(), wanted, new AbortController().signal),
    onSuccess: answer => queryClient.setQueryData([...GATEWAY_QUERIES, 'profiles'], answer),
  })
  const logs = useMutation({
    mutationFn: async (wanted: { account: string; on: boolean }) =>
      turnLogs(await gatewayWay(), wanted, new AbortController().signal),
    onSuccess: answer => queryClient.setQueryData([...GATEWAY_QUERIES, 'status'], answer),
  })
  const failure = choice.error ?? status.error ?? profiles.error
  return {
    state: stateOf(standing.data, status.error),
    status: status.data,
    profiles: profiles.data,
    error: failure instanceof SourceError ? failure : undefined,
    choose: async (account, profile) => {
      await choice.mutateAsync({ account, profile })
    },
    turnLogs: async (account, on) => {
      await logs.mutateAsync({ account, on })
    },
    refresh,
  }
}

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: GATEWAY_QUERIES })
}

const LOCKED: ReadonlySet<string> = new Set(['GatewayKeyMissing', 'GatewayNotProven'])

function stateOf(standing: Standing | undefined, error: unknown): Gateway['state'] {
  if (standing !== 'ready') return standing ?? 'checking'
  return error instanceof SourceError && LOCKED.has(error.code) ? 'locked' : 'ready'
}
