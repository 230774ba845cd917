import { createAgenda } from './agenda.ts'
import { planEnd, succeedExecution } from './execution-end.ts'
import type { Machine } from './machine.ts'
import { startMapRun } from './map-run.ts'
import type { SimulationOptions } from './options.ts'
import { ACCOUNT, inputOf, REGION, stateMachineArn } from './payloads.ts'
import { resume } from './redrive.ts'
import { endOfBranch, endOfIteration, openBranch, startRound } from './round.ts'
import { failRound } from './round-failure.ts'
import {
  type Beginning,
  type Failure,
  type Identity,
  type Run,
  type Sequence,
  type Steps,
  type Visit,
  type World,
  write,
} from './run.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import { advance } from './sequence.ts'
import { beginState } from './state.ts'
import { schedule } from './task.ts'
import { noFailures } from './true-failures.ts'
import { createTruthRecorder } from './truth.ts'

/** The parts that call one another in a circle. */
const STEPS: Steps = {
  begin: beginState,
  finish: finishSequence,
  openBranch,
  resume,
  failRound,
  tryAgain,
}

export type Options = Required<SimulationOptions>

/** A clock with one execution that has just begun; what it starts runs on the same clock. */
export function beginWorld(machine: Machine, options: Options): { world: World; root: Run } {
  const world: World = {
    agenda: createAgenda(options.startAt),
    // Its own seed: an execution that starts no other is the same with and without a world around it.
    random: seededRandom(options.seed ^ 0x5f3759df),
    runs: [],
    mapRuns: [],
    start: beginning => startChild(world, beginning),
  }
  const random = seededRandom(options.seed)
  const executionArn = `arn:aws:states:${REGION}:${ACCOUNT}:execution:${options.machineName}:${random.uuid()}`
  const identity: Identity = {
    executionArn,
    stateMachineArn: stateMachineArn(options.machineName, ACCOUNT),
    account: ACCOUNT,
    mapRun: undefined,
    itemCount: 0,
  }
  return { world, root: startRun(machine, { options, world, random, identity }) }
}

function startChild(world: World, beginning: Beginning): Run {
  const { parent, machineName, account, type, mapRun, itemCount = 0 } = beginning
  const seed = world.random.between(0, 2 ** 31)
  const random = seededRandom(seed)
  const options: Options = {
    ...parent.options,
    seed,
    startAt: world.agenda.now,
    machineName,
    input: beginning.input,
    stopAfterMs: beginning.stopAfterMs ?? -1,
    timeoutSeconds: beginning.timeoutSeconds,
    redrives: [],
  }
  const kind = type === 'EXPRESS' ? 'express' : 'execution'
  const name = type === 'EXPRESS' ? `${random.uuid()}:${random.uuid()}` : random.uuid()
  const identity: Identity = {
    executionArn: `arn:aws:states:${REGION}:${account}:${kind}:${machineName}:${name}`,
    stateMachineArn: stateMachineArn(machineName, account),
    account,
    mapRun,
    itemCount,
  }
  return startRun(beginning.machine, { options, world, random, identity })
}

interface Start {
  readonly options: Options
  readonly world: World
  readonly random: SeededRandom
  readonly identity: Identity
}

function startRun(machine: Machine, { options, world, random, identity }: Start): Run {
  const run: Run = {
    options,
    random,
    agenda: world.agenda,
    world,
    identity,
    machine,
    truth: createTruthRecorder(options.keepsTruth),
    steps: STEPS,
    events: [],
    uses: new Map(),
    status: 'RUNNING',
    redrives: 0,
    epoch: 0,
    executionArn: identity.executionArn,
    root: rootSequence(machine, options.input),
    firstHand: [],
    failures: noFailures(),
    failureAt: new Map(),
    dependents: new Set(),
    started: [],
    onEnd: [],
    endedBy: undefined,
  }
  world.runs.push(run)
  const roleArn = `arn:aws:iam::${identity.account}:role/${options.machineName.replace('/', '-')}-role`
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
