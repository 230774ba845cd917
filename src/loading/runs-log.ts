import type { Millis } from '../history/events.ts'
import type { MachineSummary } from '../history/execution-summary.ts'
import type { LoggedRun } from '../history/logged-run.ts'
import type { LogWindow } from '../logs/search-windows.ts'
import { createLoggedRuns } from '../runs/logged-runs.ts'
import type { RunLogSource } from '../source/run-source.ts'
import { SourceError } from '../source/source.ts'
import { askPatiently, asSourceError } from './ask-patiently.ts'
import type { LoadSettings } from './load-settings.ts'
import { CeilingReached } from './log-ceiling.ts'
import { createLogChains, type LogQuestion } from './log-chains.ts'
import { hasRunning, NO_RUNS, type RunLoader, type RunsLog, type RunsView } from './run-loader.ts'
import { LATE_MS, missingParts, type RunsRange, touches, windowOfLook, windowOfRange } from './runs-log-plan.ts'
import { type Surroundings, withinTime } from './surroundings.ts'
import { createTimer, createWaiting } from './waiting.ts'

/** Requests that one wish may cost; more takes another. */
export const REQUESTS_AT_ONCE = 20
const FIRST_LOOK_MS: Millis = 5_000
const SLOWEST_LOOK_MS: Millis = 15_000

export interface RunsLogView extends RunsView {
  readonly log: RunsLog
}

/** Reads the runs of an Express machine from its log. Nothing is asked before `start`. */
export interface RunsLogLoader extends RunLoader {
  readonly view: RunsLogView
  /** Which runs are wanted: what is read of them already is not asked for again. */
  readonly setRange: (range: RunsRange) => void
}

export interface RunsLogParts {
  readonly source: RunLogSource
  readonly surroundings: Surroundings
  readonly settings: Pick<LoadSettings, 'attempts' | 'requestLimitMs'>
  /** What one wish may cost; `REQUESTS_AT_ONCE` unless told. */
  readonly requestsAtOnce?: number
}

/** `machine`: as AWS described it, with its log group. */
export function createRunsLog(machine: MachineSummary, range: RunsRange, parts: RunsLogParts): RunsLogLoader {
  return new Reader(machine, range, parts)
}

class Reader implements RunsLogLoader {
  view: RunsLogView
  private machine: MachineSummary
  private range: RunsRange
  private readonly parts: RunsLogParts
  private readonly listeners = new Set<() => void>()
  private readonly runs = createLoggedRuns()
  private readonly waiting: ReturnType<typeof createWaiting>
  private readonly timer: ReturnType<typeof createTimer>
  private readonly chains = createLogChains<LoggedRun>({
    ask: (question, token, signal) => this.page(question, token, signal),
    onLines: lines => this.take(lines),
  })
  /** Asked for so far, whether read to the end or not; in the order in which they are read. */
  private asked: readonly LogWindow[] = []
  private readonly read = new Set<LogWindow>()
  private current: LogWindow | undefined
  /** What `now` is for a range that ends now: it does not move by itself. */
  private begunAt: Millis
  private lostGroup = false
  /** When the newest lines were looked for last. */
  private lookedAt: Millis | undefined
  private lateUntil: Millis
  private looks = 0
  private mayAsk: number
  private work: AbortController | undefined
  private stopListening: (() => void) | undefined

  constructor(machine: MachineSummary, range: RunsRange, parts: RunsLogParts) {
    this.machine = machine
    this.range = range
    this.parts = parts
    this.waiting = createWaiting(parts.surroundings)
    this.timer = createTimer(parts.surroundings)
    this.mayAsk = this.atOnce
    this.begunAt = parts.surroundings.now()
    this.lateUntil = this.begunAt + LATE_MS
    const log = { phase: 'idle', window: undefined, requests: 0, bytes: 0, causes: new Map() } as const
    this.view = { ...NO_RUNS, machine, log }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly start = (): void => {
    if (this.stopListening !== undefined) return
    this.stopListening = this.parts.surroundings.onReturn(() => {
      this.waiting.cutShort()
      if (this.view.log.phase === 'following' && this.timer.dueAt === undefined) this.look()
    })
    const { phase } = this.view.log
    if (phase === 'idle') {
      this.begunAt = this.parts.surroundings.now()
      this.lateUntil = this.begunAt + LATE_MS
    }
    if (phase === 'idle' || phase === 'reading') this.run()
    else if (phase === 'following') this.look()
  }

  readonly stop = (): void => {
    this.stopListening?.()
    this.stopListening = undefined
    this.timer.clear()
    this.end()
  }

  readonly setRange = (range: RunsRange): void => {
    if (range.hours === this.range.hours && range.until === this.range.until) return
    this.range = range
    if (this.stopListening === undefined || this.view.log.phase === 'idle') return
    const isInTheWay = this.current !== undefined && !touches(this.current, this.wanted())
    if (this.work === undefined || isInTheWay) this.goOn()
    else this.tell({}, { window: this.wanted() })
  }

  /** A person wants more: of the range, or of what failed. */
  readonly goOn = (): void => {
    this.mayAsk = this.view.log.requests + this.atOnce
    this.run()
  }

  readonly readOlder = this.goOn
  readonly reachBack = (): void => {}

  readonly refresh = (): void => {
    if (this.lookedAt === undefined) return this.goOn()
    this.mayAsk = this.view.log.requests + this.atOnce
    this.looks = 0
    this.lateUntil = this.parts.surroundings.now() + LATE_MS
    this.look()
  }

  readonly retry = (): void => {
    if (this.work === undefined) this.goOn()
    else this.waiting.cutShort()
  }

  readonly cancel = (): void => {
    this.timer.clear()
    this.end()
    this.tell({ reading: undefined, trouble: undefined }, { phase: 'cancelled' })
  }

  private get atOnce(): number {
    return this.parts.requestsAtOnce ?? REQUESTS_AT_ONCE
  }

  private end(): void {
    this.work?.abort()
    this.work = undefined
    this.current = undefined
  }

  private tell(patch: Partial<RunsView>, log: Partial<RunsLog> = {}): void {
    this.view = { ...this.view, ...patch, log: { ...this.view.log, ...log } }
    for (const listener of this.listeners) listener()
  }

  private wanted(): LogWindow {
    return windowOfRange(this.range, this.begunAt)
  }

  private look(): void {
    if (this.work !== undefined) return
    const now = this.parts.surroundings.now()
    this.asked = [...missingParts(windowOfLook(this.lookedAt ?? now, now), []), ...this.asked]
    this.lookedAt = now
    this.looks++
    this.run('newest')
  }

  private run(reading: 'older' | 'newest' = 'older'): void {
    this.end()
    const own = new AbortController()
    this.work = own
    this.timer.clear()
    this.tell({ reading, error: undefined, trouble: undefined }, { phase: 'reading', window: this.wanted() })
    this.readAll(own.signal).then(
      () => this.settle(own, undefined),
      (error: unknown) => this.settle(own, error),
    )
  }

  /** The newest stretch that is wanted and not read to its end. */
  private next(): LogWindow | undefined {
    const wanted = this.wanted()
    this.asked = [...this.asked, ...missingParts(wanted, this.asked)]
    const isNewer = (one: LogWindow) => this.range.until === undefined && one.toMs > wanted.toMs
    return this.asked.find(one => !this.read.has(one) && (touches(one, wanted) || isNewer(one)))
  }

  private async readAll(signal: AbortSignal): Promise<void> {
    const groupArn = await this.group(signal)
    this.lookedAt ??= this.begunAt
    for (let next = this.next(); next !== undefined; next = this.next()) {
      this.current = next
      await this.chains.read({ groupArn, ...next, newestFirst: true }, 0, signal)
      this.read.add(next)
    }
  }

  /** A gateway that was started anew has to be told by AWS again which group this is. */
  private async group(signal: AbortSignal): Promise<string> {
    if (this.lostGroup) {
      const { stateMachineArn } = this.machine
      this.machine = await this.patiently(s => this.parts.source.describeMachine(stateMachineArn, s), signal)
      this.lostGroup = false
      this.tell({ machine: this.machine })
    }
    const { logGroupArn, name } = this.machine
    if (logGroupArn !== undefined) return logGroupArn
    throw new SourceError('LogsNotWritten', `The state machine ${name} logs nothing.`)
  }

  private settle(own: AbortController, error: unknown): void {
    if (this.work !== own || own.signal.aborted) return
    this.end()
    const { surroundings } = this.parts
    const now = surroundings.now()
    this.runs.settle(now)
    const over = { list: this.runs.list, reading: undefined, trouble: undefined, isWhole: this.next() === undefined }
    if (error instanceof CeilingReached) return this.tell(over, { phase: 'held' })
    if (error !== undefined) {
      const failure = asSourceError(error)
      this.lostGroup = failure.code === 'GatewayLogGroupUnknown'
      return this.tell({ ...over, error: failure }, { phase: 'failed' })
    }
    const isLive = this.range.until === undefined
    const goesOn = isLive && (now < this.lateUntil || hasRunning(this.runs.list))
    this.tell({ ...over, readAt: this.lookedAt }, { phase: goesOn ? 'following' : 'complete' })
    if (!goesOn || this.stopListening === undefined) return
    const pause = Math.min(SLOWEST_LOOK_MS, FIRST_LOOK_MS * 1.5 ** this.looks)
    this.timer.set(pause, () => surroundings.visible() && this.look())
  }

  private take(lines: readonly LoggedRun[]): void {
    this.runs.add(lines, this.parts.surroundings.now())
    const { list, causes } = this.runs
    this.tell({ list, pages: this.view.pages + 1, trouble: undefined }, { causes })
  }

  private async page({ groupArn, fromMs, toMs }: LogQuestion, token: string | undefined, signal: AbortSignal) {
    const { stateMachineArn: machineArn } = this.machine
    const request = { machineArn, fromMs, toMs, newestFirst: true, ...(token !== undefined && { token }) }
    const page = await this.patiently(s => this.parts.source.readLoggedRuns(groupArn, request, s), signal)
    this.tell({}, { bytes: this.view.log.bytes + page.bytes })
    return page
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
        if (this.view.log.requests >= this.mayAsk) throw new CeilingReached()
        this.tell({}, { requests: this.view.log.requests + 1 })
        return withinTime(surroundings, { ms: settings.requestLimitMs, signal }, run)
      },
    })
  }
}
