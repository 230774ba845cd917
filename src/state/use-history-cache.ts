import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { CachedHistory } from '../loading/history-cache.ts'
import { queryClient } from '../loading/query-client.ts'
import type { SourceError } from '../source/source.ts'
import { historyCache, keptFiles } from './browser-cache.ts'
import { keepingProblem } from './remember-view.ts'

export interface KeptHistories {
  readonly list: readonly CachedHistory[]
  /** Sets of files that were opened together. */
  readonly fileCount: number
  readonly totalBytes: number
  /** Why the latest one could not be kept. */
  readonly problem: SourceError | undefined
  readonly forget: (arn: string) => Promise<void>
  readonly forgetAll: () => Promise<void>
}

const KEY = ['keptHistories'] as const
const FILES_KEY = ['keptFiles'] as const
const NO_FILES = { count: 0, sizeBytes: 0 }

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
  const { data: files = NO_FILES } = useQuery({
    queryKey: FILES_KEY,
    queryFn: () => keptFiles.held(),
    staleTime: 0,
    refetchOnMount: true,
  })
  return {
    list,
    fileCount: files.count,
    totalBytes: list.reduce((sum, history) => sum + history.sizeBytes, files.sizeBytes),
    problem,
    forget: arn => historyCache.forget(arn).then(refresh),
    forgetAll: () => Promise.all([historyCache.forgetAll(), keptFiles.forgetAll()]).then(refresh),
  }
}

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: KEY })
  await queryClient.invalidateQueries({ queryKey: FILES_KEY })
}
