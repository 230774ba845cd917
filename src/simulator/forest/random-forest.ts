import type {
  Catcher,
  Machine,
  PlayedMapRun,
  Retrier,
  StartableMachine,
  StartPlan,
  State,
  TaskRun,
} from '../machine.ts'
import { type SeededRandom, seededRandom } from '../seeded-random.ts'
import type { ForestOptions } from './simulate-forest.ts'

/** A forest to simulate; the same for the same seed. */
export interface RandomForest {
  readonly machine: Machine
  readonly options: ForestOptions
}

/** Where some of the started executions live; nobody but the root's account is at hand by default. */
const OTHER_ACCOUNT = '444455556666'

/** How often executions start executions, one in the other. */
const DEEPEST = 3
const MOST_FOREST_EVENTS = 6000

/** State machines that start one another in every form, Map Runs in Map Runs' children, and everything going wrong. */
export function randomForest(seed: number): RandomForest {
  const random = seededRandom(seed)
  const author: Author = { random, names: 0, trouble: random.between(1, 4) / 10 }
  const redrives = random.chance(0.25)
    ? [{ afterMs: 60_000 }, { afterMs: 4_000_000 }].slice(0, random.between(1, 2))
    : []
  const isCut = random.chance(redrives.length > 0 ? 0.5 : 0.1)
  const cutAfterMs = redrives.length > 0 ? random.between(60_000, 62_500) : random.between(50, 5000)
  const options: ForestOptions = {
    seed,
    machineName: 'Platform',
    input: { order: 4711 },
    maxEvents: 3000,
    maxForestEvents: MOST_FOREST_EVENTS,
    latencyMs: pick(random, [1, 5, 30]),
    reactionMs: pick(random, [0, 10, 400]),
    abandonMs: pick(random, [0, 0, 300]),
    abortStyle: pick(random, ['tasks', 'states']),
    mapExitLink: pick(random, ['MapRunStarted', 'MapRunSucceeded']),
    stopDetails: pick(random, [{}, { error: 'Stopped', cause: 'by hand' }]),
    stopAfterMs: random.chance(0.08) ? random.between(0, 4000) : -1,
    timeoutSeconds: pick(random, [0, 0, 0, 0, 0, 0, 2]),
    redrives,
    ...(isCut ? { cutAfterMs } : {}),
  }
  return { machine: machineOf(author, DEEPEST, 2), options }
}

interface Author {
  readonly random: SeededRandom
  names: number
  /** How often a task fails. */
  readonly trouble: number
}

function pick<T>(random: SeededRandom, [first, ...rest]: readonly [T, ...T[]]): T {
  const at = random.between(0, rest.length)
  return at === 0 ? first : (rest[at - 1] ?? first)
}

/** `depth`: how often executions may still start others below; `nesting`: how deep containers may still go. */
function machineOf(author: Author, depth: number, nesting: number): Machine {
  const { random } = author
  const states: [string, State][] = []
  const count = random.between(1, 3)
  // The root's first state leads into other executions, or too many forests would be single trees.
  if (depth === DEEPEST && nesting === 2) states.push([nameOf(author), leadingState(author, depth)])
  for (let made = 0; made < count; made++) states.push([nameOf(author), stateOf(author, depth, nesting)])
  const fallback = nameOf(author)
  const isFailing = random.chance(0.5)
  const end: [string, State] = [fallback, isFailing ? failState(random) : { type: 'Pass' }]
  const ending = random.chance(0.85) ? [] : [[nameOf(author), failState(random)] satisfies [string, State]]
  const onward = [...states, ...ending]
  const linked = onward.map(([name, state], at): [string, State] => {
    const next = onward[at + 1]?.[0]
    const led = next === undefined || state.type === 'Fail' ? state : { ...state, next }
    return [name, 'catch' in led ? { ...led, catch: led.catch?.map(catcher => ({ ...catcher, next: fallback })) } : led]
  })
  return { startAt: onward[0]?.[0] ?? fallback, states: Object.fromEntries([...linked, end]) }
}

function nameOf(author: Author): string {
  author.names += 1
  return `State${author.names}`
}

function failState(random: SeededRandom): State {
  return {
    type: 'Fail',
    error: pick(random, ['OrderRejected', 'Unrecoverable']),
    cause: 'told by a Fail state\nwith more',
  }
}

function leadingState(author: Author, depth: number): State {
  return author.random.chance(0.5) ? startingTask(author, depth) : distributedMap(author, depth)
}

function stateOf(author: Author, depth: number, nesting: number): State {
  const { random } = author
  const dice = random.next()
  if (depth > 0 && dice < 0.33) return startingTask(author, depth)
  if (depth > 0 && dice < 0.55) return distributedMap(author, depth)
  if (nesting > 0 && dice < 0.65) return parallel(author, depth, nesting)
  if (nesting > 0 && dice < 0.75) return inlineMap(author, depth, nesting)
  if (dice < 0.8) return { type: 'Wait', waitMs: [random.between(0, 700)] }
  if (dice < 0.84) return { type: 'Pass', faults: [pick(random, ['runtime', 'evaluation', 'none'])] }
  return workTask(author)
}

function guardsOf({ random }: Author): { retry: readonly Retrier[]; catch: readonly Catcher[] } {
  const errors = [pick(random, ['Boom', 'Throttled', 'States.TaskFailed', 'States.ALL'])]
  const retrier = { errorEquals: errors, intervalSeconds: 1, maxAttempts: random.between(1, 2), backoffRate: 1 }
  return {
    retry: random.chance(0.35) ? [retrier] : [],
    catch: random.chance(0.3) ? [{ errorEquals: ['States.ALL'], next: '' }] : [],
  }
}

function workTask(author: Author): State {
  const isFunction = author.random.chance(0.6)
  const { trouble } = author
  return {
    type: 'Task',
    task: isFunction
      ? { kind: 'lambda', functionName: 'charge-card' }
      : { kind: 'integration', resourceType: 'sns', resource: 'publish' },
    runs: ({ random }) => workRun(random, trouble),
    ...guardsOf(author),
  }
}

function workRun(random: SeededRandom, trouble: number): TaskRun {
  const run = { queueMs: random.between(0, 20), runMs: random.between(1, 400) }
  if (!random.chance(trouble)) return { ...run, result: { kind: 'succeeded', output: { ok: true } } }
  if (random.chance(0.15)) return { ...run, result: { kind: 'timedOut', while: 'running' } }
  const error = pick(random, ['Boom', 'Throttled', 'CardDeclined'])
  return { ...run, result: { kind: 'failed', error, cause: `${error} as told\nand a second line` } }
}

const FORMS: readonly [string, ...string[]] = [
  'states startExecution.sync:2',
  'states startExecution.sync:2',
  'states startExecution.sync',
  'states startExecution',
  'states startExecution.waitForTaskToken',
  'aws-sdk:sfn startExecution',
  'aws-sdk:sfn startSyncExecution',
]

function startingTask(author: Author, depth: number): State {
  const { random, trouble } = author
  const [resourceType = '', resource = ''] = pick(random, FORMS).split(' ')
  const what: StartableMachine = {
    name: `Machine${author.names}`,
    machine: machineOf(author, depth - 1, 1),
    ...(random.chance(0.15) ? { account: OTHER_ACCOUNT } : {}),
    timeoutSeconds: pick(random, [0, 0, 0, 1]),
  }
  return {
    type: 'Task',
    task: { kind: 'integration', resourceType, resource },
    starts: { what, plans: ({ random: chance }) => startPlan(chance) },
    runs: ({ random: chance }) => ({ ...workRun(chance, trouble), submitMs: chance.between(0, 60) }),
    ...(random.chance(0.15) ? { timeoutSeconds: 1 } : {}),
    ...guardsOf(author),
  }
}

function startPlan(random: SeededRandom): StartPlan {
  if (random.chance(0.08)) {
    const cause = `State Machine Does Not Exist: 'arn:aws:states:eu-central-1:111122223333:stateMachine:Gone'`
    return { kind: 'refused', error: 'StateMachineDoesNotExistException', cause }
  }
  const stop = random.chance(0.08) ? { stopAfterMs: random.between(0, 900) } : {}
  return { kind: 'started', ...stop, outlives: random.chance(0.2) }
}

function distributedMap(author: Author, depth: number): State {
  const { random } = author
  author.names += 1
  const runs: [PlayedMapRun, ...PlayedMapRun[]] = [mapRun(random), mapRun(random)]
  return {
    type: 'Map',
    mode: 'distributed',
    maxConcurrency: pick(random, [0, 1, 2, 5]),
    length: 0,
    label: `Items${author.names}`,
    runs,
    processor: machineOf(author, random.chance(0.6) ? depth - 1 : 0, 1),
    ...guardsOf(author),
  }
}

function mapRun(random: SeededRandom): PlayedMapRun {
  const items = Array.from({ length: pick(random, [0, 1, 3, 6, 12, 40]) }, (_, item) => ({ item }))
  const breaks: PlayedMapRun['breaks'] = pick(random, [
    ...([undefined, undefined, undefined, undefined, undefined, undefined, undefined] as const),
    { at: 'reader', cause: 'CSV headers cannot contain duplicates.' },
    { at: 'writer', cause: 'Access Denied (Service: S3, Status Code: 403)' },
  ])
  const stopped = random.chance(0.1) ? random.between(0, 5) : -1
  return {
    items,
    readMs: random.between(0, 200),
    childType: random.chance(0.12) ? 'EXPRESS' : 'STANDARD',
    childTimeoutSeconds: pick(random, [0, 0, 0, 1]),
    ...(random.chance(0.2) ? { itemsPerBatch: random.between(2, 4) } : {}),
    ...(random.chance(0.5) ? pick(random, [{ toleratedFailureCount: 2 }, { toleratedFailurePercentage: 20 }]) : {}),
    ...(breaks === undefined ? {} : { breaks }),
    ...(stopped < 0 ? {} : { stopsChild: index => (index === stopped ? 30 : undefined) }),
  }
}

function parallel(author: Author, depth: number, nesting: number): State {
  const branches = Array.from({ length: author.random.between(1, 3) }, () => machineOf(author, depth, nesting - 1))
  return { type: 'Parallel', branches, ...guardsOf(author) }
}

function inlineMap(author: Author, depth: number, nesting: number): State {
  const { random } = author
  return {
    type: 'Map',
    mode: 'inline',
    maxConcurrency: random.between(0, 2),
    items: [random.between(0, 3)],
    processor: machineOf(author, depth > 0 ? depth - 1 : 0, nesting - 1),
    ...guardsOf(author),
  }
}
