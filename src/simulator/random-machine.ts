import * as fc from 'fast-check'
import type { Machine, Retrier, State, TaskFlavour, TaskResult, TaskRun } from './machine.ts'
import type { SimulationOptions } from './options.ts'

/** A machine and how to run it: what a property test draws, and what it prints when it fails. */
export interface RandomCase {
  readonly machine: Machine
  readonly options: SimulationOptions
}

/** How deep containers nest: at 4 a Map in a Map in a Parallel in a Map. */
const DEEPEST = 4

/** Any machine with any behaviour: nesting, concurrency, retries, catches, stops, timeouts, redrives, shortcuts. */
export function randomCase(): fc.Arbitrary<RandomCase> {
  return fc.record({ machine: randomMachine(DEEPEST), options: randomOptions() })
}

function randomOptions(): fc.Arbitrary<SimulationOptions> {
  const redrive = fc.oneof(
    { weight: 3, arbitrary: fc.record({ afterMs: fc.constantFrom(0, 5000, 4_860_000) }) },
    { weight: 1, arbitrary: fc.record({ afterMs: fc.constant(1000), stopAfterMs: fc.nat(400) }) },
  )
  const options = fc.record({
    seed: fc.nat(),
    stopAfterMs: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(1500) }),
    timeoutSeconds: fc.constantFrom(0, 0, 0, 0, 1, 3),
    redrives: fc.array(redrive, { maxLength: 3 }),
    instantShare: fc.constantFrom(0.66, 0, 1),
    adjacency: fc.constantFrom(0.5, 0, 1),
    latencyMs: fc.constantFrom(5, 1, 60),
    reactionMs: fc.constantFrom(0, 10, 400),
    tickMs: fc.constantFrom(1, 1, 1000),
    abortStyle: fc.constantFrom('tasks', 'states', 'iterations'),
    mapExitLink: fc.constantFrom('MapRunStarted', 'MapRunSucceeded'),
    includeExecutionData: fc.boolean(),
    maxEvents: fc.constant(1200),
  })
  return options.map(withTellingAborts)
}

/**
 * Aborts of iterations deeper inside a sibling name their Map and index but follow from a failure elsewhere, in no
 * recording so far. Once a redrive lets the same iteration be aborted twice, no id tells which of several it was.
 */
function withTellingAborts(options: SimulationOptions): SimulationOptions {
  const ambiguous = options.abortStyle === 'iterations' && (options.redrives ?? []).length > 0
  return ambiguous ? { ...options, abortStyle: 'states' } : options
}

/** States named by place and depth, so that branches share names and no Map is inside one of its own name. */
function randomMachine(depth: number): fc.Arbitrary<Machine> {
  return fc
    .tuple(fc.array(randomState(depth), { minLength: 1, maxLength: depth === DEEPEST ? 4 : 3 }), randomEnd())
    .map(([states, end]) => linked(depth, [...states, ...end]))
}

/** Each state goes on to the next; what is caught goes to the last one, which always ends well. */
function linked(depth: number, states: readonly State[]): Machine {
  const fallback = `Fallback${depth}`
  const names = states.map((state, at) => `${state.type === 'Map' ? 'Fan' : 'Step'}${depth}${'abcdefgh'[at]}`)
  const named = states.map((state, at): [string, State] => {
    const next = names[at + 1]
    const onward = next === undefined || state.type === 'Fail' || state.type === 'Succeed' ? {} : { next }
    if (state.type === 'Choice') {
      const forward = next ?? fallback
      return [names[at] ?? '', { ...state, picks: state.picks.length > 1 ? [names[0] ?? '', forward] : [forward] }]
    }
    if (!('catch' in state)) return [names[at] ?? '', { ...state, ...onward }]
    const catchers = (state.catch ?? []).map(catcher => ({ ...catcher, next: fallback }))
    return [names[at] ?? '', { ...state, ...onward, catch: catchers }]
  })
  return { startAt: names[0] ?? fallback, states: { ...Object.fromEntries(named), [fallback]: { type: 'Pass' } } }
}

function randomEnd(): fc.Arbitrary<State[]> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant<State[]>([]) },
    { weight: 3, arbitrary: fc.constant<State[]>([{ type: 'Succeed' }]) },
    { weight: 1, arbitrary: fc.constant<State[]>([{ type: 'Fail', error: 'Boom', cause: 'as told' }]) },
  )
}

function randomState(depth: number): fc.Arbitrary<State> {
  const leaves: fc.WeightedArbitrary<State>[] = [
    { weight: 4, arbitrary: randomPass() },
    { weight: 9, arbitrary: randomTask() },
    { weight: 2, arbitrary: randomWait() },
    { weight: 2, arbitrary: randomChoice() },
    { weight: 1, arbitrary: randomDistributedMap() },
  ]
  if (depth === 0) return fc.oneof(...leaves)
  const containers: fc.WeightedArbitrary<State>[] = [
    { weight: 4, arbitrary: randomParallel(depth - 1) },
    { weight: 5, arbitrary: randomMap(depth - 1) },
  ]
  return fc.oneof(...leaves, ...containers)
}

const faults = fc.oneof(
  { weight: 25, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom('none', 'evaluation', 'runtime'), { maxLength: 3 }).map(faults => ({ faults })),
  },
)

const errors = fc.constantFrom('Boom', 'Throttled', 'States.ALL')

const retrier: fc.Arbitrary<Retrier> = fc.record({
  errorEquals: errors.map(error => [error]),
  intervalSeconds: fc.constantFrom(1, 2),
  maxAttempts: fc.nat(2),
  backoffRate: fc.constantFrom(1, 2),
})

/** `catch` is always there, be it empty; `linked` fills in where it leads. */
const guards = fc.record({
  retry: fc.array(retrier, { maxLength: 2 }),
  catch: fc.array(
    errors.map(error => ({ errorEquals: [error], next: '' })),
    { maxLength: 1 },
  ),
})

const flavour: fc.Arbitrary<TaskFlavour> = fc.oneof(
  fc.constant<TaskFlavour>({ kind: 'lambda', functionName: 'charge-card' }),
  fc.constant<TaskFlavour>({ kind: 'activity', activityName: 'pack-parcel' }),
  fc
    .constantFrom(
      'lambda invoke',
      'aws-sdk:s3 getObject',
      'ecs runTask.sync',
      'states startExecution.sync:2',
      'sqs sendMessage.waitForTaskToken',
      'states startExecution',
    )
    .map(text => text.split(' '))
    .map(([resourceType = '', resource = '']): TaskFlavour => ({ kind: 'integration', resourceType, resource })),
)

const result: fc.Arbitrary<TaskResult> = fc.oneof(
  { weight: 14, arbitrary: fc.constant<TaskResult>({ kind: 'succeeded' }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('Boom', 'Throttled').map((error): TaskResult => ({ kind: 'failed', error })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('running', 'queued').map((place): TaskResult => ({ kind: 'timedOut', while: place })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('schedule', 'start', 'submit')
      .map((step): TaskResult => ({ kind: 'stepFailed', step, error: 'Boom' })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<TaskResult[]>({ kind: 'succeeded' }, { kind: 'succeeded' }, { kind: 'unusable' }),
  },
)

const taskRun: fc.Arbitrary<TaskRun> = fc.record({
  queueMs: fc.constantFrom(0, 0, 1, 20, 300),
  runMs: fc.constantFrom(0, 1, 5, 40, 900),
  submitMs: fc.constantFrom(0, 3),
  result,
})

function randomTask(): fc.Arbitrary<State> {
  const runs = fc.array(taskRun, { minLength: 1, maxLength: 5 })
  return fc.tuple(flavour, runs, guards, faults, fc.constantFrom({}, { timeoutSeconds: 60, heartbeatSeconds: 10 })).map(
    ([task, scripts, guard, fault, limits]): State => ({
      type: 'Task',
      task,
      runs: scripts,
      ...guard,
      ...fault,
      ...limits,
    }),
  )
}

function randomPass(): fc.Arbitrary<State> {
  return fc
    .tuple(faults, fc.constantFrom({}, { assign: { total: '42' } }))
    .map(([fault, assign]): State => ({ type: 'Pass', ...fault, ...assign }))
}

function randomWait(): fc.Arbitrary<State> {
  const waits = fc.array(fc.constantFrom(0, 10, 700), { minLength: 1, maxLength: 2 })
  return fc.tuple(waits, faults).map(([waitMs, fault]): State => ({ type: 'Wait', waitMs, ...fault }))
}

function randomChoice(): fc.Arbitrary<State> {
  return fc.boolean().map((loops): State => ({ type: 'Choice', picks: loops ? ['back', 'on'] : ['on'] }))
}

function randomParallel(depth: number): fc.Arbitrary<State> {
  const branches = fc.array(randomMachine(depth), { minLength: 1, maxLength: 3 })
  return fc
    .tuple(branches, guards, faults)
    .map(([machines, guard, fault]): State => ({ type: 'Parallel', branches: machines, ...guard, ...fault }))
}

function randomMap(depth: number): fc.Arbitrary<State> {
  const items = fc.array(fc.nat(4), { minLength: 1, maxLength: 2 })
  return fc.tuple(fc.constantFrom(0, 1, 2, 3), items, randomMachine(depth), guards, faults).map(
    ([maxConcurrency, counts, processor, guard, fault]): State => ({
      type: 'Map',
      mode: 'inline',
      maxConcurrency,
      items: counts,
      processor,
      ...guard,
      ...fault,
    }),
  )
}

function randomDistributedMap(): fc.Arbitrary<State> {
  const run = fc.constantFrom(
    { runMs: 0 },
    { runMs: 500 },
    { runMs: 20, error: 'States.ItemReaderFailed', cause: 'CSV headers cannot contain duplicates.' },
  )
  return fc.tuple(fc.array(run, { minLength: 1, maxLength: 3 }), guards, faults, fc.constantFrom(0, 40)).map(
    ([runs, guard, fault, length]): State => ({
      type: 'Map',
      mode: 'distributed',
      maxConcurrency: 0,
      label: 'Items',
      runs,
      length,
      ...guard,
      ...fault,
      processor: {
        startAt: 'Item',
        states: { Item: { type: 'Pass' } },
      },
    }),
  )
}
