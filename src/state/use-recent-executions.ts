import { useSyncExternalStore } from 'react'
import { preferences, setPreferences } from './preferences.ts'
import { type RecentExecution, recentExecutions } from './recent-executions.ts'

export interface RecentExecutions {
  /** Whether what is opened is remembered: by the person's choice alone. */
  readonly kept: boolean
  /** Switched off, it forgets as well. */
  readonly keep: (kept: boolean) => void
  /** Newest first. */
  readonly list: readonly RecentExecution[]
  readonly clear: () => void
}

/** The executions this person has opened on this machine. */
export function useRecentExecutions(): RecentExecutions {
  const current = () => recentExecutions.current
  const list = useSyncExternalStore(recentExecutions.subscribe, current, current)
  const currentlyKept = () => preferences.current.keepRecent
  const kept = useSyncExternalStore(preferences.subscribe, currentlyKept, currentlyKept)
  return { kept, keep, list: kept ? list : NONE, clear }
}

const NONE: readonly RecentExecution[] = []

function keep(kept: boolean): void {
  setPreferences({ keepRecent: kept })
  if (!kept) clear()
}

function clear(): void {
  recentExecutions.set([])
}
