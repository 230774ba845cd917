import type { EventId } from '../history/events.ts'
import { countOf, missingRanges } from '../model/id-ranges.ts'
import type { HistoryPage, SourceError } from '../source/source.ts'
import { askPatiently, asSourceError, type Trouble } from './ask-patiently.ts'
import { TELL_AFTER_ATTEMPTS } from './backoff.ts'
import { createExecutionFacts } from './execution-facts.ts'
import type { ExecutionView, LoadProgress } from './execution-view.ts'
import { createFollower } from './follower.ts'
import { createGathering } from './gathering.ts'
import { emptyHistory, incomplete, type PlannedPage, planNext, planWhole, READ_AGAIN } from './load-plan.ts'
import { DEFAULT_LOAD_SETTINGS, makesSkeletonFirst } from './load-settings.ts'
import { EMPTY_LOAD, freshPass, type LoadState, type Pass, withPage, withPass, withPassStatus } from './load-state.ts'
import type { ExecutionLoader, LoaderParts } from './loader-parts.ts'
import { createLoadingTrouble } from './loading-trouble.ts'
import { createPageQueries } from './page-query.ts'
import { progressOf } from './progress.ts'
import { createPublisher } from './publisher.ts'
import { withinTime } from './surroundings.ts'
import { createWaiting } from './waiting.ts'

/**
 * A loader over any source. Pages are infinite queries of react-query; which page comes next is decided by `planNext` from
 * the ids that are here; every page is appended to the tree exactly once.
 */
export function createExecutionLoader(parts: LoaderParts): ExecutionLoader {
  const { source, builder, client, surroundings, settings = DEFAULT_LOAD_SETTINGS } = parts
  const waiting = createWaiting(surroundings)
  const queries = createPageQueries({ client, source, request: counted })
  const deaths = new Map<Pass['direction'], number>()
  let load: LoadState = EMPTY_LOAD
  const gathering = createGathering({ builder, surroundings, prepare: parts.prepare, changed: pump, failed: breakDown })
  const trouble = createLoadingTrouble()
  let complete = false
  let paused = false
  let requests = 0
  let lastPass = 0
  let control: AbortController | undefined
  let leaveSurroundings = () => {}

  const facts = createExecutionFacts({
    source,
    surroundings,
    wait: waiting.wait,
    attempts: settings.describeAttempts,
    request: counted,
    answered: pump,
  })
  const follower = createFollower({
    surroundings,
    status: () => facts.summary?.status,
    tree: gathering.tree,
    describe: () => facts.describe(control?.signal),
    look,
    changed: () => publish(),
    guarded,
  })

  function start(): void {
    if (control) return
    control = new AbortController()
    leaveSurroundings = surroundings.onReturn(() => guarded(onReturn))
    if (facts.summary === undefined) facts.describe(control?.signal)
    pump()
  }

  function stop(): void {
    control?.abort(new DOMException('The page shows something else now.', 'AbortError'))
    control = undefined
    leaveSurroundings()
    follower.stop()
    for (const pass of load.passes) if (pass.status === 'busy') load = withPassStatus(load, pass.number, 'ready')
    facts.stop()
  }

  /** Asks for whatever should come next. Safe to call at any time, from any callback. */
  function pump(): void {
    guarded(pumpOnce)
  }

  /** What throws in a callback reaches nobody: it becomes a message with *Retry*, never silence. */
  function guarded(action: () => void): void {
    try {
      action()
    } catch (thrown) {
      breakDown(thrown)
    }
  }

  function breakDown(thrown: unknown): void {
    fail(asSourceError(thrown))
    publish()
  }

  function pumpOnce(): void {
    if (!control || trouble.blocked) return publish()
    const rules = { paused, payloadBudgetChars: settings.payloadBudgetChars }
    const plan = source.live ? planNext(load, rules) : planWhole(load)
    if (plan.kind === 'complete' && !source.live) gathering.finish()
    complete = plan.kind === 'complete' && !gathering.behind
    if (plan.kind === 'complete' && !complete) {
      // Everything is here, but not in the tree yet: this is called again when it is.
      gathering.hurry()
      return publish()
    }
    if (plan.kind === 'ask') for (const page of plan.pages) ask(page).catch(breakDown)
    if (plan.kind === 'stuck') fail(incomplete(plan.missing))
    if (complete) settle()
    publish()
  }

  async function ask(planned: PlannedPage): Promise<void> {
    const signal = control?.signal
    if (!signal) return
    const pass = planned.pass ?? begin(planned, undefined)
    load = withPassStatus(load, pass.number, 'busy')
    let askedAt = surroundings.now()
    try {
      const page = await askPatiently({
        surroundings,
        signal,
        wait: waiting.wait,
        attempts: settings.attempts,
        run: () => {
          askedAt = surroundings.now()
          return queries.of(pass).next(signal)
        },
        onTrouble: failed => onTrouble(failed, pass),
      })
      take(pass, page, surroundings.now() - askedAt)
    } catch (thrown) {
      if (signal.aborted) return
      onPageFailed(pass, asSourceError(thrown))
    }
    pump()
  }

  function begin({ direction, withPayloads }: PlannedPage, limit: number | undefined): Pass {
    const number = ++lastPass
    for (const old of load.passes) {
      if (old.direction === direction && old.withPayloads === withPayloads) queries.close(old.number)
    }
    const pass = freshPass({ number, direction, withPayloads, limit })
    load = withPass(load, pass)
    return pass
  }

  function counted<T>(run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (source.live) requests++
    publish()
    return withinTime(surroundings, { ms: settings.requestLimitMs, signal }, run)
  }

  function take(pass: Pass, page: HistoryPage, tookMs: number): void {
    gathering.add(page.events)
    const next = withPage(load, pass.number, page)
    load = next.state
    if (load.passes.find(({ number }) => number === pass.number)?.status === 'ended') queries.close(pass.number)
    const missing = countOf(missingRanges(load.loaded, load.lastId ?? 0))
    if (source.live && missing > load.pageSize && makesSkeletonFirst(settings, pass, { page, tookMs })) {
      load = { ...load, skeletonFirst: true }
    }
    if (!trouble.blocked) trouble.clear()
    if (next.error) fail(next.error)
    if (settings.asksDefinition) facts.askDefinition(control?.signal)
  }

  /** Returns whether to go on trying. */
  function onTrouble({ error, attempt, retryAt }: Trouble, pass: Pass): boolean {
    const tooHeavy = error.code === 'NoAnswer' && attempt > 1 && pass.withPayloads
    if (tooHeavy && load.lastId !== undefined && !load.skeletonFirst) {
      load = { ...load, skeletonFirst: true }
      return false
    }
    if (paused) return false
    trouble.repeats(retryAt, attempt >= TELL_AFTER_ATTEMPTS ? error : undefined)
    publish()
    return true
  }

  function onPageFailed(pass: Pass, failure: SourceError): void {
    load = withPassStatus(load, pass.number, 'ready')
    const here = countOf(load.loaded)
    if (failure.code === 'InvalidToken' && pass.tokens.size > 0 && deaths.get(pass.direction) !== here) {
      // A fresh token starts at an end again; `planNext` picks the way that reads least twice.
      deaths.set(pass.direction, here)
      load = withPassStatus(load, pass.number, 'dead')
      queries.close(pass.number)
    } else if (!(paused || (load.skeletonFirst && pass.withPayloads && failure.code === 'NoAnswer'))) fail(failure)
  }

  function fail(failure: SourceError): void {
    trouble.blocks(failure)
    follower.stop()
  }

  /** Everything is here: the end, or the next look at a running execution. */
  function settle(): void {
    load = { ...load, skeletonFirst: false }
    if (source.live && !paused && !facts.describing && !isBusy()) follower.settle(load.lastId ?? 0)
    // An empty history is no end of loading: a running execution is looked at again, of an ended one it is told.
    if (load.lastId === undefined && (!source.live || follower.ended)) fail(emptyHistory(source.live))
  }

  function isBusy(): boolean {
    return load.passes.some(pass => pass.status === 'busy')
  }

  /** Reads backwards from the end until a known id. */
  function look(limit: number): void {
    if (!control || trouble.blocked || isBusy()) return
    ask({
      pass: begin({ pass: undefined, direction: 'backward', withPayloads: true }, limit),
      direction: 'backward',
      withPayloads: true,
    }).catch(breakDown)
    publish()
  }

  function retry(): void {
    if (READ_AGAIN.has(trouble.error?.code ?? '')) load = { ...load, passes: [] }
    deaths.clear()
    trouble.unblock()
    waiting.cutShort()
    if (facts.summary === undefined || load.lastId === undefined) facts.describe(control?.signal)
    pump()
  }

  function refresh(): void {
    if (!source.live || trouble.blocked) return retry()
    if (complete) follower.now(load.lastId ?? 0)
    pump()
  }

  function onReturn(): void {
    waiting.cutShort()
    if (trouble.blocked && settings.retriesOnReturn.has(trouble.error?.code ?? '')) retry()
    follower.onReturn()
  }

  function setPaused(next: boolean): void {
    paused = next
    if (paused) follower.stop()
    pump()
  }

  const actions = {
    pause: () => guarded(() => setPaused(true)),
    resume: () => guarded(() => setPaused(false)),
    retry: () => guarded(retry),
    refresh: () => guarded(refresh),
    loadUntil: (wanted: EventId) => {
      load = { ...load, wanted }
      pump()
    },
  }

  function progressNow(): LoadProgress {
    const ended = complete && (!source.live || follower.ended)
    const { blocked, error, retryAt } = trouble
    const flags = { blocked, complete: ended, paused, following: follower.following, telling: error !== undefined }
    return progressOf(load, flags, { requests, nextPollAt: follower.dueAt, nextRetryAt: retryAt })
  }

  function viewNow(): ExecutionView {
    const { summary, definition } = facts
    return {
      ref: source.ref,
      live: source.live,
      tree: gathering.tree(),
      summary,
      definition,
      progress: progressNow(),
      error: trouble.error ?? facts.error,
      ...actions,
    }
  }

  const publisher = createPublisher({
    surroundings,
    make: viewNow,
    phase: () => `${progressNow().phase} ${gathering.tree() === undefined ? 'without' : 'with'} bars`,
  })
  const publish = publisher.publish

  return {
    get view() {
      return publisher.current()
    },
    subscribe: publisher.subscribe,
    start: () => guarded(start),
    stop,
    dispose: () => {
      stop()
      gathering.stop()
      publisher.stop()
      queries.closeAll()
    },
  }
}
