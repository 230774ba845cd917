import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ListedMachine } from '../history/execution-summary.ts'
import { SourceError } from '../source/source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { gatewayWay } from './connection.ts'
import type { MachinePlace } from './machine-places.ts'

export interface MachinesRead {
  /** By name. */
  readonly machines: readonly ListedMachine[]
  readonly hasMore: boolean
  readonly isReading: boolean
  readonly error: SourceError | undefined
  /** The next page, or the one that failed once more. */
  readonly readOn: () => void
}

/** Trouble that passes is waited out this often. */
const MOST_RETRIES = 3
const BY_NAME = new Intl.Collator('en', { numeric: true })

/** The state machines of one place: the first page at once, more as asked for, forgotten when nobody looks any more. */
export function useMachineList({ profile, region }: MachinePlace, nth: number): MachinesRead {
  const query = useInfiniteQuery({
    queryKey: ['state-machines', profile ?? null, region, nth],
    queryFn: async ({ pageParam: token, signal }) => {
      const connection = { kind: 'gateway', ...(await gatewayWay()), profile, region } as const
      return workerCalls('listMachines', { connection, region, ...(token !== '' && { token }) }, signal)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextToken,
    gcTime: 0,
    retry: (count, error) => error instanceof SourceError && error.retryable && count < MOST_RETRIES,
  })
  const { data, error, isFetching, hasNextPage } = query
  const machines = useMemo(() => {
    const all = data?.pages.flatMap(page => page.machines) ?? []
    return all.toSorted((a, b) => BY_NAME.compare(a.name, b.name))
  }, [data])
  return {
    machines,
    hasMore: hasNextPage,
    isReading: isFetching,
    error: error === null || isFetching ? undefined : asSourceError(error),
    readOn: () => void (data === undefined ? query.refetch() : query.fetchNextPage()),
  }
}

function asSourceError(error: Error): SourceError {
  return error instanceof SourceError ? error : new SourceError('Unexpected', error.message, { retryable: true })
}
