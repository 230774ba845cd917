import type { StateMachineDefinition } from '../history/definition.ts'
import { errorOf } from '../history/event-fields.ts'
import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { iterationsAround, stateNamesAround, visitAround } from '../model/walk.ts'
import { atOnce } from '../waits/slices.ts'
import { type ChildFailure, childFailureOf } from './child-failure.ts'
import { errorOfFailState } from './fail-state-error.ts'
import { type Consequence, type Fate, fateOf } from './fate.ts'
import { endsByCause, isFirstHand, mapRunCutOff } from './first-hand.ts'

/** One thing that went wrong: an event that nothing else in the history led to. */
export interface Failure {
  readonly eventId: EventId
  readonly at: Millis
  /** The attempt, visit, map run or execution it happened to. */
  readonly key: SpanKey
  readonly visitKey: SpanKey | undefined
  /** The state's name; undefined where the execution as a whole timed out. */
  readonly state: string | undefined
  /** The names of the states around it and its own, outermost first, without iterations and branches. */
  readonly statePath: readonly string[]
  /** Indexes of the Map iterations around it, outermost first. */
  readonly iterations: readonly number[]
  /** AWS's error name; undefined where nothing tells one. */
  readonly error: string | undefined
  readonly causeText: string | undefined
  readonly consequence: Consequence
  readonly fate: Fate
  /** Where it is the failure of an execution that this one started: there is more to know in that one's history. */
  readonly child: ChildFailure | undefined
}

/** Every first-hand failure in order of its event, as `firstHandFailures` counts them. What was stopped from outside is none. */
export function failuresInOrder(tree: ExecutionTree, definition?: StateMachineDefinition): readonly Failure[] {
  return atOnce(failureSteps(tree, definition))
}

/** The same in steps of a failure each, for `inSlices`. */
export function* failureSteps(
  tree: ExecutionTree,
  definition?: StateMachineDefinition,
): Generator<void, readonly Failure[]> {
  const failures: Failure[] = []
  const ends = endsByCause(tree)
  for (const { event } of firstHandFailures(tree)) {
    failures.push(failureFrom({ tree, ends, definition }, event))
    yield
  }
  return failures
}

/** A record of a failure and what it happened to. */
export interface FirstHandFailure {
  readonly event: HistoryEvent
  readonly span: Span
}

/**
 * The one count of failures, for banner, marks, groups and walks alike: in order of their events; what an attempt records twice
 * is one.
 */
export function* firstHandFailures(tree: ExecutionTree): Generator<FirstHandFailure> {
  const attempts = new Set<SpanKey>()
  for (const { from, to } of tree.loaded) {
    for (let id = from; id <= to; id++) {
      const event = tree.event(id)
      if (event === undefined || !isFirstHand(tree, event)) continue
      const span = failingSpan(tree, event)
      if (span.kind === 'taskAttempt') {
        if (attempts.has(span.key)) continue
        attempts.add(span.key)
      }
      yield { event, span }
    }
  }
}

/** Whether two records tell of one failure. */
export function isSameFailure(tree: ExecutionTree, a: FailureRecord, b: FailureRecord): boolean {
  return a.eventId === b.eventId || (a.key === b.key && tree.span(a.key)?.kind === 'taskAttempt')
}

/** A failure by its event and what it happened to. */
export type FailureRecord = Pick<Failure, 'eventId' | 'key'>

/** The failure that an event records, whatever the event's type. */
export function failureOf(tree: ExecutionTree, event: HistoryEvent, definition?: StateMachineDefinition): Failure {
  return failureFrom({ tree, ends: endsByCause(tree), definition }, event)
}

interface Known {
  readonly tree: ExecutionTree
  readonly ends: ReadonlyMap<EventId, HistoryEvent>
  readonly definition: StateMachineDefinition | undefined
}

function failureFrom({ tree, ends, definition }: Known, event: HistoryEvent): Failure {
  const span = failingSpan(tree, event)
  const visit = visitAround(tree, span)
  const end = ends.get(event.id)
  const told = event.type === 'FailStateEntered' ? errorOfFailState(tree, event, definition) : errorOf(event)
  return {
    eventId: event.id,
    at: event.timestamp,
    key: span.key,
    visitKey: visit?.key,
    state: visit?.name,
    statePath: stateNamesAround(tree, span),
    iterations: iterationsAround(tree, span),
    error: told?.error ?? (event.type.endsWith('TimedOut') ? 'States.Timeout' : undefined),
    causeText: told?.cause,
    ...fateOf(tree, event, { span, isEnd: end !== undefined && end.id === tree.root.endEventId }),
    child: childFailureOf(tree, event, span),
  }
}

/**
 * What a first-hand failure happened to. Where the execution's or a container's record is the first word of it, that is the state it
 * follows from.
 */
function failingSpan(tree: ExecutionTree, event: HistoryEvent): Span {
  const own = tree.spanOfEvent(event.id) ?? tree.root
  const cutOff = mapRunCutOff(tree, event)
  if (cutOff !== undefined) return cutOff
  if (event.type !== 'ExecutionFailed') return own
  const former = tree.spanOfEvent(event.previousEventId)
  return (former === undefined ? undefined : visitAround(tree, former)) ?? own
}
