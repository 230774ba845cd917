import type { QueryClient } from '@tanstack/query-core'
import type { EventId } from '../history/events.ts'
import { createBuilderWith } from '../model/builder-with.ts'
import type { AnySource } from '../source/log-source.ts'
import type { SourceError, SourceRef } from '../source/source.ts'
import { asSourceError } from './ask-patiently.ts'
import { createExecutionLoader } from './execution-loader.ts'
import type { ExecutionView } from './execution-view.ts'
import type { PrepareTree } from './gathering.ts'
import { lateLogLoader } from './late-log-loader.ts'
import { lateMending } from './late-mending.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings } from './load-settings.ts'
import { EMPTY_LOAD } from './load-state.ts'
import type { ExecutionLoader } from './loader-parts.ts'
import { progressOf } from './progress.ts'
import { type Surroundings, withinTime } from './surroundings.ts'

/** Where an execution's history is to be had. */
export interface SourceFinder {
  /** @throws SourceError where it is nowhere (a file that is not open here). */
  readonly find: (ref: SourceRef) => Promise<AnySource>
  /** The same, but not from what is kept on this machine. */
  readonly findFresh: (ref: SourceRef) => Promise<AnySource>
  /** Drops a copy kept on this machine that is no good. */
  readonly dropCopy: (ref: SourceRef) => Promise<void>
  /** Told of every new view: what is to be remembered of it is decided there. */
  readonly onView: (view: ExecutionView, source: { readonly live: boolean }) => void
}

export interface ExecutionStoreParts {
  readonly ref: SourceRef
  readonly finder: SourceFinder
  readonly client: QueryClient
  readonly surroundings: Surroundings
  readonly settings?: LoadSettings | undefined
  readonly prepare?: PrepareTree | undefined
}

/** One execution on the page: finds its source, then loads from it. */
export interface ExecutionStore {
  readonly view: ExecutionView
  readonly subscribe: (listener: () => void) => () => void
  readonly start: () => void
  readonly stop: () => void
  readonly dispose: () => void
}

export function createExecutionStore({
  ref,
  finder,
  client,
  surroundings,
  settings = DEFAULT_LOAD_SETTINGS,
  prepare,
}: ExecutionStoreParts): ExecutionStore {
  const listeners = new Set<() => void>()
  let loader: ExecutionLoader | undefined
  /** Reads from AWS what `loader` shows a kept copy of. The copy stays until all is here: AWS may have deleted it by now. */
  let newcomer: ExecutionLoader | undefined
  let finding = false
  let running = false
  let wanted: readonly EventId[] = []
  let view = viewBefore(undefined)

  /** Where a history is to be had is looked up in stores that may never answer. */
  function inTime<T>(look: () => Promise<T>): Promise<T> {
    const whatToDo = 'Retry looks again; if it stays, reload the page.'
    return withinTime(surroundings, { ms: settings.requestLimitMs, whatToDo }, look)
  }

  function start(): void {
    running = true
    newcomer?.start()
    if (loader) loader.start()
    else if (view.error === undefined) void open(finder.find)
  }

  async function open(find: (ref: SourceRef) => Promise<AnySource>): Promise<void> {
    if (finding) return
    finding = true
    try {
      const source = await found(find)
      loader?.dispose()
      loader = bind(source)
      if (running) loader.start()
      if (wanted.length > 0) loader.view.loadUntil(wanted)
    } catch (error) {
      publish(viewBefore(asSourceError(error)))
    } finally {
      finding = false
    }
  }

  async function found(find: (ref: SourceRef) => Promise<AnySource>): Promise<AnySource> {
    const source = await inTime(() => find(ref))
    if ('kind' in source) await lateLogLoader.ready()
    return source
  }

  function bind(source: AnySource): ExecutionLoader {
    const own =
      'kind' in source
        ? lateLogLoader.create({ source, surroundings, settings, prepare })
        : createExecutionLoader({
            source,
            builder: createBuilderWith(lateMending),
            client,
            surroundings,
            settings,
            prepare,
          })
    own.subscribe(() => {
      try {
        changed(own, source)
      } catch (thrown) {
        publish({ ...own.view, error: own.view.error ?? asSourceError(thrown) })
      }
    })
    return own
  }

  function changed(own: ExecutionLoader, source: AnySource): void {
    // Of a log that was not whole, more may be found another time: it is no copy to keep.
    const live = 'kind' in source ? own.view.log?.over === 'whole' : source.live
    if (own === newcomer && isWhole(own.view)) {
      loader?.dispose()
      loader = own
      newcomer = undefined
    }
    if (loader && newcomer) return publish(copyWithNews(loader.view, newcomer.view))
    if (own !== loader) return
    // A damaged copy must not stand between the person and the history.
    if (own.view.error?.code === 'CacheBroken') return void open(findAfterDropping)
    publish(
      'kind' in source || live || ref.kind !== 'aws' ? own.view : { ...own.view, refresh: () => void readAgain() },
    )
    finder.onView(own.view, { live })
  }

  async function findAfterDropping(): Promise<AnySource> {
    await inTime(() => finder.dropCopy(ref))
    return finder.findFresh(ref)
  }

  /** A kept copy is refreshed by asking AWS after all. */
  async function readAgain(): Promise<void> {
    if (newcomer) return newcomer.view.retry()
    if (finding) return
    finding = true
    try {
      newcomer = bind(await found(finder.findFresh))
      if (running) newcomer.start()
    } catch (thrown) {
      const again = () => void readAgain()
      publish({ ...view, error: asSourceError(thrown), retry: again, refresh: again })
    } finally {
      finding = false
    }
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
      live: ref.kind === 'aws',
      tree: undefined,
      summary: undefined,
      definition: undefined,
      progress: progressOf(EMPTY_LOAD, flags, times),
      error,
      pause: () => loader?.view.pause(),
      resume: () => loader?.view.resume(),
      retry: again,
      refresh: again,
      loadUntil: eventIds => {
        wanted = eventIds
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
      newcomer?.stop()
    },
    dispose: () => {
      running = false
      loader?.dispose()
      newcomer?.dispose()
    },
  }
}

function isWhole({ tree, progress }: ExecutionView): boolean {
  return tree !== undefined && (progress.phase === 'complete' || progress.phase === 'following')
}

/** The copy, with how far the new reading has come and what went wrong with it. */
function copyWithNews(copy: ExecutionView, { progress, error, pause, resume, retry }: ExecutionView): ExecutionView {
  return { ...copy, progress, error, pause, resume, retry, refresh: retry }
}
