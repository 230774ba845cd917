import type { QueryClient } from '@tanstack/query-core'
import type { HistoryEvent } from '../history/events.ts'
import { countOf, missingRanges } from '../model/id-ranges.ts'
import type { HistoryPage, HistorySource, SourceError } from '../source/source.ts'
import { askPatiently, asSourceError, type Trouble } from './ask-patiently.ts'
import { TELL_AFTER_ATTEMPTS } from './backoff.ts'
import type { SendRequest } from './execution-facts.ts'
import type { PlannedPage } from './load-plan.ts'
import { type LoadSettings, makesSkeletonFirst, payloadBudgetOf } from './load-settings.ts'
import { EMPTY_LOAD, freshPass, type LoadState, type Pass, withPage, withPass, withPassStatus } from './load-state.ts'
import type { LoadingTrouble } from './loading-trouble.ts'
import { neededTo } from './needed-to.ts'
import { createPageQueries, type PageKnowledge, type PageQueries } from './page-query.ts'
import { isOverBudget, keptOf } from './payload-budget.ts'
import type { Surroundings } from './surroundings.ts'
import type { Waiting } from './waiting.ts'

interface PageReaderParts {
  readonly source: HistorySource
  readonly client: QueryClient
  readonly surroundings: Surroundings
  readonly settings: LoadSettings
  readonly wait: Waiting['wait']
  readonly request: SendRequest
  readonly trouble: LoadingTrouble
  /** Undefined while nothing may be asked for. */
  readonly signal: () => AbortSignal | undefined
  readonly paused: () => boolean
  /** Events are here, their ids in `load`. */
  readonly arrived: (events: readonly HistoryEvent[]) => void
  /** A page cannot be had. */
  readonly failed: (failure: SourceError) => void
  /** Something is to be told. */
  readonly changed: () => void
  /** A page came or did not: what should come next? */
  readonly answered: () => void
}

/** Reads a history in passes from its ends, each page patiently, and knows which ids are here. */
export class PageReader {
  load: LoadState
  /** A page said that nothing tells how what is open in it ended. */
  endsUntold = false
  private readonly parts: PageReaderParts
  private readonly queries: PageQueries
  /** How many events were here when a pass of this direction last lost its token. */
  private readonly deaths = new Map<Pass['direction'], number>()
  private lastPass = 0

  constructor(parts: PageReaderParts) {
    this.parts = parts
    this.load = { ...EMPTY_LOAD, skeletonFirst: parts.settings.skeletonAlone }
    this.queries = createPageQueries(parts)
  }

  get isBusy(): boolean {
    return this.load.passes.some(pass => pass.status === 'busy')
  }

  /** Asks for a page; nothing while nothing may be asked for. */
  async ask(planned: PlannedPage): Promise<void> {
    const { parts } = this
    const signal = parts.signal()
    if (!signal) return
    const pass = planned.pass ?? this.begin(planned, undefined)
    this.load = withPassStatus(this.load, pass.number, 'busy')
    let askedAt = parts.surroundings.now()
    let known: PageKnowledge = {}
    try {
      const page = await askPatiently({
        surroundings: parts.surroundings,
        signal,
        wait: parts.wait,
        attempts: parts.settings.attempts,
        run: () => {
          askedAt = parts.surroundings.now()
          known = this.knownOf(pass)
          return this.queries.of(pass).next(signal, known)
        },
        onTrouble: failed => this.onTrouble(failed, pass),
      })
      this.take(pass, { ...page, payloadsOf: known.payloadsOf }, parts.surroundings.now() - askedAt)
    } catch (thrown) {
      if (signal.aborted) return
      this.onPageFailed(pass, asSourceError(thrown))
    }
    parts.answered()
  }

  /** Reads backwards from the end until a known id. */
  async look(limit: number): Promise<void> {
    const page = { pass: undefined, direction: 'backward', withPayloads: !this.load.skeletonFirst } as const
    return this.ask({ ...page, pass: this.begin(page, limit) })
  }

  /** What was under way can be asked for again. */
  rest(): void {
    for (const pass of this.load.passes) {
      if (pass.status === 'busy') this.load = withPassStatus(this.load, pass.number, 'ready')
    }
  }

  /** Forgets what was in the way; `fromTheEnds`: the passes too, whose ends have nothing more to give. */
  tryAgain(fromTheEnds: boolean): void {
    if (fromTheEnds) this.load = { ...this.load, passes: [] }
    this.deaths.clear()
  }

  close(): void {
    this.queries.closeAll()
  }

  private knownOf(pass: Pass): PageKnowledge {
    const { load, parts } = this
    const to = parts.paused() ? undefined : neededTo(load, pass)
    return {
      ...(to !== undefined && { neededTo: to }),
      ...(isOverBudget(load, payloadBudgetOf(parts.settings, parts.source.live)) && { payloadsOf: load.wanted }),
    }
  }

  private begin({ direction, withPayloads }: PlannedPage, limit: number | undefined): Pass {
    const number = ++this.lastPass
    for (const old of this.load.passes) {
      if (old.direction === direction && old.withPayloads === withPayloads) this.queries.close(old.number)
    }
    const pass = freshPass({ number, direction, withPayloads, limit, begunFor: this.load.wanted })
    this.load = withPass(this.load, pass)
    return pass
  }

  private take(
    pass: Pass,
    page: HistoryPage & { readonly payloadsOf: PageKnowledge['payloadsOf'] },
    tookMs: number,
  ): void {
    const { source, settings, trouble, arrived, failed } = this.parts
    if (page.endsUntold === true) this.endsUntold = true
    const kept = keptOf(this.load, page, payloadBudgetOf(settings, source.live))
    const next = withPage(this.load, pass.number, page, kept)
    this.load = next.state
    const { passes, loaded, lastId, pageSize } = this.load
    if (passes.find(({ number }) => number === pass.number)?.status === 'ended') this.queries.close(pass.number)
    const missing = countOf(missingRanges(loaded, lastId ?? 0))
    if (source.live && missing > pageSize && makesSkeletonFirst(settings, pass, { page, tookMs })) {
      this.load = { ...this.load, skeletonFirst: true }
    }
    if (!trouble.blocked) trouble.clear()
    if (next.error) failed(next.error)
    arrived([...kept.whole, ...kept.bare])
  }

  /** Returns whether to go on trying. */
  private onTrouble({ error, attempt, retryAt }: Trouble, pass: Pass): boolean {
    const tooHeavy = error.code === 'NoAnswer' && attempt > 1 && pass.withPayloads
    if (tooHeavy && this.load.lastId !== undefined && !this.load.skeletonFirst) {
      this.load = { ...this.load, skeletonFirst: true }
      return false
    }
    if (this.parts.paused()) return false
    this.parts.trouble.repeats(retryAt, attempt >= TELL_AFTER_ATTEMPTS ? error : undefined)
    this.parts.changed()
    return true
  }

  private onPageFailed(pass: Pass, failure: SourceError): void {
    this.load = withPassStatus(this.load, pass.number, 'ready')
    const here = countOf(this.load.loaded)
    if (failure.code === 'InvalidToken' && pass.tokens.size > 0 && this.deaths.get(pass.direction) !== here) {
      // A fresh token starts at an end again; `planNext` picks the way that reads least twice.
      this.deaths.set(pass.direction, here)
      this.load = withPassStatus(this.load, pass.number, 'dead')
      this.queries.close(pass.number)
      return
    }
    const comesWithoutPayloads = this.load.skeletonFirst && pass.withPayloads && failure.code === 'NoAnswer'
    if (!this.parts.paused() && !comesWithoutPayloads) this.parts.failed(failure)
  }
}
