import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import { createRunLoader, type RunLoader, type RunsView } from '../loading/run-loader.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { awsRunSource } from '../source/run-source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'

/** Machines left are kept, so that Back shows their runs as they were; the oldest go first. */
const KEPT = 3
const loaders = new Map<string, RunLoader>()

/** The runs of a state machine, read as the page asks for them. */
export function useRuns(arn: string): { readonly view: RunsView; readonly loader: RunLoader } {
  const loader = useMemo(() => loaderOf(arn), [arn])
  const view = useSyncExternalStore(loader.subscribe, () => loader.view)
  useEffect(() => {
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
  }, [loader])
  return { view, loader }
}

const leaving = new WeakMap<RunLoader, ReturnType<typeof setTimeout>>()

function loaderOf(arn: string): RunLoader {
  const found = loaders.get(arn)
  if (found !== undefined) return found
  const made = createRunLoader(arn, {
    source: awsRunSource(workerCalls, awsConnection),
    ...{ surroundings: realSurroundings, settings: DEFAULT_LOAD_SETTINGS },
  })
  loaders.set(arn, made)
  for (const old of loaders.keys()) {
    if (loaders.size <= KEPT) break
    loaders.delete(old)
  }
  return made
}
