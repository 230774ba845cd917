import type { Millis } from '../history/events.ts'

/**
 * What siblings write when a branch or iteration fails. Every one ← the failing event, whatever that belongs to. Recordings
 * show it for Task states only: `24←20 MapIterationFailed #0 · 25←20 TaskStateAborted · 26←20 MapIterationAborted #1 ·
 * 27←20 TaskStateAborted · …`, and in a Parallel `18←17 TaskStateAborted · 19←17 TaskStateAborted`.
 * - `tasks`: that, and for Task states deeper inside the same.
 * - `states`: by analogy also `WaitStateAborted`, `Map/ParallelStateAborted` and `MapRunAborted`, inner ones first.
 * - `iterations`: by analogy also `MapIterationAborted` for the iterations of Maps deeper inside, before what is in them.
 */
export type AbortStyle = 'tasks' | 'states' | 'iterations'

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
  /** How long children of an execution that ended may run on before they are stopped. */
  readonly abandonMs?: Millis
  /** False saves time and memory where only the events are wanted. */
  readonly keepsTruth?: boolean
}

export const DEFAULTS: Required<SimulationOptions> = {
  seed: 1,
  startAt: Date.UTC(2026, 4, 12, 8, 30),
  machineName: 'OrderPipeline',
  input: {},
  stopAfterMs: -1,
  stopDetails: {},
  timeoutSeconds: 0,
  redrives: [],
  cutAfterEvents: 0,
  includeExecutionData: true,
  instantShare: 0.66,
  adjacency: 0.5,
  latencyMs: 30,
  reactionMs: 40,
  tickMs: 1,
  abortStyle: 'tasks',
  mapExitLink: 'MapRunStarted',
  maxEvents: 2e6,
  abandonMs: 0,
  keepsTruth: true,
}
