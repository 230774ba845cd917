import type { HistoryEvent } from '../history/events.ts'
import { createAgenda } from './agenda.ts'
import { type Definition, definitionOf } from './definition.ts'
import { planEnd, succeedExecution } from './execution-end.ts'
import type { Machine } from './machine.ts'
import { startMapRun } from './map-run.ts'
import { DEFAULTS, type SimulationOptions } from './options.ts'
import { ACCOUNT, inputOf, REGION } from './payloads.ts'
import { resume } from './redrive.ts'
import { endOfBranch, endOfIteration, openBranch, startRound } from './round.ts'
import { failRound } from './round-failure.ts'
import { type ExecutionStatus, type Failure, type Run, type Sequence, type Steps, type Visit, write } from './run.ts'
import { seededRandom } from './seeded-random.ts'
import { advance } from './sequence.ts'
import { beginState } from './state.ts'
import { schedule } from './task.ts'
import { noFailures, type TrueFailures } from './true-failures.ts'
import { createTruthRecorder, type OutlineSpan } from './truth.ts'

/** The parts that call one another in a circle. */
const STEPS: Steps = {
  begin: beginState,
  finish: finishSequence,
  openBranch,
  resume,
  failRound,
  tryAgain,
}

export interface Simulation {
  readonly events: readonly HistoryEvent[]
  /** Every span, as it stands after the last event. */
  readonly truth: readonly OutlineSpan[]
  /** Every span, as it stood after the first `eventCount` events. */
  truthAt(eventCount: number): OutlineSpan[]
  /** What went wrong, up to the end of the simulation, were the history not cut. */
  readonly failures: TrueFailures
  readonly definition: Definition
  readonly executionArn: string
  readonly stateMachineArn: string
  /** RUNNING where the history was cut. */
  readonly status: ExecutionStatus
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
    failures: run.failures,
    definition: definitionOf(machine, timeoutSeconds),
    executionArn: run.executionArn,
    stateMachineArn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${machineName}`,
    status: isCut ? 'RUNNING' : run.status,
  }
}

function startRun(machine: Machine, options: Required<SimulationOptions>): Run {
  const random = seededRandom(options.seed)
  const run: Run = {
    options,
    random,
    agenda: createAgenda(options.startAt),
    truth: createTruthRecorder(options.keepsTruth),
    steps: STEPS,
    failures: noFailures(),
    events: [],
    uses: new Map(),
    status: 'RUNNING',
    redrives: 0,
    epoch: 0,
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
    machine,
    data,
    span: undefined,
    round: undefined,
    iterations: [],
    visit: undefined,
    nextState: machine.startAt,
    lastEventId: 0,
    isFinished: false,
    isAborted: false,
    epoch: 0,
  }
}

function finishSequence(run: Run, sequence: Sequence): void {
  if (!sequence.round) return succeedExecution(run)
  sequence.isFinished = true
  if (sequence.span?.shape.kind === 'mapIteration') endOfIteration(run, sequence)
  else endOfBranch(run, sequence)
}

/** What a retry does: schedule the task, start the Map Run or fan out once more, from the event that failed. */
function tryAgain(run: Run, visit: Visit, { eventId }: Failure): void {
  if (visit.state.type === 'Task') return schedule(run, visit, eventId)
  if (visit.mapRun) return startMapRun(run, visit, { isBroken: false, retryOf: eventId })
  startRound(run, visit, { previousEventId: eventId, isRetry: true })
}
