import type { ExecutionSummary, MachineSummary } from '../history/execution-summary.ts'
import type { LogSource } from '../source/log-source.ts'
import { askPatiently, asSourceError } from './ask-patiently.ts'
import type { ExecutionView } from './execution-view.ts'
import type { PrepareTree } from './gathering.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings } from './load-settings.ts'
import type { ExecutionLoader } from './loader-parts.ts'
import { createLoadingTrouble } from './loading-trouble.ts'
import { createLogDefiner, type LogDefiner } from './log-definition.ts'
import { beginReading, findsOf, type LogChain, type LogReading, planLog, widerReach, withLogPage } from './log-plan.ts'
import { LogTree } from './log-tree.ts'
import { goesRound, logProgress, logSummary, noLog } from './log-words.ts'
import { createPublisher } from './publisher.ts'
import { type Surroundings, withinTime } from './surroundings.ts'
import { createWaiting } from './waiting.ts'

export interface LogLoaderParts {
  readonly source: LogSource
  readonly surroundings: Surroundings
  readonly settings?: LoadSettings | undefined
  readonly prepare?: PrepareTree | undefined
}

/** Pages that one wish may cost; then it pauses, and resuming allows as many again. */
const PAGES_AT_ONCE = 100

/** Loads an Express execution from its log: pages as they come, in no order, and for a minute what comes late. */
export function createLogLoader(parts: LogLoaderParts): ExecutionLoader {
  return new LogLoader(parts)
}

class LogLoader implements ExecutionLoader {
  private readonly parts: LogLoaderParts
  private readonly settings: LoadSettings
  private readonly waiting: ReturnType<typeof createWaiting>
  private readonly trouble = createLoadingTrouble()
  private readonly publisher: ReturnType<typeof createPublisher<ExecutionView>>
  private readonly log: LogTree
  private machine: MachineSummary | undefined
  private described: ExecutionSummary | undefined
  private reading: LogReading | undefined
  private over: 'whole' | 'settled' | 'nothing' | undefined
  private readonly definer: LogDefiner
  private redriveCount = 0
  private requests = 0
  private pagesLeft = PAGES_AT_ONCE
  private paused = false
  private nextLookAt: number | undefined
  private control: AbortController | undefined
  private leaveSurroundings = () => {}

  constructor(parts: LogLoaderParts) {
    this.parts = parts
    this.settings = parts.settings ?? DEFAULT_LOAD_SETTINGS
    this.waiting = createWaiting(parts.surroundings)
    const { surroundings, prepare } = parts
    this.log = new LogTree({ surroundings, prepare, changed: this.publish, failed: this.fail })
    this.definer = createLogDefiner(parts.source, (run, signal) => this.ask(run, signal), this.publish)
    this.publisher = createPublisher({
      surroundings: parts.surroundings,
      make: () => this.viewNow(),
      phase: () => `${this.progressNow().phase} ${this.log.tree === undefined ? 'without' : 'with'} bars`,
    })
  }

  get view(): ExecutionView {
    return this.publisher.current()
  }

  readonly subscribe = (listener: () => void): (() => void) => this.publisher.subscribe(listener)

  readonly start = (): void => {
    if (this.control) return
    this.leaveSurroundings = this.parts.surroundings.onReturn(() => this.onReturn())
    this.goOn()
  }

  readonly stop = (): void => {
    this.control?.abort(new DOMException('The page shows something else now.', 'AbortError'))
    this.control = undefined
    this.nextLookAt = undefined
    this.leaveSurroundings()
  }

  readonly dispose = (): void => {
    this.stop()
    this.log.stop()
    this.publisher.stop()
  }

  /** Works until there is nothing to do by itself; one at a time. */
  private goOn(): void {
    if (this.control || this.paused || this.trouble.blocked) return
    const control = new AbortController()
    this.control = control
    this.work(control.signal)
      .catch((thrown: unknown) => {
        if (!control.signal.aborted) this.fail(thrown)
      })
      .finally(() => {
        if (this.control === control) this.control = undefined
        this.publish()
      })
    this.publish()
  }

  private async work(signal: AbortSignal): Promise<void> {
    const { source, surroundings } = this.parts
    const { describe } = source
    this.machine ??= await this.ask(s => source.machine(s), signal)
    if (describe !== undefined) this.described ??= await this.ask(describe, signal).catch(this.passOver(signal))
    const group = this.machine.logGroupArn
    if (group === undefined || this.machine.logLevel === 'OFF') throw noLog(source, this.machine)
    this.reading ??= beginReading(source.startedAt ?? this.described?.startedAt, surroundings.now())
    while (!this.paused) {
      const plan = planLog(this.reading, surroundings.now())
      if (plan.kind === 'over') return this.finish(plan.why)
      if (plan.kind === 'ask') await this.page(group, plan.chain, signal)
      else await this.until(plan.untilMs, signal)
    }
  }

  /** What AWS tells of a child beside its log; without it the log reads as well. */
  private passOver(signal: AbortSignal): () => undefined {
    return () => {
      signal.throwIfAborted()
    }
  }

  private async page(group: string, chain: LogChain, signal: AbortSignal): Promise<void> {
    const { source, surroundings } = this.parts
    if (this.pagesLeft-- <= 0) {
      this.paused = true
      return
    }
    const { fromMs, toMs, token, why } = chain
    const window = { fromMs, toMs, newestFirst: why === 'search', ...(token !== undefined && { token }) }
    const page = await this.ask(s => source.readLog(group, window, s), signal)
    if (page.nextToken !== undefined && page.nextToken === token) throw goesRound()
    const brought = this.log.take(page.events)
    if (brought > 0) this.over = undefined
    this.redriveCount = Math.max(this.redriveCount, page.redriveCount)
    const { nextToken } = page
    const isStartKnown = this.log.events.has(1) || (nextToken === undefined && this.log.events.size > 0)
    if (isStartKnown && this.settings.asksDefinition) this.definer.ask(this.log.events.get(1), signal)
    if (this.reading === undefined) return
    this.reading = withLogPage(this.reading, chain, {
      ...{ brought, found: findsOf(this.log.events), now: surroundings.now() },
      ...(nextToken !== undefined && { nextToken }),
    })
    this.publish()
  }

  private finish(why: 'whole' | 'settled' | 'nothing'): void {
    this.over = why
    if (why === 'settled') this.log.seal({ endsUntold: this.reading?.found.endedAt === undefined })
    else this.log.hurry()
    this.publish()
  }

  private async until(at: number, signal: AbortSignal): Promise<void> {
    const { surroundings } = this.parts
    this.nextLookAt = at
    this.publish()
    try {
      do await this.waiting.wait(Math.max(0, at - surroundings.now()), signal)
      while (!surroundings.visible())
    } finally {
      this.nextLookAt = undefined
    }
  }

  private ask<T>(run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const { surroundings } = this.parts
    const { settings, trouble } = this
    return askPatiently({
      surroundings,
      signal,
      wait: this.waiting.wait,
      attempts: settings.attempts,
      run: async () => {
        this.requests++
        this.publish()
        const answer = await withinTime(surroundings, { ms: settings.requestLimitMs, signal }, run)
        trouble.clear()
        return answer
      },
      onTrouble: ({ attempt, error, retryAt }) => {
        trouble.repeats(retryAt, attempt > 1 ? error : undefined)
        this.publish()
        return true
      },
    })
  }

  private readonly fail = (thrown: unknown): void => {
    this.trouble.blocks(asSourceError(thrown))
    this.publish()
  }

  private onReturn(): void {
    this.waiting.cutShort()
    if (this.trouble.blocked && this.settings.retriesOnReturn.has(this.trouble.error?.code ?? '')) this.actions.retry()
  }

  private readonly actions = {
    pause: () => {
      this.paused = true
      this.control?.abort(new DOMException('Paused.', 'AbortError'))
      this.control = undefined
      this.publish()
    },
    resume: () => {
      this.paused = false
      this.pagesLeft = PAGES_AT_ONCE
      this.goOn()
    },
    retry: () => {
      this.trouble.unblock()
      if (this.machine?.logGroupArn === undefined || this.machine.logLevel === 'OFF') this.machine = undefined
      this.waiting.cutShort()
      this.goOn()
    },
    /** Looks once more for lines that came late, or since the search began. */
    refresh: () => {
      const { reading } = this
      if (this.trouble.blocked || reading === undefined) return this.actions.retry()
      const now = this.parts.surroundings.now()
      if (this.over === 'nothing') this.reading = beginReading(reading.startedAt, now)
      else if (this.over === 'settled') this.reading = { ...reading, read: false }
      this.over = undefined
      this.waiting.cutShort()
      this.goOn()
    },
    // All that is there is read anyway.
    loadUntil: () => {},
    widen: () => {
      const reachMs = this.reading && widerReach(this.reading)
      if (reachMs === undefined || this.reading === undefined) return
      this.reading = { ...this.reading, reachMs }
      this.over = undefined
      this.goOn()
    },
  }

  private progressNow() {
    const { trouble, paused, over, requests, nextLookAt } = this
    const behind = this.log.behind
    return logProgress({
      ids: [...this.log.events.keys()],
      ...{ blocked: trouble.blocked || trouble.error !== undefined, paused, over: behind ? undefined : over, requests },
      ...{ nextPollAt: nextLookAt, nextRetryAt: trouble.retryAt },
    })
  }

  private viewNow(): ExecutionView {
    const { source } = this.parts
    const { machine, reading, over, described } = this
    const { widen, ...actions } = this.actions
    const reach = reading && widerReach(reading)
    return {
      ref: source.ref,
      live: over !== 'settled',
      tree: this.log.tree,
      summary: logSummary({
        source,
        machine,
        described,
        events: this.log.events,
        over,
        redriveCount: this.redriveCount,
      }),
      definition: this.definer.known.own,
      progress: this.progressNow(),
      error: this.trouble.error,
      ...actions,
      log: {
        machine,
        reading,
        over,
        todaysDefinition: this.definer.known.todays,
        ...(reach !== undefined && { widen: { toMs: reach, go: widen } }),
      },
    }
  }

  private readonly publish = (): void => this.publisher.publish()
}
