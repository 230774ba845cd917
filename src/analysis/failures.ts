import { type EventError, errorOf, outputOf } from '../history/event-fields.ts'
import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { iterationsAround, upwards, visitAround } from '../model/walk.ts'
import { endChain, passesOn } from './end-chain.ts'
import { type Fate, fateOf } from './fate.ts'

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

/** Every failure in order of its event: what `[` and `]` walk. */
export function failuresInOrder(tree: ExecutionTree): readonly Failure[] {
  const failures: Failure[] = []
  const chain: ReadonlySet<EventId> = new Set(endChain(tree))
  for (const { from, to } of tree.loaded) {
    for (let id = from; id <= to; id++) {
      const event = tree.event(id)
      if (event !== undefined && isFirstHand(tree, event)) failures.push(failureOf(tree, event, chain))
    }
  }
  return failures
}

function isFirstHand(tree: ExecutionTree, event: HistoryEvent): boolean {
  if (FIRST_HAND.has(event.type)) return true
  if (event.type !== 'ExecutionFailed') return false
  // States.Runtime: the execution fails straight after an event that is no failure (history-rules, "Linear states").
  const former = tree.event(event.previousEventId)
  return former !== undefined && !FIRST_HAND.has(former.type) && !passesOn(former.type)
}

function failureOf(tree: ExecutionTree, event: HistoryEvent, chain: ReadonlySet<EventId>): Failure {
  const span = spanOf(tree, event)
  const visit = visitAround(tree, span)
  const isFatal = chain.has(event.id)
  const told = event.type === 'FailStateEntered' ? toldLater(tree, span, isFatal) : errorOf(event)
  return {
    eventId: event.id,
    at: event.timestamp,
    key: span.key,
    visitKey: visit?.key,
    state: visit?.name,
    iterations: iterationsAround(tree, span),
    error: told?.error ?? fallbackName(event),
    causeText: told?.cause,
    // What a redrive took up may bring the run down again, without a new event of its own.
    fate: isFatal ? 'fatal' : fateOf(tree, event, span),
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
 * A Fail state's error stands in no event of its own: the execution's end repeats it, or the output of the state whose Catch took
 * it, which is `{"Error","Cause"}` unless the Catch says otherwise (Amazon States Language, "Fallback states").
 */
function toldLater(tree: ExecutionTree, span: Span, isFatal: boolean): EventError | undefined {
  const end = tree.event(tree.root.endEventId ?? 0)
  if (isFatal) return end === undefined ? undefined : errorOf(end)
  for (const at of upwards(tree, span)) {
    if (at.kind !== 'stateVisit' || at.outcome !== 'caught') continue
    const exited = tree.event(at.endEventId ?? 0)
    return exited === undefined ? undefined : caughtError(outputOf(exited) ?? '')
  }
  return undefined
}

function caughtError(output: string): EventError | undefined {
  if (!output.startsWith('{"Error"')) return undefined
  try {
    const { Error: error, Cause: cause }: { Error?: unknown; Cause?: unknown } = JSON.parse(output)
    return {
      ...(typeof error === 'string' ? { error } : {}),
      ...(typeof cause === 'string' ? { cause } : {}),
    }
  } catch {
    // Cut off: it tells nothing.
    return undefined
  }
}
