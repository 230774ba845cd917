import type { QueryClient } from '@tanstack/query-core'
import { createTreeBuilder } from '../model/tree-builder.ts'
import type { HistorySource, SourceError, SourceRef } from '../source/source.ts'
import { asSourceError } from './ask-patiently.ts'
import { createExecutionLoader, type ExecutionLoader } from './execution-loader.ts'
import type { ExecutionView } from './execution-view.ts'
import { EMPTY_LOAD } from './load-state.ts'
import { progressOf } from './progress.ts'
import type { Surroundings } from './surroundings.ts'

/** Where an execution's history is to be had. */
export interface SourceFinder {
  /** @throws SourceError where it is nowhere (a file that is not open here). */
  readonly find: (ref: SourceRef) => Promise<HistorySource>
  /** The same, but not from what is kept on this machine; that copy is dropped. */
  readonly findFresh: (ref: SourceRef) => Promise<HistorySource>
  /** Told of every new view: what is to be remembered of it is decided there. */
  readonly onView: (view: ExecutionView, source: HistorySource) => void
}

export interface ExecutionStoreParts {
  readonly ref: SourceRef
  readonly finder: SourceFinder
  readonly client: QueryClient
  readonly surroundings: Surroundings
}

/** One execution on the page: finds its source, then loads from it. */
export interface ExecutionStore {
  readonly view: ExecutionView
  readonly subscribe: (listener: () => void) => () => void
  readonly start: () => void
  readonly stop: () => void
  readonly dispose: () => void
}

export function createExecutionStore({ ref, finder, client, surroundings }: ExecutionStoreParts): ExecutionStore {
  const listeners = new Set<() => void>()
  let loader: ExecutionLoader | undefined
  let finding = false
  let running = false
  let wanted: number | undefined
  let view = viewBefore(undefined)

  function start(): void {
    running = true
    if (loader) loader.start()
    else if (view.error === undefined) void open(finder.find)
  }

  async function open(find: (ref: SourceRef) => Promise<HistorySource>): Promise<void> {
    if (finding) return
    finding = true
    try {
      const source = await find(ref)
      loader?.dispose()
      loader = bind(source)
      if (running) loader.start()
      if (wanted !== undefined) loader.view.loadUntil(wanted)
    } catch (error) {
      publish(viewBefore(asSourceError(error)))
    } finally {
      finding = false
    }
  }

  function bind(source: HistorySource): ExecutionLoader {
    const own = createExecutionLoader({ source, builder: createTreeBuilder(), client, surroundings })
    own.subscribe(() => {
      if (own !== loader) return
      const { error } = own.view
      // A damaged copy must not stand between the person and the history.
      if (error?.code === 'CacheBroken') return void open(finder.findFresh)
      publish(source.live || ref.kind !== 'aws' ? own.view : { ...own.view, refresh: readAgain })
      finder.onView(own.view, source)
    })
    return own
  }

  /** A kept copy is refreshed by asking AWS after all. */
  function readAgain(): void {
    void open(finder.findFresh)
  }

  function viewBefore(error: SourceError | undefined): ExecutionView {
    const flags = { blocked: error !== undefined, complete: false, paused: false, following: false, telling: false }
    const times = { requests: 0, nextPollAt: undefined, nextRetryAt: undefined }
    const again = () => {
      publish(viewBefore(undefined))
      void open(finder.find)
    }
    return {
      ref,
      tree: undefined,
      summary: undefined,
      definition: undefined,
      progress: progressOf(EMPTY_LOAD, flags, times),
      error,
      pause: () => loader?.view.pause(),
      resume: () => loader?.view.resume(),
      retry: again,
      refresh: again,
      loadUntil: eventId => {
        wanted = eventId
      },
    }
  }

  function publish(next: ExecutionView): void {
    view = next
    for (const listener of listeners) listener()
  }

  return {
    get view() {
      return view
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start,
    stop: () => {
      running = false
      loader?.stop()
    },
    dispose: () => {
      running = false
      loader?.dispose()
    },
  }
}
