import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { MachineSummary } from '../history/execution-summary.ts'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import { createRunsLog, type RunsLogLoader, type RunsLogView } from '../loading/runs-log.ts'
import type { RunsRange } from '../loading/runs-log-plan.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { awsRunSource } from '../source/run-source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'

/** Machines left are kept, so that Back shows their runs as they were; the oldest go first. */
const KEPT = 3
const loaders = new Map<string, RunsLogLoader>()

export interface RunsOfLog {
  readonly view: RunsLogView
  readonly loader: RunsLogLoader
}

/**
 * The runs of an Express machine, read from its log. `machine`: undefined where there is no such log.
 * `mayRead`: nothing is asked before a person has switched it on.
 */
export function useRunsLog(
  machine: MachineSummary | undefined,
  { hours, until }: RunsRange,
  mayRead: boolean,
): RunsOfLog | undefined {
  const loader = useMemo(() => machine && loaderOf(machine), [machine])
  const view = useSyncExternalStore(loader?.subscribe ?? noNews, () => loader?.view)
  useEffect(() => loader?.setRange({ hours, until }), [loader, hours, until])
  useEffect(() => {
    if (loader === undefined || !mayRead) return
    const gone = leaving.get(loader)
    if (gone !== undefined) clearTimeout(gone)
    leaving.delete(loader)
    loader.start()
    // Not at once: a component that is mounted again (as React does on purpose) must not cancel and repeat requests.
    return () => {
      leaving.set(
        loader,
        setTimeout(() => loader.stop()),
      )
    }
  }, [loader, mayRead])
  return loader && view && { view, loader }
}

const noNews = () => () => {}
const leaving = new WeakMap<RunsLogLoader, ReturnType<typeof setTimeout>>()

function loaderOf(machine: MachineSummary): RunsLogLoader {
  const key = machine.stateMachineArn
  const found = loaders.get(key)
  if (found !== undefined) return found
  const made = createRunsLog(
    machine,
    { hours: 1, until: undefined },
    {
      ...{ source: awsRunSource(workerCalls, awsConnection), surroundings: realSurroundings },
      settings: DEFAULT_LOAD_SETTINGS,
    },
  )
  loaders.set(key, made)
  for (const old of loaders.keys()) {
    if (loaders.size <= KEPT) break
    loaders.delete(old)
  }
  return made
}
