import { createExecutionStore, type ExecutionStore } from '../loading/execution-store.ts'
import { createFleet, type Fleet, type FleetParts } from '../loading/fleet.ts'
import { createOpening, type Opening } from '../loading/opening.ts'
import { queryClient } from '../loading/query-client.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { isFileForest } from '../source/file-source.ts'
import type { SourceRef } from '../source/source.ts'
import { activityInSteps } from '../timeline/activity.ts'
import { type ChildSources, childSourcesOf } from './child-sources.ts'
import { browserSources } from './find-source.ts'
import { refKey } from './ref-key.ts'

/** The executions below an open one, read as somebody opens them. */
export interface Below {
  readonly fleet: Fleet
  readonly opening: Opening
}

/** An execution on the page. */
export interface OpenExecution {
  readonly store: ExecutionStore
  /** Undefined where nothing below it can be had: a file holds one execution. */
  readonly below: Below | undefined
  users: number
}

/** Executions left are kept for a while, so that Back shows them as they were; the oldest go first. */
const KEPT_OPEN = 3
const open = new Map<string, OpenExecution>()

/** The same entry for the same key, so that a component may ask at every render. */
export function openExecution(ref: SourceRef): OpenExecution {
  const key = refKey(ref)
  const found = open.get(key)
  const known = found !== undefined && isOutgrown(ref, found) ? undefined : found
  if (known && [...open.keys()].at(-1) === key) return known
  const entry = known ?? entryFor(ref)
  open.delete(key)
  open.set(key, entry)
  for (const [oldKey, old] of open) {
    if (open.size <= KEPT_OPEN) break
    if (old.users > 0 || old === entry) continue
    open.delete(oldKey)
    old.store.dispose()
    old.below?.fleet.dispose()
  }
  return entry
}

/** A link to files that were not here yet: now there may be executions below. */
export function isOutgrown(ref: SourceRef, { below }: OpenExecution): boolean {
  return ref.kind === 'file' && below === undefined && isFileForest(ref.hash)
}

/** One more looks at it. Returns what to call when it leaves: the last one to leave cancels what is under way. */
export function enter(entry: OpenExecution): () => void {
  entry.users++
  entry.store.start()
  entry.below?.opening.wake()
  return () => {
    entry.users--
    // Not at once: a component that is mounted again (as React does on purpose) must not cancel and repeat requests.
    setTimeout(() => {
      if (entry.users > 0) return
      entry.store.stop()
      entry.below?.opening.rest()
    })
  }
}

const SHARED = { client: queryClient, surroundings: realSurroundings, prepare: activityInSteps } as const

function entryFor(ref: SourceRef): OpenExecution {
  return openedOf(ref, { finder: browserSources, sources: childSourcesOf(ref), ...SHARED })
}

interface OpenedParts extends Omit<FleetParts, 'ref' | 'childSource'> {
  /** Undefined where nothing below it can be had. */
  readonly sources: ChildSources | undefined
}

/** An execution with the fleet of those below it, read as the parts say. */
export function openedOf(ref: SourceRef, { finder, sources, ...shared }: OpenedParts): OpenExecution {
  const store = createExecutionStore({ ref, finder, ...shared })
  if (sources === undefined) return { store, below: undefined, users: 0 }
  const fleet = createFleet({ ref, ...shared, ...sources })
  // Before anybody else hears of a new view: a forest and its first tree are of one moment.
  store.subscribe(() => fleet.follow(store.view))
  return { store, below: { fleet, opening: createOpening(fleet) }, users: 0 }
}
