import type { Millis } from '../history/events.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A state machine to simulate, and how its parts will behave. Also the processor of a Map and the branch of a Parallel. */
export interface Machine {
  readonly comment?: string
  readonly startAt: string
  readonly states: Readonly<Record<string, State>>
}

export type State =
  | TaskState
  | WaitState
  | PassState
  | ChoiceState
  | SucceedState
  | FailState
  | ParallelState
  | InlineMapState
  | DistributedMapState

/** Where in a simulation a script is asked what happens. */
export interface Occasion {
  readonly state: string
  /** Indexes of the Map iterations around, outermost first. */
  readonly iterations: readonly number[]
  /** How often this state was reached before, anywhere in the execution. */
  readonly visit: number
  /** Attempts of this visit before this one. */
  readonly earlierAttempts: number
  /** The state's input. */
  readonly data: unknown
  readonly random: SeededRandom
}

/** A list is used up one entry each time and begins again at its end; a function is asked. */
export type Script<T> = readonly T[] | ((occasion: Occasion) => T)

/**
 * A state that breaks. `runtime`: States.Runtime, which nothing catches and which skips every container.
 * `evaluation`: a JSONata expression fails, told by an `EvaluationFailed` event.
 */
export type Fault = 'none' | 'runtime' | 'evaluation'

interface Common {
  readonly comment?: string
  /** Absent: the end of its machine. */
  readonly next?: string
  /** The nth time the state runs; none beyond the end of the list. */
  readonly faults?: readonly Fault[]
  /** The state's output; its input if absent. */
  readonly output?: (data: unknown, occasion: Occasion) => unknown
  /** Variables assigned on leaving. */
  readonly assign?: Readonly<Record<string, string>>
}

export interface Retrier {
  readonly errorEquals: readonly string[]
  readonly intervalSeconds: number
  readonly maxAttempts: number
  readonly backoffRate: number
}

export interface Catcher {
  readonly errorEquals: readonly string[]
  readonly next: string
}

interface Guarded extends Common {
  readonly retry?: readonly Retrier[]
  readonly catch?: readonly Catcher[]
}

/** `integration` with a `.sync` or `.waitForTaskToken` resource has a TaskSubmitted. */
export type TaskFlavour =
  | { readonly kind: 'lambda'; readonly functionName: string }
  | { readonly kind: 'activity'; readonly activityName: string }
  | { readonly kind: 'integration'; readonly resourceType: string; readonly resource: string }

export type TaskResult =
  | { readonly kind: 'succeeded'; readonly output?: unknown }
  | { readonly kind: 'failed'; readonly error: string; readonly cause?: string }
  /** States.Timeout while running, or before a worker took it. */
  | { readonly kind: 'timedOut'; readonly while: 'running' | 'queued' }
  /** `*ScheduleFailed`, `*StartFailed`, `TaskSubmitFailed`: the step itself did not work. */
  | { readonly kind: 'stepFailed'; readonly step: 'schedule' | 'start' | 'submit'; readonly error: string }
  /** The task succeeds, but its result cannot be processed: States.Runtime. */
  | { readonly kind: 'unusable' }

/** One attempt: how long it queues, runs and how it ends. */
export interface TaskRun {
  readonly queueMs: Millis
  readonly runMs: Millis
  /** Started → Submitted, where the task has a Submitted. */
  readonly submitMs?: Millis
  readonly result: TaskResult
}

/** A state machine of which tasks start executions. */
export interface StartableMachine {
  readonly name: string
  readonly machine: Machine
  /** Absent: the account of the execution that starts it. */
  readonly account?: string
  readonly timeoutSeconds?: number
}

/** What becomes of a start. `error` is the exception's name alone; the service's goes before it. */
export type StartPlan =
  | { readonly kind: 'refused'; readonly error: string; readonly cause: string }
  /** StopExecution by hand so long after the start; `outlives`: it runs on when its task ends before it. */
  | { readonly kind: 'started'; readonly stopAfterMs?: Millis; readonly outlives?: boolean }

export interface Starts {
  readonly what: StartableMachine
  /** An empty list: every start works. */
  readonly plans: Script<StartPlan>
}

export interface TaskState extends Guarded {
  readonly type: 'Task'
  readonly task: TaskFlavour
  /** Of a task with `starts`, the child says how it ends, except after `.waitForTaskToken`. */
  readonly runs: Script<TaskRun>
  /** The task starts a real execution: `states:startExecution…`, `aws-sdk:sfn:startExecution`, `…:startSyncExecution`. */
  readonly starts?: Starts
  readonly parameters?: (data: unknown, occasion: Occasion) => unknown
  readonly timeoutSeconds?: number
  readonly heartbeatSeconds?: number
}

export interface WaitState extends Common {
  readonly type: 'Wait'
  readonly waitMs: Script<Millis>
}

export interface PassState extends Common {
  readonly type: 'Pass'
}

/** `next` is the default; `picks` names the state chosen each time. */
export interface ChoiceState extends Common {
  readonly type: 'Choice'
  readonly picks: Script<string>
  /** The rules as they stand in the definition. */
  readonly choices?: readonly Readonly<Record<string, unknown>>[]
}

export interface SucceedState extends Common {
  readonly type: 'Succeed'
}

export interface FailState extends Common {
  readonly type: 'Fail'
  readonly error?: string
  readonly cause?: string
}

export interface ParallelState extends Guarded {
  readonly type: 'Parallel'
  readonly branches: readonly Machine[]
}

export interface InlineMapState extends Guarded {
  readonly type: 'Map'
  readonly mode: 'inline'
  /** 0: no limit. */
  readonly maxConcurrency: number
  readonly items: Script<number> | ((occasion: Occasion) => readonly unknown[])
  readonly processor: Machine
}

/** A Map Run of which only its own end is told. */
export interface ToldMapRun {
  readonly runMs: Millis
  readonly error?: string
  readonly cause?: string
}

/** A Map Run with child executions. */
export interface PlayedMapRun {
  readonly items: readonly unknown[]
  readonly itemsPerBatch?: number
  /** Absent: none may fail. */
  readonly toleratedFailureCount?: number
  readonly toleratedFailurePercentage?: number
  readonly readMs: Millis
  /** `States.ItemReaderFailed` before any child starts, `States.ResultWriterFailed` after all have ended. */
  readonly breaks?: { readonly at: 'reader' | 'writer'; readonly cause: string }
  readonly childType: 'STANDARD' | 'EXPRESS'
  readonly childTimeoutSeconds?: number
  /** StopExecution of the nth child so long after its start. */
  readonly stopsChild?: (index: number) => Millis | undefined
}

export type MapRunScript = ToldMapRun | PlayedMapRun

/** Items run as child executions: the parent's history holds a Map Run only. */
export interface DistributedMapState extends Guarded {
  readonly type: 'Map'
  readonly mode: 'distributed'
  readonly maxConcurrency: number
  readonly length: number
  readonly label: string
  readonly runs: Script<MapRunScript>
  readonly processor: Machine
}
