import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionSummary, MachineSummary } from '../history/execution-summary.ts'
import type { ExecutionTree, IdRange } from '../model/execution-tree.ts'
import type { SourceError, SourceRef } from '../source/source.ts'
import type { LogReading } from './log-plan.ts'

/** How far a history is loaded. */
export interface LoadProgress {
  readonly phase: 'starting' | 'loading' | 'paused' | 'complete' | 'following' | 'failed'
  readonly loaded: readonly IdRange[]
  readonly loadedEvents: number
  /** Number of events of the execution so far, known from the first page read from the end. */
  readonly totalEvents: number | undefined
  /** Share of events whose payloads are here, 0..1 (the skeleton may come first). */
  readonly payloadShare: number
  /** Requests sent for this execution, retries included. */
  readonly requests: number
  /** While following a running execution: when the next look is due. */
  readonly nextPollAt: Millis | undefined
  /** A request failed and is repeated then, by itself. */
  readonly nextRetryAt?: Millis | undefined
  /** It is looked for in a log, not read from both ends. */
  readonly fromLog?: boolean
}

/** Of an Express execution: where its log is and how far it was searched. */
export interface LogView {
  readonly machine: MachineSummary | undefined
  /** What its state machine is today, where nothing tells what it was then. */
  readonly todaysDefinition: string | undefined
  /** Undefined before the log is asked. */
  readonly reading: LogReading | undefined
  /** `nothing`: no line of it in the range. */
  readonly over: 'whole' | 'settled' | 'nothing' | undefined
  /** Searches further back. */
  readonly widen?: { readonly toMs: Millis; readonly go: () => void }
}

/** All that the page knows of the execution it shows: what `useExecution(ref)` returns. */
export interface ExecutionView {
  readonly ref: SourceRef
  /** It can still be asked for: what is missing may come, and what runs may end. False for files, samples and kept copies. */
  readonly live: boolean
  /** Undefined until the first page is in. */
  readonly tree: ExecutionTree | undefined
  readonly summary: ExecutionSummary | undefined
  /** The state machine's definition, once there (Amazon States Language, JSON). */
  readonly definition: string | undefined
  readonly progress: LoadProgress
  /** The latest failure; what was loaded stays. */
  readonly error: SourceError | undefined
  /** Where the history is read from a log. */
  readonly log?: LogView
  pause(): void
  resume(): void
  /** Goes on after an error. */
  retry(): void
  /** A running execution: look now. */
  refresh(): void
  /** Loads the nearer end first until these events are there, with their payloads. */
  loadUntil(eventIds: readonly EventId[]): void
}
