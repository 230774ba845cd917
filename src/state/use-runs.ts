import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import { createRunLoader, type RunLoader, type RunsView } from '../loading/run-loader.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { awsRunSource } from '../source/run-source.ts'
import { sampleRunSource } from '../source/sample-runs.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'
import type { RunsOf } from './run-ref.ts'
import { pageBase } from './url.ts'

/** Machines left are kept, so that Back shows their runs as they were; the oldest go first. */
const KEPT = 3
const loaders = new Map<string, RunLoader>()

/** The runs of a state machine, read as the page asks for them. */
export function useRuns({ arn, sample }: RunsOf): { readonly view: RunsView; readonly loader: RunLoader } {
  const loader = useMemo(() => loaderOf(arn, sample), [arn, sample])
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

function loaderOf(arn: string, sample: string | undefined): RunLoader {
  const key = JSON.stringify([arn, sample])
  const found = loaders.get(key)
  if (found !== undefined) return found
  const made = createRunLoader(arn, {
    source: sample === undefined ? awsRunSource(workerCalls, awsConnection) : sampleRunSource(sample, pageBase()),
    ...{ surroundings: realSurroundings, settings: DEFAULT_LOAD_SETTINGS },
  })
  loaders.set(key, made)
  for (const old of loaders.keys()) {
    if (loaders.size <= KEPT) break
    loaders.delete(old)
  }
  return made
}
