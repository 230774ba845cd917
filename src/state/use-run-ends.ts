import { useMemo, useSyncExternalStore } from 'react'
import { createEndReader, type EndReader, type EndsView } from '../loading/end-reader.ts'
import { queryClient } from '../loading/query-client.ts'
import { readEnd } from '../loading/read-end.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { causeOfRun, type RunCause } from '../runs/run-causes.ts'
import { unlisted } from './child-sources.ts'
import { browserSources } from './find-source.ts'
import { type RunsOf, refOfRun } from './run-ref.ts'

/** Of machines left, what was read is kept as long as their runs are. */
const KEPT = 3
const readers = new Map<string, EndReader<RunCause | undefined>>()

export interface RunEnds {
  readonly view: EndsView<RunCause | undefined>
  readonly reader: EndReader<RunCause | undefined>
}

/** What the runs of a state machine failed by, as far as their ends are read. None of them counts as opened. */
export function useRunEnds({ arn, sample }: RunsOf): RunEnds {
  const reader = useMemo(() => readerOf({ arn, ...(sample !== undefined && { sample }) }), [arn, sample])
  const view = useSyncExternalStore(reader.subscribe, () => reader.view)
  return { view, reader }
}

function readerOf(of: RunsOf): EndReader<RunCause | undefined> {
  const key = JSON.stringify([of.arn, of.sample])
  const found = readers.get(key)
  if (found !== undefined) return found
  const parts = { finder: unlisted(browserSources), client: queryClient, surroundings: realSurroundings }
  const made = createEndReader({
    tell: causeOfRun,
    readEnd: (run, signal) => readEnd(refOfRun(of, run), parts, signal),
  })
  readers.set(key, made)
  for (const [old, reader] of readers) {
    if (readers.size <= KEPT) break
    reader.cancel()
    readers.delete(old)
  }
  return made
}
