import { useMemo, useSyncExternalStore } from 'react'
import { openedMachines } from './opened-machines.ts'
import { preferences, setPreferences } from './preferences.ts'
import { type RecentExecution, recentExecutions } from './recent-executions.ts'
import { type RecentMachine, recentMachines } from './recent-machines.ts'

export interface RecentExecutions {
  /** Whether what is opened is remembered: by the person's choice alone. */
  readonly kept: boolean
  /** Switched off, it forgets as well. */
  readonly keep: (kept: boolean) => void
  /** Newest first. */
  readonly list: readonly RecentExecution[]
  /** State machines of these and those opened themselves, newest first. */
  readonly machines: readonly RecentMachine[]
  readonly clear: () => void
}

/** The executions this person has opened on this machine. */
export function useRecentExecutions(): RecentExecutions {
  const current = () => recentExecutions.current
  const list = useSyncExternalStore(recentExecutions.subscribe, current, current)
  const currentlyKept = () => preferences.current.keepRecent
  const kept = useSyncExternalStore(preferences.subscribe, currentlyKept, currentlyKept)
  const currentlyOpened = () => openedMachines.current
  const opened = useSyncExternalStore(openedMachines.subscribe, currentlyOpened, currentlyOpened)
  const machines = useMemo(() => (kept ? recentMachines(list, opened) : []), [kept, list, opened])
  return { kept, keep, list: kept ? list : NONE, machines, clear }
}

const NONE: readonly RecentExecution[] = []

function keep(kept: boolean): void {
  setPreferences({ keepRecent: kept })
  if (!kept) clear()
}

function clear(): void {
  recentExecutions.set([])
  openedMachines.set([])
}
