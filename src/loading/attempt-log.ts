import type { Millis } from '../history/events.ts'
import { logGroupArn, parseFunctionArn } from '../history/log-group-arn.ts'
import type { LambdaLogs, StreamLogs } from '../logs/log-place.ts'
import {
  canWiden,
  type LogSubject,
  lastMomentOf,
  windowAt,
  windowOfInvocation,
  windowsUpTo,
} from '../logs/search-windows.ts'
import { SourceError } from '../source/source.ts'
import type { TaskLogSource } from '../source/task-log-source.ts'
import { askPatiently, asSourceError } from './ask-patiently.ts'
import { type AttemptLogView, createLineStore, NO_LOG } from './attempt-log-view.ts'
import type { LoadSettings } from './load-settings.ts'
import { CeilingReached, ceilingFrom } from './log-ceiling.ts'
import { createLogChains, type LogQuestion } from './log-chains.ts'
import { type Surroundings, withinTime } from './surroundings.ts'
import { createTimer, createWaiting } from './waiting.ts'

/** Lines come 2 to 12 s late; after a minute nothing is waited for. */
const LATE_MS: Millis = 60_000
const FIRST_LOOK_MS: Millis = 5_000
const SLOWEST_LOOK_MS: Millis = 15_000

/** Reads the log of one attempt. Nothing is asked before `start`. */
export interface AttemptLog {
  readonly view: AttemptLogView
  readonly subscribe: (listener: () => void) => () => void
  /** What the history knows by now: an attempt that ran may have ended, and told its request id. */
  readonly know: (subject: LogSubject) => void
  readonly start: () => void
  /** Nobody looks any more: what is on the way is cancelled, what is here stays. */
  readonly stop: () => void
  readonly cancel: () => void
  /** Goes on after a ceiling, a cancel or a failure. */
  readonly goOn: () => void
  /** Looks further before and after the attempt. */
  readonly widen: () => void
}

export interface AttemptLogParts {
  readonly source: TaskLogSource
  readonly surroundings: Surroundings
  readonly settings: Pick<LoadSettings, 'attempts' | 'requestLimitMs'>
}

export function createAttemptLog(first: LogSubject, parts: AttemptLogParts): AttemptLog {
  return new Reader(first, parts)
}

class Reader implements AttemptLog {
  view: AttemptLogView = NO_LOG
  private subject: LogSubject
  private readonly parts: AttemptLogParts
  private readonly listeners = new Set<() => void>()
  private readonly store = createLineStore()
  private readonly waiting: ReturnType<typeof createWaiting>
  private readonly timer: ReturnType<typeof createTimer>
  private readonly chains = createLogChains({
    ask: (question, token, signal) => this.page(question, token, signal),
    onLines: (lines, look) => {
      this.store.add(lines, look)
      this.tell({ ...this.store.view(), trouble: undefined })
    },
  })
  private look = 0
  private reach = 0
  private readAt: Millis = 0
  private customGroup: { readonly arn: string | undefined } | undefined
  private work: AbortController | undefined
  private stopListening: (() => void) | undefined

  constructor(subject: LogSubject, parts: AttemptLogParts) {
    this.subject = subject
    this.parts = parts
    this.waiting = createWaiting(parts.surroundings)
    this.timer = createTimer(parts.surroundings)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly know = (subject: LogSubject): void => {
    const { endedAt, place } = this.subject
    const isNews = endedAt !== subject.endedAt || JSON.stringify(place) !== JSON.stringify(subject.place)
    this.subject = subject
    if (isNews && this.stopListening !== undefined && this.view.phase !== 'idle') this.lookAgain()
  }

  readonly start = (): void => {
    if (this.stopListening !== undefined) return
    this.stopListening = this.parts.surroundings.onReturn(() => {
      this.waiting.cutShort()
      if (this.view.phase === 'following' && this.timer.dueAt === undefined) this.lookAgain()
    })
    if (this.view.phase === 'idle') this.readAt = this.parts.surroundings.now()
    if (this.view.phase === 'idle' || this.view.phase === 'reading') this.run()
    else if (this.view.phase === 'following') this.lookAgain()
  }

  readonly stop = (): void => {
    this.stopListening?.()
    this.stopListening = undefined
    this.timer.clear()
    this.work?.abort()
    this.work = undefined
  }

  readonly cancel = (): void => {
    this.timer.clear()
    this.work?.abort()
    this.work = undefined
    this.tell({ phase: 'cancelled', trouble: undefined })
  }

  readonly goOn = (): void => {
    this.tell({ ceiling: ceilingFrom({ requests: this.view.requests, bytes: this.store.bytes }) })
    if (this.work !== undefined) this.waiting.cutShort()
    else this.run()
  }

  readonly widen = (): void => {
    if (!canWiden(this.reach)) return
    this.work?.abort()
    this.work = undefined
    this.reach++
    this.goOn()
  }

  private tell(patch: Partial<AttemptLogView>): void {
    this.view = { ...this.view, ...patch }
    for (const listener of this.listeners) listener()
  }

  private lookAgain(): void {
    if (this.work !== undefined) return
    this.look++
    this.readAt = this.parts.surroundings.now()
    this.run()
  }

  private run(): void {
    const own = new AbortController()
    this.work?.abort()
    this.work = own
    this.timer.clear()
    const window = windowAt(this.reach, this.subject, this.readAt)
    this.tell({ phase: 'reading', error: undefined, window, canWiden: canWiden(this.reach) })
    this.readAll(own.signal).then(
      () => this.settle(own, undefined),
      (error: unknown) => this.settle(own, error),
    )
  }

  private settle(own: AbortController, error: unknown): void {
    if (this.work !== own || own.signal.aborted) return
    this.work = undefined
    if (error instanceof CeilingReached) return this.tell({ phase: 'held', trouble: undefined })
    if (error !== undefined) return this.tell({ phase: 'failed', error: asSourceError(error), trouble: undefined })
    const { surroundings, source } = this.parts
    const until = lastMomentOf(this.subject, surroundings.now()) + LATE_MS
    const goesOn = source.live && surroundings.now() < until
    this.tell({ phase: goesOn ? 'following' : 'complete', trouble: undefined })
    if (goesOn && this.stopListening !== undefined) {
      const pause = Math.min(SLOWEST_LOOK_MS, FIRST_LOOK_MS * 1.5 ** this.look)
      this.timer.set(pause, () => surroundings.visible() && this.lookAgain())
    }
  }

  private async readAll(signal: AbortSignal): Promise<void> {
    const { place } = this.subject
    if (place.kind === 'streams') await this.readNamed(place, signal)
    if (place.kind === 'lambda') await this.readFunction(place, signal)
  }

  /** What was looked at beside the attempt's own time is not looked at again: late is what was just printed. */
  private async askAround(question: Omit<LogQuestion, 'fromMs' | 'toMs'>, signal: AbortSignal): Promise<void> {
    for (const [at, window] of windowsUpTo(this.reach, this.subject, this.readAt).entries()) {
      await this.ask({ ...question, ...window }, at === 0 ? this.look : 0, signal)
    }
  }

  /** Streams by their names: one that was never written is passed over, unless that goes for all of them. */
  private async readNamed({ groups }: StreamLogs, signal: AbortSignal): Promise<void> {
    let missing: SourceError | undefined
    let isThere = false
    for (const { arn: groupArn, streams } of groups) {
      for (const stream of streams) {
        const error = await this.whereMissing(() => this.askAround({ groupArn, streams: [stream] }, signal))
        missing = error ?? missing
        isThere ||= error === undefined
      }
    }
    if (!isThere && missing !== undefined) throw missing
  }

  /** What is thrown for what is not there is given back. */
  private async whereMissing(ask: () => Promise<void>): Promise<SourceError | undefined> {
    try {
      await ask()
      return undefined
    } catch (error) {
      if (error instanceof SourceError && error.code === 'ResourceNotFoundException') return error
      throw error
    }
  }

  /** Where functions log unless they are told otherwise; where it is not there, the function is asked. */
  private async readFunction(place: LambdaLogs, signal: AbortSignal): Promise<void> {
    const owner = parseFunctionArn(place.functionArn)
    if (owner === undefined) return
    const usual = logGroupArn(owner, `/aws/lambda/${place.functionName}`).arn
    const missing = await this.search(place, usual, signal)
    if (this.isFound(place)) return this.readStreams(place, usual, signal)
    this.customGroup ??= { arn: await this.groupOfFunction(place, signal) }
    const { arn } = this.customGroup
    if (arn === undefined || arn === usual) {
      if (missing !== undefined) throw missing
      return
    }
    const alsoMissing = await this.search(place, arn, signal)
    if (alsoMissing !== undefined) throw alsoMissing
    await this.readStreams(place, arn, signal)
  }

  /** What is thrown for a group that is not there is given back: it may lie in another. */
  private async search(place: LambdaLogs, groupArn: string, signal: AbortSignal): Promise<SourceError | undefined> {
    const pattern = place.requestId === undefined ? {} : { pattern: `"${place.requestId}"` }
    // Known already: a look for what came late reads its stream alone.
    if (this.look > 0 && place.requestId !== undefined && this.isFound(place)) return undefined
    return this.whereMissing(() => this.askAround({ groupArn, ...pattern }, signal))
  }

  private isFound({ requestId }: LambdaLogs): boolean {
    if (requestId === undefined) return this.view.lines.length > 0
    return this.view.invocations.some(invocation => invocation.requestId === requestId)
  }

  /** The lines that name no request lie in the same stream. */
  private async readStreams({ requestId }: LambdaLogs, groupArn: string, signal: AbortSignal): Promise<void> {
    const invocation = this.view.invocations.find(one => one.requestId === requestId)
    if (requestId === undefined || invocation === undefined) return
    const window = windowOfInvocation(invocation, windowAt(this.reach, this.subject, this.readAt))
    const streams = new Set(this.view.lines.filter(line => line.requestId === requestId).map(({ line }) => line.stream))
    await this.ask({ groupArn, ...window, streams: [...streams].slice(0, 10) }, this.look, signal)
  }

  private async ask(question: LogQuestion, look: number, signal: AbortSignal): Promise<void> {
    if (this.view.groups.at(-1) !== question.groupArn) {
      this.tell({ groups: [...this.view.groups.filter(arn => arn !== question.groupArn), question.groupArn] })
    }
    await this.chains.read(question, look, signal)
  }

  private page({ groupArn, ...request }: LogQuestion, token: string | undefined, signal: AbortSignal) {
    return this.patiently(
      s => this.parts.source.readLines(groupArn, token === undefined ? request : { ...request, token }, s),
      signal,
    )
  }

  private async groupOfFunction({ functionArn }: LambdaLogs, signal: AbortSignal): Promise<string | undefined> {
    const owner = parseFunctionArn(functionArn)
    const name = await this.patiently(s => this.parts.source.functionLogGroup(functionArn, s), signal)
    return owner === undefined || name === undefined ? undefined : logGroupArn(owner, name).arn
  }

  private patiently<T>(run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const { surroundings, settings } = this.parts
    return askPatiently({
      ...{ surroundings, signal, attempts: settings.attempts, wait: this.waiting.wait },
      onTrouble: trouble => {
        this.tell({ trouble })
        return true
      },
      run: () => {
        const { requests, ceiling } = this.view
        if (requests >= ceiling.requests || this.store.bytes >= ceiling.bytes) throw new CeilingReached()
        this.tell({ requests: requests + 1 })
        return withinTime(surroundings, { ms: settings.requestLimitMs, signal }, run)
      },
    })
  }
}
