import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { CachedHistory } from '../loading/history-cache.ts'
import { queryClient } from '../loading/query-client.ts'
import type { SourceError } from '../source/source.ts'
import { historyCache } from './browser-cache.ts'
import { keepingProblem } from './remember-view.ts'

export interface KeptHistories {
  readonly list: readonly CachedHistory[]
  readonly totalBytes: number
  /** Why the latest one could not be kept. */
  readonly problem: SourceError | undefined
  readonly forget: (arn: string) => Promise<void>
  readonly forgetAll: () => Promise<void>
}

const KEY = ['keptHistories'] as const

/** The histories kept on this machine. Whether any are is a preference (`keepHistories`). */
export function useHistoryCache(): KeptHistories {
  const current = () => keepingProblem.current
  const problem = useSyncExternalStore(keepingProblem.subscribe, current, current)
  const { data: list = [] } = useQuery({
    queryKey: KEY,
    queryFn: () => historyCache.list(),
    staleTime: 0,
    refetchOnMount: true,
  })
  return {
    list,
    totalBytes: list.reduce((sum, history) => sum + history.sizeBytes, 0),
    problem,
    forget: arn => historyCache.forget(arn).then(refresh),
    forgetAll: () => historyCache.forgetAll().then(refresh),
  }
}

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: KEY })
}
