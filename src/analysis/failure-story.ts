import type { StateMachineDefinition } from '../history/definition.ts'
import { errorOf } from '../history/event-fields.ts'
import type { EventId } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { attemptsOf, visitAround } from '../model/walk.ts'
import { type Place, placeOf } from '../words/places.ts'
import { type ReadableCause, readCause } from './cause.ts'
import { causeOfEnd } from './cause-of-end.ts'
import { isComplete } from './completeness.ts'
import { type Failure, failuresInOrder, isSameFailure } from './failures.ts'

/** Why an execution did not succeed, told from the deepest cause. */
export interface FailureStory {
  readonly outcome: 'failed' | 'timedOut' | 'aborted'
  readonly cause: ToldFailure
  /** Where the cause is a Fail state: the failure caught last on the way there, which as a rule is why. */
  readonly after: ToldFailure | undefined
  /** Other failures in the history, whatever became of them. */
  readonly more: number
  /** Every failure in the history, with those told here as far as they are records of their own. */
  readonly all: number
  readonly complete: boolean
}

/** A failure as it is told. */
export interface ToldFailure {
  /** What to bring into view. */
  readonly key: SpanKey
  readonly eventId: EventId
  /** The state it happened in; undefined where the execution as a whole was stopped or timed out. */
  readonly state: string | undefined
  readonly place: Place
  /** AWS's error name; undefined where nothing tells one. */
  readonly error: string | undefined
  readonly cause: ReadableCause | undefined
  readonly firstLine: string | undefined
  /** Of a task: which attempt, of how many. */
  readonly attempt: AttemptNumber | undefined
}

export interface AttemptNumber {
  readonly number: number
  /** In this history. */
  readonly of: number
}

/**
 * The story of an execution that failed, timed out or was aborted. Undefined while it runs, or where it ended well.
 *
 * What of the way down to the cause is not loaded yet leaves the end itself.
 */
export function failureStoryOf(tree: ExecutionTree, definition?: StateMachineDefinition): FailureStory | undefined {
  const { outcome, endEventId } = tree.root
  const end = endEventId === null ? undefined : tree.event(endEventId)
  if (end === undefined || outcome === 'running' || outcome === 'succeeded' || outcome === 'caught') return undefined
  const told = causeOfEnd(tree, definition)
  const cause = told?.cause ?? { key: tree.root.key, eventId: end.id, state: undefined, ...endError(errorOf(end)) }
  const failures = failuresInOrder(tree)
  const ofStory = told?.after === undefined ? [cause] : [cause, told.after]
  return {
    outcome,
    cause: tell(tree, cause),
    after: told?.after === undefined ? undefined : tell(tree, told.after),
    more: failures.filter(failure => !ofStory.some(one => isSameFailure(tree, failure, one))).length,
    all: failures.length,
    complete: isComplete(tree),
  }
}

function endError(told: ReturnType<typeof errorOf>) {
  return { error: told?.error, causeText: told?.cause }
}

type Untold = Pick<Failure, 'key' | 'eventId' | 'state' | 'error' | 'causeText'>

function tell(tree: ExecutionTree, { key, eventId, state, error, causeText }: Untold): ToldFailure {
  const span = tree.span(key) ?? tree.root
  const cause = causeText === undefined ? undefined : readCause(causeText)
  const firstLine = cause?.firstLine === '' ? undefined : cause?.firstLine
  return { key, eventId, state, place: placeOf(tree, span), error, cause, firstLine, attempt: attemptOf(tree, span) }
}

/** Of an attempt: its number, and how many its visit had. Undefined for any other span. */
export function attemptOf(tree: ExecutionTree, span: Span): AttemptNumber | undefined {
  if (span.kind !== 'taskAttempt') return undefined
  const visit = visitAround(tree, span)
  const attempts = visit === undefined ? [] : attemptsOf(tree, visit)
  return { number: span.attempt, of: Math.max(span.attempt, attempts.length) }
}
