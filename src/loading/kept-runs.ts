import type { ExecutionSummary } from '../history/execution-summary.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SourceRef } from '../source/source.ts'

/** A run that is here as a whole, without what it started. */
export interface ReadRun {
  readonly ref: SourceRef
  readonly tree: ExecutionTree
  readonly summary: ExecutionSummary | undefined
}

/** Runs that were read for one set may be in the next: the latest are kept. */
export interface KeptRuns {
  readonly find: (ref: SourceRef) => ReadRun | undefined
  readonly keep: (run: ReadRun) => void
}

/** Keeps the runs that were used last, up to so many events together. */
export function createKeptRuns(mostEvents: number, keyOf: (ref: SourceRef) => string): KeptRuns {
  const kept = new Map<string, ReadRun>()
  const touch = (run: ReadRun) => {
    const key = keyOf(run.ref)
    kept.delete(key)
    kept.set(key, run)
  }
  return {
    find: ref => {
      const run = kept.get(keyOf(ref))
      if (run !== undefined) touch(run)
      return run
    },
    keep: run => {
      touch(run)
      let events = [...kept.values()].reduce((sum, { tree }) => sum + tree.eventCount, 0)
      for (const [key, { tree }] of kept) {
        if (events <= mostEvents || key === keyOf(run.ref)) break
        events -= tree.eventCount
        kept.delete(key)
      }
    },
  }
}
