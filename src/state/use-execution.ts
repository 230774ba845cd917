import { startTransition, useEffect, useState } from 'react'
import { createExecutionStore, type ExecutionStore } from '../loading/execution-store.ts'
import type { ExecutionView } from '../loading/execution-view.ts'
import { queryClient } from '../loading/query-client.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import type { SourceRef } from '../source/source.ts'
import { activityInSteps } from '../timeline/activity.ts'
import { browserSources } from './find-source.ts'
import { refKey } from './ref-key.ts'

interface OpenExecution {
  readonly store: ExecutionStore
  users: number
}

/** Executions left are kept for a while, so that Back shows them as they were; the oldest go first. */
const KEPT_OPEN = 3
const open = new Map<string, OpenExecution>()

/**
 * The execution a link names, loading while a component shows it. The last one to leave cancels what is under way;
 * who comes back goes on from what was loaded.
 */
export function useExecution(ref: SourceRef): ExecutionView {
  const key = refKey(ref)
  const entry = openExecution(key, ref)
  const [seen, setSeen] = useState(() => ({ entry, view: entry.store.view }))
  useEffect(() => {
    // In a transition: a page that arrives is no reason to hold up a click or a frame, and React renders it in slices.
    const see = () => startTransition(() => setSeen({ entry, view: entry.store.view }))
    const stopListening = entry.store.subscribe(see)
    const leave = use(entry)
    see()
    return () => {
      stopListening()
      leave()
    }
  }, [entry])
  return seen.entry === entry ? seen.view : entry.store.view
}

/** The same entry for the same key, so that a component may ask at every render. */
function openExecution(key: string, ref: SourceRef): OpenExecution {
  const known = open.get(key)
  if (known && [...open.keys()].at(-1) === key) return known
  const entry = known ?? {
    store: createExecutionStore({
      ...{ ref, finder: browserSources, client: queryClient, surroundings: realSurroundings },
      prepare: activityInSteps,
    }),
    users: 0,
  }
  open.delete(key)
  open.set(key, entry)
  for (const [oldKey, old] of open) {
    if (open.size <= KEPT_OPEN) break
    if (old.users > 0 || old === entry) continue
    open.delete(oldKey)
    old.store.dispose()
  }
  return entry
}

function use(entry: OpenExecution): () => void {
  entry.users++
  entry.store.start()
  return () => {
    entry.users--
    // Not at once: a component that is mounted again (as React does on purpose) must not cancel and repeat requests.
    setTimeout(() => {
      if (entry.users === 0) entry.store.stop()
    })
  }
}
