import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { Agenda } from './agenda.ts'
import type { Machine, Occasion, Script, State } from './machine.ts'
import type { SimulationOptions } from './options.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { TrueFailures } from './true-failures.ts'
import type { LiveSpan, TruthRecorder } from './truth.ts'

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'

/** What one part of the simulator asks of another that, further on, asks it in turn. */
export interface Steps {
  begin(this: void, run: Run, visit: Visit): void
  finish(this: void, run: Run, sequence: Sequence): void
  openBranch(this: void, run: Run, sequence: Sequence, enteredId: EventId): LiveSpan
  resume(this: void, run: Run, sequence: Sequence): void
  failRound(this: void, run: Run, failed: RoundFailure): void
  tryAgain(this: void, run: Run, visit: Visit, failure: Failure): void
}

export interface RoundFailure {
  readonly round: Round
  readonly failed: Sequence
  readonly failure: Failure
}

/** A simulation under way. */
export interface Run {
  readonly options: Required<SimulationOptions>
  readonly random: SeededRandom
  readonly agenda: Agenda
  readonly steps: Steps
  readonly truth: TruthRecorder
  readonly failures: TrueFailures
  readonly events: HistoryEvent[]
  /** How often each script was asked. */
  readonly uses: Map<object, number>
  readonly executionArn: string
  root: Sequence
  status: ExecutionStatus
  redrives: number
  /** Grows when the execution ends: what was planned before is void. */
  epoch: number
}

/** States run one after the other: the execution, one Map iteration or one Parallel branch. */
export interface Sequence {
  readonly machine: Machine
  /** Undefined for a branch that has not entered its first state yet. */
  span: LiveSpan | undefined
  /** The round it belongs to; undefined for the execution. */
  readonly round: Round | undefined
  readonly iterations: readonly number[]
  /** Where the next event of the sequence links to. */
  lastEventId: EventId
  visit: Visit | undefined
  /** The state to enter next; undefined: run the last one to its end, then finish. */
  nextState: string | undefined
  data: unknown
  isFinished: boolean
  /** A failure around it has ended it. */
  isAborted: boolean
  /** Grows when the sequence is stopped: what it had planned is void. */
  epoch: number
}

/** One state being run. */
export interface Visit {
  readonly state: State
  readonly name: string
  readonly sequence: Sequence
  readonly span: LiveSpan
  readonly enteredId: EventId
  readonly previousOfEntered: EventId
  readonly occasion: Occasion
  attempts: number
  /** Attempts used up of each retrier. */
  retries: number[]
  rounds: number
  round: Round | undefined
  mapRun: OpenMapRun | undefined
  waitUntil: Millis
  /** A container that wrote its `*StateFailed`. */
  hasFailed: boolean
  /** Set once it is clear how the state is left. */
  exit: Exit | undefined
}

/** A distributed Map's fan-out; without a span while the Map Run has not started. */
export interface OpenMapRun {
  readonly stateStartedId: EventId
  span: LiveSpan | undefined
  startedId: EventId
  isRunning: boolean
}

export interface Exit {
  readonly previousEventId: EventId
  readonly next: string | undefined
  readonly output: unknown
  /** The event that failed first, where a Catch leads here. */
  readonly caughtId?: EventId
}

/** One fan-out of a Map or Parallel. */
export interface Round {
  readonly visit: Visit
  readonly number: number
  readonly startedId: EventId
  readonly sequences: Sequence[]
  readonly items: readonly unknown[]
  /** Sequences of the round that have begun. */
  begun: number
  finished: number
  /** Events that freed a slot nobody took yet. */
  readonly freed: EventId[]
  /** A branch or iteration has failed and the container is about to react. */
  isFailing: boolean
  lastEventId: EventId
}

export interface Failure {
  readonly error: string
  readonly cause: string | undefined
  /** The event that failed. */
  readonly eventId: EventId
  /** The event that failed first, where `eventId` is that of a container which passes it on. */
  readonly firstId?: EventId
}

export interface Written {
  readonly type: string
  readonly previousEventId: EventId
  readonly details?: Readonly<Record<string, unknown>>
}

/** Writes the next event of the history and returns its id. Who it belongs to is for the caller to record. */
export function write(run: Run, { type, previousEventId, details }: Written): EventId {
  const id = run.events.length + 1
  const last = run.events[id - 2]?.timestamp ?? run.options.startAt
  const tick = run.options.tickMs
  const timestamp = Math.max(last, Math.floor(run.agenda.now / tick) * tick)
  run.events.push({ id, previousEventId, type, timestamp, details: seenDetails(run, details) })
  return id
}

/** Writes an event that belongs to `owner`. */
export function writeOwn(run: Run, owner: LiveSpan, event: Written): EventId {
  const id = write(run, event)
  run.truth.event(id, owner)
  return id
}

const PAYLOADS = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
])

function seenDetails(run: Run, details: Written['details']): Written['details'] {
  if (!details || run.options.includeExecutionData) return details
  return Object.fromEntries(Object.entries(details).filter(([member]) => !PAYLOADS.has(member)))
}

/** Plans what a sequence does next. Void if the sequence or the execution is stopped before. */
export function later(
  run: Run,
  sequence: Sequence,
  { delayMs, action }: { delayMs: Millis; action: () => void },
): void {
  const { epoch } = sequence
  const runEpoch = run.epoch
  const unlessStopped = () => {
    if (sequence.epoch === epoch && run.epoch === runEpoch) action()
  }
  if (delayMs <= 0 && run.random.chance(run.options.adjacency)) run.agenda.next(unlessStopped)
  else run.agenda.add(run.agenda.now + delayMs, unlessStopped)
}

/** Plans what a sequence does after the moment AWS needs between two steps, most often less than a millisecond. */
export function soon(run: Run, sequence: Sequence, action: () => void): void {
  const isInstant = run.random.chance(run.options.instantShare)
  later(run, sequence, { delayMs: isInstant ? 0 : run.random.between(1, run.options.latencyMs), action })
}

/** The next entry of a script, or what its function answers. */
export function ask<T>(run: Run, script: Script<T>, occasion: Occasion): T | undefined {
  if (typeof script === 'function') return script(occasion)
  return script[countUse(run, script) % script.length]
}

/** How often `thing` was used before. */
export function countUse(run: Run, thing: object): number {
  const uses = run.uses.get(thing) ?? 0
  run.uses.set(thing, uses + 1)
  return uses
}
