import { errorOf } from '../history/event-fields.ts'
import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { fateOf } from './fate.ts'
import { placeOf, visitAround } from './span-path.ts'

/**
 * What became of a failure. `fatal`: the execution ended by it (or beside it, in a sibling that went down with it); `caught`: a
 * Catch took it; `retried`: tried again, by the state itself or by a Map or Parallel around it; `redriven`: fatal, until a
 * redrive took it up; `open`: not decided yet.
 */
export type Fate = 'fatal' | 'caught' | 'retried' | 'redriven' | 'open'

/** One thing that went wrong: an event that nothing else in the history led to. */
export interface Failure {
  readonly eventId: EventId
  readonly at: Millis
  /** The attempt, visit, map run or execution it happened to. */
  readonly key: SpanKey
  readonly visitKey: SpanKey | undefined
  /** The state's name; undefined where the execution as a whole was stopped. */
  readonly state: string | undefined
  /** Indexes of the Map iterations around it, outermost first. */
  readonly iterations: readonly number[]
  /** AWS's error name; the event's type where it carries none. */
  readonly error: string
  readonly causeText: string | undefined
  readonly fate: Fate
}

/** Failures that are the first of their kind; `MapIterationFailed`, `MapStateFailed`, `ParallelStateFailed` only pass them on. */
const FIRST_HAND: ReadonlySet<string> = new Set([
  ...['ActivityFailed', 'ActivityScheduleFailed', 'ActivityTimedOut', 'EvaluationFailed', 'FailStateEntered'],
  ...['LambdaFunctionFailed', 'LambdaFunctionScheduleFailed', 'LambdaFunctionStartFailed', 'LambdaFunctionTimedOut'],
  ...['MapRunFailed', 'TaskFailed', 'TaskStartFailed', 'TaskSubmitFailed', 'TaskTimedOut'],
  ...['ExecutionAborted', 'ExecutionTimedOut'],
])

const SECOND_HAND: ReadonlySet<string> = new Set([
  ...['MapIterationFailed', 'MapStateFailed', 'ParallelStateFailed', 'TaskStateAborted', 'WaitStateAborted'],
])

/** Every failure in order of its event: what `[` and `]` walk. */
export function failuresInOrder(tree: ExecutionTree): readonly Failure[] {
  const failures: Failure[] = []
  for (const { from, to } of tree.loaded) {
    for (let id = from; id <= to; id++) {
      const event = tree.event(id)
      if (event !== undefined && isFirstHand(tree, event)) failures.push(failureOf(tree, event))
    }
  }
  return failures
}

function isFirstHand(tree: ExecutionTree, event: HistoryEvent): boolean {
  if (FIRST_HAND.has(event.type)) return true
  if (event.type !== 'ExecutionFailed') return false
  // States.Runtime: the execution fails straight after an event that is no failure (history-rules, "Linear states").
  const former = tree.event(event.previousEventId)
  return former !== undefined && !FIRST_HAND.has(former.type) && !SECOND_HAND.has(former.type)
}

function failureOf(tree: ExecutionTree, event: HistoryEvent): Failure {
  const span = spanOf(tree, event)
  const visit = visitAround(tree, span)
  const told = errorOf(event) ?? (event.type === 'FailStateEntered' ? toldLater(tree, event, span) : undefined)
  return {
    eventId: event.id,
    at: event.timestamp,
    key: span.key,
    visitKey: visit?.key,
    state: visit?.name,
    iterations: placeOf(tree, span).iterations,
    error: told?.error ?? fallbackName(event),
    causeText: told?.cause,
    fate: fateOf(tree, event, span),
  }
}

/** Where an `ExecutionFailed` is the first word of a failure, it happened in the state it follows from. */
function spanOf(tree: ExecutionTree, event: HistoryEvent): Span {
  const former = event.type === 'ExecutionFailed' ? tree.spanOfEvent(event.previousEventId) : undefined
  return former ?? tree.spanOfEvent(event.id) ?? tree.root
}

function fallbackName(event: HistoryEvent): string {
  if (event.type === 'FailStateEntered') return 'Fail state'
  return event.type.endsWith('TimedOut') ? 'States.Timeout' : event.type
}

/**
 * A Fail state's error stands in no event of its own: the execution's end repeats it, or the output of the state that caught
 * it (Amazon States Language, "Fail state"; `{"Error","Cause"}` where the Catch sets no ResultPath).
 */
function toldLater(tree: ExecutionTree, event: HistoryEvent, span: Span): ReturnType<typeof errorOf> {
  const end = tree.root.endEventId === null ? undefined : tree.event(tree.root.endEventId)
  if (end?.type !== 'ExecutionFailed') return undefined
  return leadsTo(tree, event, end) || span.endEventId === end.previousEventId ? errorOf(end) : undefined
}

/** Whether `end` follows from `event`, through the containers that failed with it. */
function leadsTo(tree: ExecutionTree, event: HistoryEvent, end: HistoryEvent): boolean {
  let at: HistoryEvent | undefined = end
  while (at !== undefined && at.id > event.id) at = tree.event(at.previousEventId)
  return at?.id === event.id
}
