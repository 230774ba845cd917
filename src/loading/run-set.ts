import type { AnySource } from '../source/log-source.ts'
import { SourceError, type SourceRef } from '../source/source.ts'
import { asSourceError } from './ask-patiently.ts'
import type { ExecutionStore } from './execution-store.ts'
import type { KeptRuns, ReadRun } from './kept-runs.ts'
import { CEILING_CODE, countedSource, createRequestBudget, type RequestBudget } from './request-budget.ts'
import { untilSettled } from './settled.ts'

/** Several runs that are read to be held against another. */
export interface RunSetView {
  /** `listing` and `reading` go on by themselves; `ended`: all is read that can be, or that a person wanted. */
  readonly phase: 'listing' | 'reading' | 'ended'
  /** How many runs were found; 0 while they are listed. */
  readonly found: number
  /** Read as a whole, in the order in which they were found; the same array as long as they are the same. */
  readonly runs: readonly ReadRun[]
  /** What `define` asked for; undefined where it cannot be had. */
  readonly definitions: ReadonlyMap<SourceRef, string | undefined>
  /** Why some could not be read. */
  readonly failures: readonly { readonly ref: SourceRef; readonly error: SourceError }[]
  /** Why they could not be listed. */
  readonly error: SourceError | undefined
  readonly requests: number
  readonly ceiling: number
  /** Why there are fewer than were found: no more requests may be made, or a person had enough. */
  readonly short: 'ceiling' | 'cancelled' | undefined
}

/** Reads several runs, a few at a time and under one ceiling of requests. */
export interface RunSet {
  /** A new object after every change. */
  readonly view: RunSetView
  readonly subscribe: (listener: () => void) => () => void
  /** Goes on where it was left. */
  readonly start: () => void
  /** Nobody looks any more: what is on the way is cancelled, what is read stays. */
  readonly stop: () => void
  /** A person has enough: what is read is all. */
  readonly cancel: () => void
  /** Reads what is missing: what failed, what was cancelled, and under a higher ceiling what that held back. */
  readonly goOn: (ceiling?: number) => void
  /** Asks for the definition of one that is read. */
  readonly define: (ref: SourceRef) => void
}

export interface RunSetParts {
  /** The runs to read, those first that matter most. @throws SourceError */
  readonly list: (budget: RequestBudget, signal: AbortSignal) => Promise<readonly SourceRef[]>
  /** What reads one; what it is read from counts its requests. */
  readonly storeOf: (ref: SourceRef, counted: (source: AnySource) => AnySource) => ExecutionStore
  /** @throws SourceError */
  readonly definitionOf: (ref: SourceRef, signal: AbortSignal) => Promise<string | undefined>
  readonly kept: KeptRuns
  readonly ceiling?: number
}

/** So many are read at once: the quota is the whole account's. */
const AT_ONCE = 4

export function createRunSet(parts: RunSetParts): RunSet {
  const budget = createRequestBudget(parts.ceiling)
  const listeners = new Set<() => void>()
  const asked = new Set<SourceRef>()
  let definitions: RunSetView['definitions'] = new Map()
  let refs: readonly SourceRef[] | undefined
  let runs: readonly ReadRun[] = []
  const read = new Map<SourceRef, ReadRun>()
  const failures = new Map<SourceRef, SourceError>()
  let error: SourceError | undefined
  let short: RunSetView['short']
  let hasEnded = false
  let work: AbortController | undefined
  let view = viewNow()

  function viewNow(): RunSetView {
    return {
      phase: hasEnded ? 'ended' : refs === undefined ? 'listing' : 'reading',
      found: refs?.length ?? 0,
      ...{ runs, definitions },
      failures: [...failures].map(([ref, why]) => ({ ref, error: why })),
      ...{ error, requests: budget.asked, ceiling: budget.ceiling, short },
    }
  }

  function tell(): void {
    view = viewNow()
    for (const listener of listeners) listener()
  }

  function missing(): readonly SourceRef[] {
    return (refs ?? []).filter(ref => !read.has(ref) && !failures.has(ref))
  }

  async function run(): Promise<void> {
    if (work !== undefined) return
    const own = new AbortController()
    work = own
    tell()
    try {
      refs ??= await parts.list(budget, own.signal)
      await readAll(own.signal)
    } catch (thrown) {
      if (!own.signal.aborted) error = asSourceError(thrown)
    }
    if (work !== own) return
    work = undefined
    hasEnded = true
    tell()
  }

  async function readAll(signal: AbortSignal): Promise<void> {
    takeKept()
    const waiting = [...missing()]
    const reader = async () => {
      while (!signal.aborted && short !== 'ceiling') {
        const ref = waiting.shift()
        if (ref === undefined) return
        await load(ref, signal)
        if (!signal.aborted) tell()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, reader))
  }

  /** Before anything is read, as each that is read drives out one that was kept. */
  function takeKept(): void {
    for (const ref of missing()) {
      const known = parts.kept.find(ref)
      if (known !== undefined) add({ ...known, ref })
    }
    tell()
  }

  function add(run: ReadRun): void {
    read.set(run.ref, run)
    runs = (refs ?? []).flatMap(ref => read.get(ref) ?? [])
  }

  async function load(ref: SourceRef, signal: AbortSignal): Promise<void> {
    const store = parts.storeOf(ref, source => countedSource(source, budget))
    const stopListening = store.subscribe(() => view.requests !== budget.asked && !signal.aborted && tell())
    try {
      store.start()
      await untilSettled(store, signal)
      if (signal.aborted) return
      const { tree, summary, error: why, progress } = store.view
      if (why?.code === CEILING_CODE) short = 'ceiling'
      else if (why !== undefined) failures.set(ref, why)
      else if (tree !== undefined && progress.phase === 'complete') {
        const found = { ref, tree, summary }
        add(found)
        parts.kept.keep(found)
      } else failures.set(ref, notWhole())
    } finally {
      stopListening()
      store.dispose()
    }
  }

  function halt(): void {
    work?.abort(new DOMException('Nobody waits for it any more.', 'AbortError'))
    work = undefined
  }

  async function define(ref: SourceRef): Promise<void> {
    if (!read.has(ref) || asked.has(ref)) return
    asked.add(ref)
    // A comparison without it says that it is not known.
    const known = await parts.definitionOf(ref, new AbortController().signal).catch(() => undefined)
    definitions = new Map(definitions).set(ref, known)
    tell()
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
      if (!hasEnded) void run()
    },
    stop: halt,
    cancel: () => {
      short = 'cancelled'
      hasEnded = true
      halt()
      tell()
    },
    goOn: ceiling => {
      if (ceiling !== undefined) budget.lift(ceiling)
      failures.clear()
      error = undefined
      short = undefined
      hasEnded = false
      void run()
    },
    define: ref => void define(ref),
  }
}

function notWhole(): SourceError {
  return new SourceError('NotWhole', 'The run cannot be read to its end.', {
    whatToDo: 'Open it to see what is there.',
  })
}
