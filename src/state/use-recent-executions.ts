import { useSyncExternalStore } from 'react'
import { type RecentExecution, recentExecutions } from './recent-executions.ts'
import { refKey } from './ref-key.ts'

export interface RecentExecutions {
  /** Newest first. */
  readonly list: readonly RecentExecution[]
  readonly clear: () => void
  readonly forget: (entry: RecentExecution) => void
}

/** The executions this person has opened on this machine. */
export function useRecentExecutions(): RecentExecutions {
  const current = () => recentExecutions.current
  const list = useSyncExternalStore(recentExecutions.subscribe, current, current)
  return { list, clear, forget }
}

function clear(): void {
  recentExecutions.set([])
}

function forget(entry: RecentExecution): void {
  const key = refKey(entry.ref)
  recentExecutions.set(recentExecutions.current.filter(other => refKey(other.ref) !== key))
}
