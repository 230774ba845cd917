import type { HistoryEvent, Millis } from '../history/events.ts'
import { createAgenda } from './agenda.ts'
import { type Definition, definitionOf } from './definition.ts'
import { planEnd } from './execution-end.ts'
import type { Machine } from './machine.ts'
import { ACCOUNT, inputOf, REGION } from './payloads.ts'
import type { AbortStyle } from './round-failure.ts'
import { type ExecutionStatus, type Run, type Sequence, write } from './run.ts'
import { seededRandom } from './seeded-random.ts'
import { advance } from './sequence.ts'
import { createTruthRecorder, type OutlineSpan } from './truth.ts'

export interface Redrive {
  /** From the end of the execution to its redrive. */
  readonly afterMs: Millis
  /** From the redrive to a StopExecution. */
  readonly stopAfterMs?: Millis
}

export interface SimulationOptions {
  readonly seed?: number
  readonly startAt?: Millis
  readonly machineName?: string
  readonly input?: unknown
  /** StopExecution so long after the start; negative: never. */
  readonly stopAfterMs?: Millis
  readonly stopDetails?: Readonly<Record<string, string>>
  /** The execution's own timeout; 0: none. */
  readonly timeoutSeconds?: number
  /** Each end other than success is followed by the next of these. */
  readonly redrives?: readonly Redrive[]
  /** The history of an execution still running: its first so many events; 0: all. */
  readonly cutAfterEvents?: number
  readonly includeExecutionData?: boolean
  /** How often two steps of AWS's fall into one millisecond; recordings: two thirds. */
  readonly instantShare?: number
  /** How often such steps also stand side by side in the history. */
  readonly adjacency?: number
  /** The longest AWS takes between two steps. */
  readonly latencyMs?: Millis
  /** The longest a container takes to react to a failure inside. */
  readonly reactionMs?: Millis
  /** What timestamps are rounded down to. */
  readonly tickMs?: Millis
  readonly abortStyle?: AbortStyle
  readonly mapExitLink?: 'MapRunStarted' | 'MapRunSucceeded'
  readonly maxEvents?: number
  /** False saves time and memory where only the events are wanted. */
  readonly keepsTruth?: boolean
}

export interface Simulation {
  readonly events: readonly HistoryEvent[]
  /** Every span, as it stands after the last event. */
  readonly truth: readonly OutlineSpan[]
  /** Every span, as it stood after the first `eventCount` events. */
  truthAt(eventCount: number): OutlineSpan[]
  readonly definition: Definition
  readonly executionArn: string
  readonly stateMachineArn: string
  /** RUNNING where the history was cut. */
  readonly status: ExecutionStatus
}

const DEFAULTS: Required<SimulationOptions> = {
  ...{ seed: 1, startAt: Date.UTC(2026, 4, 12, 8, 30), machineName: 'OrderPipeline', input: {} },
  ...{
    stopAfterMs: -1,
    stopDetails: {},
    timeoutSeconds: 0,
    redrives: [],
    cutAfterEvents: 0,
    includeExecutionData: true,
  },
  ...{ instantShare: 0.66, adjacency: 0.5, latencyMs: 30, reactionMs: 40, tickMs: 1 },
  ...{ abortStyle: 'tasks', mapExitLink: 'MapRunStarted', maxEvents: 2_000_000, keepsTruth: true },
}

/**
 * Runs a state machine in simulated time and tells both its history and the truth about it. The history obeys
 * `history-rules`; the truth is written down as things happen, never read off the history.
 */
export function simulate(machine: Machine, options: SimulationOptions = {}): Simulation {
  const run = startRun(machine, { ...DEFAULTS, ...options })
  while (run.events.length < run.options.maxEvents && run.agenda.step());
  const { cutAfterEvents, machineName, timeoutSeconds } = run.options
  const count = cutAfterEvents > 0 ? Math.min(cutAfterEvents, run.events.length) : run.events.length
  const isCut = count < run.events.length
  return {
    events: isCut ? run.events.slice(0, count) : run.events,
    truth: run.truth.truthAt(count),
    truthAt: eventCount => run.truth.truthAt(eventCount),
    definition: definitionOf(machine, timeoutSeconds),
    executionArn: run.executionArn,
    stateMachineArn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${machineName}`,
    status: isCut ? 'RUNNING' : run.status,
  }
}

function startRun(machine: Machine, options: Required<SimulationOptions>): Run {
  const random = seededRandom(options.seed)
  const run: Run = {
    ...{ options, random, agenda: createAgenda(options.startAt), truth: createTruthRecorder(options.keepsTruth) },
    ...{ events: [], uses: new Map(), status: 'RUNNING', redrives: 0, epoch: 0 },
    executionArn: `arn:aws:states:${REGION}:${ACCOUNT}:execution:${options.machineName}:${random.uuid()}`,
    root: rootSequence(machine, options.input),
  }
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${options.machineName}-role`
  const startedId = write(run, {
    type: 'ExecutionStarted',
    previousEventId: 0,
    details: { ...inputOf(options.input), roleArn },
  })
  run.root.span = run.truth.open(startedId, { kind: 'execution' }, undefined)
  run.truth.event(startedId, run.root.span)
  planEnd(run, options.stopAfterMs < 0 ? undefined : options.stopAfterMs)
  advance(run, run.root)
  return run
}

function rootSequence(machine: Machine, data: unknown): Sequence {
  return {
    ...{
      machine,
      data,
      span: undefined,
      round: undefined,
      iterations: [],
      visit: undefined,
      nextState: machine.startAt,
    },
    // The first Entered points at 0, not at ExecutionStarted.
    ...{ lastEventId: 0, isFinished: false, isAborted: false, epoch: 0 },
  }
}
