import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { RunSet, RunSetView } from '../loading/run-set.ts'
import type { AskingSomewhere } from './last-success.ts'
import { openLastSuccesses } from './open-run-sets.ts'

/** Several runs, read while a component shows them. */
export interface UsedRunSet {
  readonly set: RunSet
  readonly view: RunSetView
}

const leaving = new WeakMap<RunSet, ReturnType<typeof setTimeout>>()

/** The successes before a run, read while a component shows them; undefined where no run asks. The last to leave cancels what is under way. */
export function useLastSuccesses(asking: AskingSomewhere | undefined, most: number): UsedRunSet | undefined {
  const { machineArn, executionArn, startedAt, sample } = asking ?? {}
  const set = useMemo(() => {
    if (machineArn === undefined || executionArn === undefined || startedAt === undefined) return undefined
    return openLastSuccesses({ machineArn, executionArn, startedAt, sample }, most)
  }, [machineArn, executionArn, startedAt, sample, most])
  const view = useSyncExternalStore(set?.subscribe ?? subscribeToNothing, () => set?.view)
  useEffect(() => {
    if (set === undefined) return
    const gone = leaving.get(set)
    if (gone !== undefined) clearTimeout(gone)
    set.start()
    // Not at once: a component that is mounted again (as React does on purpose) must not cancel and repeat requests.
    return () => {
      leaving.set(
        set,
        setTimeout(() => set.stop()),
      )
    }
  }, [set])
  return useMemo(() => (set && view ? { set, view } : undefined), [set, view])
}

const subscribeToNothing = () => () => {}
