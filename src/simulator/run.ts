import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { Agenda } from './agenda.ts'
import type { Machine, Occasion, PlayedMapRun, State } from './machine.ts'
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

/** All executions that run on one clock. */
export interface World {
  readonly agenda: Agenda
  /** Decides the seeds of the executions. */
  readonly random: SeededRandom
  readonly runs: Run[]
  readonly mapRuns: MapRunRecord[]
  start(this: void, beginning: Beginning): Run
}

/** Who an execution is. */
export interface Identity {
  readonly executionArn: string
  readonly stateMachineArn: string
  readonly account: string
  readonly mapRun: MapRunRecord | undefined
  /** Items it was given by its Map Run. */
  readonly itemCount: number
}

/** An execution that another one starts. */
export interface Beginning {
  readonly parent: Run
  readonly machine: Machine
  readonly machineName: string
  readonly account: string
  readonly type: 'STANDARD' | 'EXPRESS'
  readonly input: unknown
  readonly timeoutSeconds: number
  readonly stopAfterMs: Millis | undefined
  readonly mapRun?: MapRunRecord
  readonly itemCount?: number
}

/** A failure where it happened, as the simulator made it happen. */
export interface FirstHand {
  readonly kind: 'attempt' | 'failState' | 'evaluation' | 'runtime' | 'timedOut' | 'aborted' | 'mapRun'
  readonly run: Run
  readonly span: LiveSpan
  /** 0 until it is written. */
  eventId: EventId
  readonly error: string | undefined
  readonly cause: string | undefined
  /** Undefined for the end of the execution as a whole. */
  readonly visit: Visit | undefined
  /** Attempt, or round of a Map Run, of the visit. */
  readonly number: number
  /** Redrives of the execution so far. */
  redrives: number
  /** The execution whose end the task passes on. */
  readonly child: Run | undefined
  readonly mapRun: MapRunRecord | undefined
}

/** Something that runs for a sequence: stopped together with it. */
export interface Dependent {
  readonly sequence: Sequence
  readonly child?: Run
  readonly record?: MapRunRecord
  abandon(this: void): void
}

export interface MapRunRecord {
  readonly arn: string
  readonly parent: Run
  readonly label: string
  readonly plan: PlayedMapRun
  readonly maxConcurrency: number
  readonly startAt: Millis
  /** Inputs of the children, one for each batch. */
  readonly batches: readonly { readonly input: unknown; readonly itemCount: number }[]
  readonly children: Run[]
  status: Exclude<ExecutionStatus, 'TIMED_OUT'>
  stopAt: Millis | undefined
  redrives: number
  redriveAt: Millis | undefined
  /** Children to be taken up again. */
  readonly waiting: Run[]
  /** Children planned to start at once, and children that run. */
  starting: number
  running: number
  /** Over the tolerated failures; about to end. */
  isOver: boolean
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
  readonly world: World
  readonly identity: Identity
  readonly machine: Machine
  /** First-hand failures, in order. */
  readonly firstHand: FirstHand[]
  /** By the event that tells of it: of attempts, Map Runs, failed evaluations and containers. */
  readonly failureAt: Map<EventId, FirstHand>
  readonly dependents: Set<Dependent>
  /** Executions that tasks started, by the attempt's span. */
  readonly started: StartedChild[]
  /** Called at each end. */
  readonly onEnd: (() => void)[]
  /** What the last end came from; undefined after success and while it runs. */
  endedBy: FirstHand | undefined
  root: Sequence
  status: ExecutionStatus
  redrives: number
  /** Grows when the execution ends: what was planned before is void. */
  epoch: number
}

/** An execution that a task started. `isTold`: the history names its ARN. */
export interface StartedChild {
  readonly run: Run
  readonly span: LiveSpan
  isTold: boolean
  /** What the parent's history says of its end. */
  toldStatus: ExecutionStatus | undefined
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
  /** Empty until it starts. */
  arn: string
  /** Undefined for one of which only the end is told. */
  record: MapRunRecord | undefined
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
  /** Where it began. */
  readonly origin: FirstHand
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
