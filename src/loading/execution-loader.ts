import type { EventId } from '../history/events.ts'
import type { SourceError } from '../source/source.ts'
import { asSourceError } from './ask-patiently.ts'
import { createExecutionFacts, type ExecutionFacts } from './execution-facts.ts'
import type { ExecutionView, LoadProgress } from './execution-view.ts'
import { createFollower, type Follower } from './follower.ts'
import { createGathering, type Gathering } from './gathering.ts'
import { emptyHistory, incomplete, planNext, planWhole, READ_AGAIN } from './load-plan.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings, payloadBudgetOf } from './load-settings.ts'
import type { ExecutionLoader, LoaderParts } from './loader-parts.ts'
import { createLoadingTrouble } from './loading-trouble.ts'
import { PageReader } from './page-reader.ts'
import { progressOf } from './progress.ts'
import { createPublisher, type Publisher } from './publisher.ts'
import { withinTime } from './surroundings.ts'
import { createWaiting } from './waiting.ts'

/**
 * A loader over any source. Pages are infinite queries of react-query; which page comes next is decided by `planNext` from
 * the ids that are here; every page is appended to the tree exactly once.
 */
export function createExecutionLoader(parts: LoaderParts): ExecutionLoader {
  return new Loader(parts)
}

class Loader implements ExecutionLoader {
  private readonly parts: LoaderParts
  private readonly settings: LoadSettings
  private readonly waiting: ReturnType<typeof createWaiting>
  private readonly trouble = createLoadingTrouble()
  private readonly gathering: Gathering
  private readonly reader: PageReader
  private readonly facts: ExecutionFacts
  private readonly follower: Follower
  private readonly publisher: Publisher<ExecutionView>
  private complete = false
  private paused = false
  /** Of an execution of which the end was asked for alone. */
  private staysAtEnd: boolean
  private requests = 0
  private control: AbortController | undefined
  private leaveSurroundings = () => {}

  constructor(parts: LoaderParts) {
    const { builder, surroundings, prepare } = parts
    this.parts = parts
    this.settings = parts.settings ?? DEFAULT_LOAD_SETTINGS
    this.staysAtEnd = this.settings.endAlone
    this.waiting = createWaiting(surroundings)
    this.gathering = createGathering({ builder, surroundings, prepare, changed: this.pump, failed: this.breakDown })
    this.reader = this.makeReader()
    this.facts = this.makeFacts()
    this.follower = this.makeFollower()
    this.publisher = createPublisher({
      surroundings,
      make: () => this.viewNow(),
      phase: () => `${this.progressNow().phase} ${this.gathering.tree() === undefined ? 'without' : 'with'} bars`,
    })
  }

  get view(): ExecutionView {
    return this.publisher.current()
  }

  readonly subscribe = (listener: () => void): (() => void) => this.publisher.subscribe(listener)

  readonly start = (): void => this.guarded(() => this.begin())

  readonly stop = (): void => {
    this.control?.abort(new DOMException('The page shows something else now.', 'AbortError'))
    this.control = undefined
    this.leaveSurroundings()
    this.follower.stop()
    this.reader.rest()
    this.facts.stop()
  }

  readonly dispose = (): void => {
    this.stop()
    this.gathering.stop()
    this.publisher.stop()
    this.reader.close()
  }

  private makeReader(): PageReader {
    const { source, client, surroundings } = this.parts
    return new PageReader({
      ...{ source, client, surroundings, settings: this.settings, trouble: this.trouble },
      wait: this.waiting.wait,
      request: this.counted,
      signal: () => this.control?.signal,
      paused: () => this.paused,
      arrived: events => {
        this.gathering.add(events)
        if (this.settings.asksDefinition) this.facts.askDefinition(this.control?.signal)
      },
      failed: failure => this.fail(failure),
      changed: this.publish,
      answered: this.pump,
    })
  }

  private makeFacts(): ExecutionFacts {
    const { source, surroundings } = this.parts
    return createExecutionFacts({
      source,
      surroundings,
      wait: this.waiting.wait,
      attempts: this.settings.describeAttempts,
      request: this.counted,
      answered: this.pump,
    })
  }

  private makeFollower(): Follower {
    return createFollower({
      surroundings: this.parts.surroundings,
      status: () => this.facts.summary?.status,
      tree: this.gathering.tree,
      describe: () => this.facts.describe(this.control?.signal),
      look: limit => this.look(limit),
      changed: this.publish,
      guarded: action => this.guarded(action),
    })
  }

  private begin(): void {
    if (this.control) return
    this.control = new AbortController()
    this.leaveSurroundings = this.parts.surroundings.onReturn(() => this.guarded(() => this.onReturn()))
    if (this.settings.describes && this.facts.summary === undefined) this.facts.describe(this.control.signal)
    this.pump()
  }

  /** Asks for whatever should come next. Safe to call at any time, from any callback. */
  private readonly pump = (): void => this.guarded(() => this.pumpOnce())

  /** What throws in a callback reaches nobody: it becomes a message with *Retry*, never silence. */
  private guarded(action: () => void): void {
    try {
      action()
    } catch (thrown) {
      this.breakDown(thrown)
    }
  }

  private readonly breakDown = (thrown: unknown): void => {
    this.fail(asSourceError(thrown))
    this.publish()
  }

  private pumpOnce(): void {
    const { settings, gathering, reader, trouble } = this
    const { live } = this.parts.source
    if (!this.control || trouble.blocked) return this.publish()
    const paused = this.paused || this.staysAtEnd
    const rules = { paused, payloadBudgetBytes: payloadBudgetOf(settings, live) }
    const plan = live ? planNext(reader.load, rules) : planWhole(reader.load)
    if (plan.kind === 'complete' && !live) gathering.finish({ endsUntold: reader.endsUntold })
    this.complete = plan.kind === 'complete' && !gathering.behind
    if (plan.kind === 'complete' && !this.complete) {
      // Everything is here, but not in the tree yet: this is called again when it is.
      gathering.hurry()
      return this.publish()
    }
    if (plan.kind === 'ask') for (const page of plan.pages) reader.ask(page).catch(this.breakDown)
    if (plan.kind === 'stuck') this.fail(incomplete(plan.missing))
    if (this.complete) this.settle()
    this.publish()
  }

  private readonly counted = <T>(run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> => {
    const { source, surroundings } = this.parts
    if (source.live) this.requests++
    this.publish()
    return withinTime(surroundings, { ms: this.settings.requestLimitMs, signal }, run)
  }

  private fail(failure: SourceError): void {
    this.trouble.blocks(failure)
    this.follower.stop()
  }

  /** Everything is here: the end, or the next look at a running execution. */
  private settle(): void {
    const { reader, facts, follower, paused } = this
    const { live } = this.parts.source
    reader.load = { ...reader.load, skeletonFirst: this.settings.skeletonAlone }
    const { lastId } = reader.load
    if (live && !paused && !facts.describing && !reader.isBusy) follower.settle(lastId ?? 0)
    // An empty history is no end of loading: a running execution is looked at again, of an ended one it is told.
    if (lastId === undefined && (!live || follower.ended)) this.fail(emptyHistory(live))
  }

  private look(limit: number): void {
    if (!this.control || this.trouble.blocked || this.reader.isBusy) return
    this.reader.look(limit).catch(this.breakDown)
    this.publish()
  }

  private retry(): void {
    this.reader.tryAgain(READ_AGAIN.has(this.trouble.error?.code ?? ''))
    this.trouble.unblock()
    this.waiting.cutShort()
    if (this.facts.summary === undefined || this.reader.load.lastId === undefined)
      this.facts.describe(this.control?.signal)
    this.pump()
  }

  private refresh(): void {
    if (!this.parts.source.live || this.trouble.blocked) return this.retry()
    if (this.complete) this.follower.now(this.reader.load.lastId ?? 0)
    this.pump()
  }

  private onReturn(): void {
    this.waiting.cutShort()
    if (this.trouble.blocked && this.settings.retriesOnReturn.has(this.trouble.error?.code ?? '')) this.retry()
    this.follower.onReturn()
  }

  private setPaused(next: boolean): void {
    this.paused = next
    this.staysAtEnd = false
    if (next) this.follower.stop()
    this.pump()
  }

  private readonly actions = {
    pause: () => this.guarded(() => this.setPaused(true)),
    resume: () => this.guarded(() => this.setPaused(false)),
    retry: () => this.guarded(() => this.retry()),
    refresh: () => this.guarded(() => this.refresh()),
    loadUntil: (wanted: readonly EventId[]) => {
      this.reader.load = { ...this.reader.load, wanted }
      this.pump()
    },
  }

  /** The end is here, and the rest is not asked for. */
  private get restsAtEnd(): boolean {
    const { reader, gathering } = this
    return this.staysAtEnd && reader.load.lastId !== undefined && !reader.isBusy && !gathering.behind
  }

  private progressNow(): LoadProgress {
    const { complete, follower, trouble, requests } = this
    const paused = this.paused || (this.restsAtEnd && !complete)
    const ended = complete && (!this.parts.source.live || follower.ended)
    const { blocked, error, retryAt } = trouble
    const flags = { blocked, complete: ended, paused, following: follower.following, telling: error !== undefined }
    return progressOf(this.reader.load, flags, { requests, nextPollAt: follower.dueAt, nextRetryAt: retryAt })
  }

  private viewNow(): ExecutionView {
    const { summary, definition } = this.facts
    return {
      ref: this.parts.source.ref,
      live: this.parts.source.live,
      tree: this.gathering.tree(),
      summary,
      definition,
      progress: this.progressNow(),
      error: this.trouble.error ?? this.facts.error,
      ...this.actions,
    }
  }

  private readonly publish = (): void => this.publisher.publish()
}
