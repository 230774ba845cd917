import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { CachedHistory } from '../loading/history-cache.ts'
import { queryClient } from '../loading/query-client.ts'
import type { SourceError } from '../source/source.ts'
import { historyCache, keptFiles } from './browser-cache.ts'
import { preferences, setPreferences } from './preferences.ts'
import { forgetKeptHere, keepingProblem } from './remember-view.ts'

export interface KeptHistories {
  /** Whether finished histories and opened files are kept: by the person's choice alone. */
  readonly kept: boolean
  /** Switched off, it forgets as well. */
  readonly keep: (kept: boolean) => Promise<void>
  readonly list: readonly CachedHistory[]
  /** Sets of files that were opened together. */
  readonly fileCount: number
  readonly totalBytes: number
  /** Why the latest one could not be kept. */
  readonly problem: SourceError | undefined
  readonly forgetAll: () => Promise<void>
}

const KEY = ['keptHistories'] as const
const FILES_KEY = ['keptFiles'] as const
const NO_FILES = { count: 0, sizeBytes: 0 }

/** The histories and files kept on this machine. */
export function useHistoryCache(): KeptHistories {
  const current = () => keepingProblem.current
  const problem = useSyncExternalStore(keepingProblem.subscribe, current, current)
  const currentlyKept = () => preferences.current.keepHistories
  const kept = useSyncExternalStore(preferences.subscribe, currentlyKept, currentlyKept)
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
    kept,
    keep,
    list,
    fileCount: files.count,
    totalBytes: list.reduce((sum, history) => sum + history.sizeBytes, files.sizeBytes),
    problem,
    forgetAll,
  }
}

async function keep(kept: boolean): Promise<void> {
  setPreferences({ keepHistories: kept })
  if (!kept) await forgetAll()
}

async function forgetAll(): Promise<void> {
  forgetKeptHere()
  await Promise.all([historyCache.forgetAll(), keptFiles.forgetAll()])
  await refresh()
}

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: KEY })
  await queryClient.invalidateQueries({ queryKey: FILES_KEY })
}
