import type { EventId, Millis } from '../history/events.ts'

/** A span's number, made of the id of its opening event (`keys.ts`). Stable while a history grows, fit for typed arrays. */
export type SpanKey = number

/** Kind and opening event: `x1`, `s12`, `a14`, `i20`, `b31`, `r9`; with a `?` behind the letter where the opening event is not loaded yet. */
export type SpanId = string

/** Worst last: where several spans share a place, the last is told. */
export const OUTCOMES = ['succeeded', 'running', 'aborted', 'caught', 'timedOut', 'failed'] as const

export type Outcome = (typeof OUTCOMES)[number]

/** A stretch in which a span was active. A redrive leaves an idle gap between two. */
export interface Segment {
  readonly startEventId: EventId
  /** null while active. */
  readonly endEventId: EventId | null
  readonly outcome: Outcome
}

interface SpanBase {
  readonly key: SpanKey
  /** Undefined for the execution alone. */
  readonly parentKey: SpanKey | undefined
  /** In order of their opening events. */
  readonly children: readonly SpanKey[]
  /** The events that belong to this span and no other, ascending. */
  readonly events: readonly EventId[]
  readonly startEventId: EventId
  readonly startedAt: Millis
  /** The event that ended it, null exactly while `outcome` is `running`. */
  readonly endEventId: EventId | null
  readonly endedAt: Millis | undefined
  readonly outcome: Outcome
  /** True where no event of its own ended it: a failure elsewhere closed it. */
  readonly inferredEnd: boolean
  /** Earlier stretches of activity, ended before a redrive took the span up again. Empty for nearly all. */
  readonly earlierSegments: readonly Segment[]
  /** Where the current stretch of activity began: `startEventId`, or the first event after a redrive. */
  readonly segmentStartEventId: EventId
  /** False where its end is only known from what came after: it was over by `endedAt` at the latest. */
  readonly endingLoaded: boolean
  /** False while the opening event is not loaded: it started by `startedAt` at the latest, the time of the first event known. */
  readonly beginningLoaded: boolean
  /** False while events that tell where it belongs are not loaded: it hangs under the execution for the time being. */
  readonly placed: boolean
}

export interface ExecutionSpan extends SpanBase {
  readonly kind: 'execution'
  /** Ids of the `ExecutionRedriven` events. */
  readonly redrives: readonly EventId[]
}

/** The part of `*StateEntered` before `StateEntered`; AWS's state types today, kept open. */
export type StateType = 'Task' | 'Map' | 'Parallel' | 'Choice' | 'Wait' | 'Pass' | 'Succeed' | 'Fail' | (string & {})

/** One `*StateEntered` and all that happens until the state is left. A state reached again is a new visit. */
export interface StateVisit extends SpanBase {
  readonly kind: 'stateVisit'
  readonly name: string
  readonly stateType: StateType
  /** Ids of its `MapStateStarted` / `ParallelStateStarted`: round n opened with the nth. Empty for other states. */
  readonly rounds: readonly EventId[]
}

/** One scheduling of a task, Lambda function or activity. */
export interface TaskAttempt extends SpanBase {
  readonly kind: 'taskAttempt'
  /** The state's name. */
  readonly name: string
  /** Counts from 1 within the visit and goes on counting after a redrive. */
  readonly attempt: number
}

export interface MapIteration extends SpanBase {
  readonly kind: 'mapIteration'
  /** The Map state's name. */
  readonly name: string
  /** Counts from 0, in every round again. */
  readonly index: number
  /** Counts from 1. */
  readonly round: number
}

export interface ParallelBranch extends SpanBase {
  readonly kind: 'parallelBranch'
  /** Order of the branches' first events in the round, from 0. */
  readonly index: number
  /** Counts from 1. */
  readonly round: number
}

export interface MapRun extends SpanBase {
  readonly kind: 'mapRun'
  readonly mapRunArn: string | undefined
  /** Counts from 1. */
  readonly round: number
}

export type Span = ExecutionSpan | StateVisit | TaskAttempt | MapIteration | ParallelBranch | MapRun
export type SpanKind = Span['kind']

/** Ends a `switch` over a union: does not compile when a member is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`)
}
