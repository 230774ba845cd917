import type { Millis } from '../history/events.ts'
import type { MachineSummary } from '../history/execution-summary.ts'
import type { LogWindow } from '../logs/search-windows.ts'
import type { RunCause } from '../runs/run-causes.ts'
import { RunList } from '../runs/run-list.ts'
import type { ExecutionList } from '../source/calls.ts'
import type { RunSource } from '../source/run-source.ts'
import type { SourceError } from '../source/source.ts'
import { asSourceError, type Trouble } from './ask-patiently.ts'
import type { Pages } from './pages.ts'
import { askOfMachine, isBefore, pagesOfRuns, type RunListerParts } from './run-lister.ts'
import { createTimer, createWaiting } from './waiting.ts'

/** Nothing looks again sooner by itself: ListExecutions refills two to five a second for a whole account. */
const REFRESH_MS: Millis = 30_000
/** Pages that one wish for older runs may cost; more takes another. */
const PAGES_AT_ONCE = 10

/** The runs of a state machine as far as they are known. */
export interface RunsView {
  readonly list: RunList
  readonly machine: MachineSummary | undefined
  /** Why nothing is known of the machine itself: its runs may be listed all the same. */
  readonly machineProblem: SourceError | undefined
  /** What is on the way: older pages, a look at the newest, or nothing. */
  readonly reading: 'older' | 'newest' | undefined
  /** No older ones are left. */
  readonly isWhole: boolean
  /** Why the last page could not be had; what is here stays. */
  readonly error: SourceError | undefined
  /** An attempt that failed and is made again. */
  readonly trouble: Trouble | undefined
  /** Pages of ListExecutions that arrived. */
  readonly pages: number
  /** When the newest page was last read. */
  readonly readAt: Millis | undefined
  /** Of an Express machine: how its log is read. */
  readonly log?: RunsLog
}

/** How the runs of an Express machine are read from its log. */
export interface RunsLog {
  /** `held`: a ceiling is reached, only a person goes on. `following`: it is looked again by itself. */
  readonly phase: 'idle' | 'reading' | 'following' | 'complete' | 'held' | 'cancelled' | 'failed'
  /** What was looked through for runs; undefined before anything was asked. */
  readonly window: LogWindow | undefined
  readonly requests: number
  /** Of the messages that came. */
  readonly bytes: number
  /** By ARN, what those that failed or timed out say at their end. */
  readonly causes: ReadonlyMap<string, RunCause>
}

/** Reads the runs of one state machine, page by page as they are wanted. */
export interface RunLoader {
  readonly view: RunsView
  readonly subscribe: (listener: () => void) => () => void
  /** The newest page and what machine it is; looks again while something runs. */
  readonly start: () => void
  /** Nobody looks any more: what is on the way is cancelled, what is here stays. */
  readonly stop: () => void
  /** One more page of older runs. */
  readonly readOlder: () => void
  /** Older pages back to a time, ten at most. The same wish again reads nothing: what was cancelled stays so. */
  readonly reachBack: (since: Millis) => void
  /** Looks for newer runs, and what became of those that run. */
  readonly refresh: () => void
  /** Asks again for what failed. */
  readonly retry: () => void
  readonly cancel: () => void
}

export const NO_RUNS: RunsView = {
  ...{ list: RunList.EMPTY, machine: undefined, machineProblem: undefined, reading: undefined, isWhole: false },
  ...{ error: undefined, trouble: undefined, pages: 0, readAt: undefined },
}

export interface RunLoaderParts extends Pick<RunListerParts, 'surroundings' | 'settings'> {
  readonly source: RunSource
}

export function createRunLoader(machineArn: string, lister: RunLoaderParts): RunLoader {
  const { surroundings, source } = lister
  const listeners = new Set<() => void>()
  const waiting = createWaiting(surroundings)
  const timer = createTimer(surroundings)
  const parts: RunListerParts = { ...lister, wait: waiting.wait, onTrouble: trouble => tell({ trouble }) }
  const older = pagesOfRuns(parts, { machineArn })
  let view = NO_RUNS
  let work: AbortController | undefined
  let stopListening: (() => void) | undefined
  let failed: (() => void) | undefined
  /** How far back somebody wants to look, and what of it is still to be read. */
  let furthest: Millis = Infinity
  let wish: Millis | undefined

  function tell(patch: Partial<RunsView>): void {
    view = { ...view, ...patch }
    for (const listener of listeners) listener()
  }

  function take({ executions }: ExecutionList): void {
    tell({ list: view.list.with(executions), pages: view.pages + 1, trouble: undefined })
  }

  /** One thing at a time; a new wish waits for none, as both end in the same list. */
  async function run(reading: 'older' | 'newest', read: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (work !== undefined) return
    const own = new AbortController()
    work = own
    timer.clear()
    failed = undefined
    tell({ reading, error: undefined, trouble: undefined })
    try {
      await read(own.signal)
    } catch (thrown) {
      if (!own.signal.aborted) {
        failed = () => void run(reading, read)
        tell({ error: asSourceError(thrown) })
      }
    }
    if (work !== own) return
    work = undefined
    tell({ reading: undefined, trouble: undefined, isWhole: older.isWhole })
    if (wish !== undefined && view.error === undefined) readWish()
    else lookLater()
  }

  function readOlder(since: Millis | undefined): void {
    if (older.isWhole) return
    const isFirst = view.pages === 0
    void run('older', async signal => {
      let left = PAGES_AT_ONCE
      await older.read(page => {
        take(page)
        left--
        return since !== undefined && left > 0 && !isBefore(page.executions, since)
      }, signal)
      if (isFirst) tell({ readAt: surroundings.now() })
    })
  }

  function readWish(): void {
    if (work !== undefined || view.pages === 0 || wish === undefined) return
    const since = wish
    wish = undefined
    const isHere = view.list.count > 0 && view.list.firstBefore(since) < view.list.count
    if (!isHere) readOlder(since)
  }

  /** Runs that ended stand by their end, newest first: from the first one known to have ended on, nothing is new. */
  function refresh(): void {
    if (view.readAt === undefined) return readOlder(undefined)
    const known = view.list
    const pages: Pages<ExecutionList> = pagesOfRuns(parts, { machineArn })
    void run('newest', async signal => {
      await pages.read(page => {
        take(page)
        return !page.executions.some(({ executionArn }) => hasEnded(known, executionArn))
      }, signal)
      tell({ readAt: surroundings.now() })
    })
  }

  function lookLater(): void {
    if (stopListening === undefined || view.error !== undefined || !hasRunning(view.list)) return
    timer.set(REFRESH_MS, () => surroundings.visible() && refresh())
  }

  /** Back in sight: what was due meanwhile is done now. */
  function onReturn(): void {
    waiting.cutShort()
    const isDue = view.readAt !== undefined && surroundings.now() - view.readAt >= REFRESH_MS
    if (isDue && view.error === undefined && hasRunning(view.list) && surroundings.visible()) refresh()
  }

  async function describe(): Promise<void> {
    if (view.machine !== undefined) return
    const limit = new AbortController()
    try {
      const ask = (signal: AbortSignal) => source.describeMachine(machineArn, signal)
      const quiet = { ...lister, wait: waiting.wait }
      const machine = await askOfMachine(quiet, { arn: machineArn, ask }, limit.signal)
      tell({ machine, machineProblem: undefined })
    } catch (thrown) {
      tell({ machineProblem: asSourceError(thrown) })
    }
  }

  return {
    get view() {
      return view
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => {
      stopListening ??= surroundings.onReturn(onReturn)
      void describe()
      if (view.pages === 0) readOlder(undefined)
      else onReturn()
      if (work === undefined) lookLater()
    },
    stop: () => {
      stopListening?.()
      stopListening = undefined
      timer.clear()
      work?.abort()
    },
    refresh,
    readOlder: () => readOlder(undefined),
    reachBack: since => {
      if (since >= furthest) return
      furthest = since
      wish = since
      readWish()
    },
    retry: () => {
      if (view.machineProblem !== undefined) void describe()
      if (work !== undefined) waiting.cutShort()
      else if (failed !== undefined) failed()
    },
    cancel: () => {
      wish = undefined
      work?.abort()
    },
  }
}

export function hasRunning(list: RunList): boolean {
  for (let position = 0; position < list.count; position++) if (list.isRunning(position)) return true
  return false
}

function hasEnded(list: RunList, arn: string): boolean {
  const position = list.positionOf(arn)
  return position !== -1 && !list.isRunning(position)
}
