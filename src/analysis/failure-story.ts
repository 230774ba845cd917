import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { attemptsOf, visitAround } from '../model/walk.ts'
import { type ReadableCause, readCause } from './cause.ts'
import { isComplete } from './completeness.ts'
import { endChain } from './end-chain.ts'
import { type Failure, failuresInOrder } from './failures.ts'
import { type Place, placeOf } from './span-path.ts'

/** Why an execution did not succeed, told from the deepest cause. */
export interface FailureStory {
  readonly outcome: 'failed' | 'timedOut' | 'aborted'
  /** What to bring into view. */
  readonly key: SpanKey
  readonly eventId: EventId
  /** The state it happened in; undefined where the execution as a whole was stopped or timed out. */
  readonly state: string | undefined
  readonly place: Place
  readonly error: string
  readonly cause: ReadableCause | undefined
  readonly firstLine: string | undefined
  /** Of a task: which attempt, of how many. */
  readonly attempt: { readonly number: number; readonly of: number } | undefined
  /** Where a Fail state ended it: the failure caught last before, which as a rule is what led there. */
  readonly caughtBefore: Failure | undefined
  /** Other failures in the history, whatever became of them. */
  readonly more: number
  readonly complete: boolean
}

/**
 * The story of an execution that failed, timed out or was aborted. Undefined while it runs, or where it ended well.
 *
 * The end follows, step by step, from the event that failed first: that is the deepest cause. What of the chain is not loaded yet
 * leaves the end itself.
 */
export function failureStoryOf(tree: ExecutionTree): FailureStory | undefined {
  const { outcome, endEventId } = tree.root
  const end = endEventId === null ? undefined : tree.event(endEventId)
  if (end === undefined || outcome === 'running' || outcome === 'succeeded' || outcome === 'caught') return undefined
  const failures = failuresInOrder(tree)
  const chain = endChain(tree)
  const deepest = failures.findLast(failure => chain.includes(failure.eventId))
  const isFailState = deepest !== undefined && tree.event(deepest.eventId)?.type === 'FailStateEntered'
  const span = (deepest === undefined ? undefined : tree.span(deepest.key)) ?? tree.root
  const cause = deepest?.causeText ?? textOf(end, 'cause')
  const readable = cause === undefined ? undefined : readCause(cause)
  return {
    outcome,
    key: span.key,
    eventId: deepest?.eventId ?? end.id,
    state: deepest?.state,
    place: placeOf(tree, span),
    error: deepest?.error ?? textOf(end, 'error') ?? end.type,
    cause: readable,
    firstLine: readable?.firstLine === '' ? undefined : readable?.firstLine,
    attempt: attemptOf(tree, span),
    caughtBefore: isFailState
      ? failures.findLast(one => one.fate === 'caught' && one.eventId < deepest.eventId)
      : undefined,
    more: failures.length - (deepest === undefined ? 0 : 1),
    complete: isComplete(tree),
  }
}

function attemptOf(tree: ExecutionTree, span: Span): FailureStory['attempt'] {
  if (span.kind !== 'taskAttempt') return undefined
  const visit = visitAround(tree, span)
  const attempts = visit === undefined ? [] : attemptsOf(tree, visit)
  return { number: span.attempt, of: Math.max(span.attempt, attempts.length) }
}

function textOf(event: HistoryEvent, field: string): string | undefined {
  const value = event.details?.[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}
