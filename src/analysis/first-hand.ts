import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'

/** Failures that are the first of their kind. */
const FIRST_HAND: ReadonlySet<string> = new Set([
  ...['ActivityFailed', 'ActivityScheduleFailed', 'ActivityTimedOut', 'EvaluationFailed', 'FailStateEntered'],
  ...['LambdaFunctionFailed', 'LambdaFunctionScheduleFailed', 'LambdaFunctionStartFailed', 'LambdaFunctionTimedOut'],
  ...['MapRunFailed', 'TaskFailed', 'TaskStartFailed', 'TaskSubmitFailed', 'TaskTimedOut', 'ExecutionTimedOut'],
])

/** Types that as a rule only repeat what happened inside. */
const PASSES_ON: ReadonlySet<string> = new Set([
  ...['ExecutionFailed', 'MapIterationFailed', 'MapStateFailed', 'ParallelStateFailed'],
])

/**
 * Whether an event is itself where something went wrong. An `ExecutionFailed` is where it follows straight from an event that is
 * no failure: `States.Runtime`.
 */
export function isFirstHand(tree: ExecutionTree, event: HistoryEvent): boolean {
  if (FIRST_HAND.has(event.type)) return true
  if (event.type !== 'ExecutionFailed') return false
  const former = tree.event(event.previousEventId)
  return former !== undefined && !isFailure(former.type)
}

/**
 * The failure that a failure's record passes on, down to the one that came first: containers point at what failed in them. The
 * event itself where it passes nothing on. Undefined where what it points at is not loaded.
 */
export function firstHandOf(tree: ExecutionTree, event: HistoryEvent): HistoryEvent | undefined {
  const seen = new Set<EventId>()
  let at: HistoryEvent = event
  while (PASSES_ON.has(at.type)) {
    seen.add(at.id)
    const next = tree.event(at.previousEventId)
    if (next === undefined && at.previousEventId > 0) return undefined
    const inner: HistoryEvent | undefined = next !== undefined && isFailure(next.type) ? next : failureInside(tree, at)
    if (inner === undefined || seen.has(inner.id)) return at
    at = inner
  }
  return at
}

/**
 * The failure that ended a span: a failed one's or, where a Catch took it, the one that was caught. Undefined for a span that did
 * not fail, that something outside it stopped, or whose failure is not loaded.
 */
export function failureThatEnded(tree: ExecutionTree, span: Span): HistoryEvent | undefined {
  const known = keptOf(tree).bySpan
  const found = known.get(span.key) ?? { failure: findFailure(tree, span) }
  known.set(span.key, found)
  return found.failure
}

/** Thousands of Fail states in one Map each ask what ended it: worked out once for each tree. */
interface Kept {
  readonly bySpan: Map<SpanKey, { readonly failure: HistoryEvent | undefined }>
  ends: ReadonlyMap<EventId, HistoryEvent> | undefined
}

const keptByTree = new WeakMap<ExecutionTree, Kept>()

function keptOf(tree: ExecutionTree): Kept {
  const kept = keptByTree.get(tree) ?? { bySpan: new Map(), ends: undefined }
  keptByTree.set(tree, kept)
  return kept
}

function findFailure(tree: ExecutionTree, span: Span): HistoryEvent | undefined {
  if (span.endEventId === null || span.outcome === 'succeeded' || span.outcome === 'aborted') return undefined
  const end = tree.event(span.endEventId)
  const record = span.outcome === 'caught' && end !== undefined ? tree.event(end.previousEventId) : end
  if (record !== undefined && isFailure(record.type)) return firstHandOf(tree, record)
  // A runtime error takes the execution down straight from the event it happened at.
  const runtime = span.outcome === 'caught' ? undefined : endThatFollows(tree, span.endEventId)
  const inside = runtime ?? failureBelow(tree, span)
  return inside === undefined ? undefined : firstHandOf(tree, inside)
}

function endThatFollows(tree: ExecutionTree, id: EventId): HistoryEvent | undefined {
  return tree.root.events
    .map(own => tree.event(own))
    .find(event => event?.type === 'ExecutionFailed' && event.previousEventId === id)
}

/** What ended the execution each time, by the first-hand failure that did it: several after redrives. */
export function endsByCause(tree: ExecutionTree): ReadonlyMap<EventId, HistoryEvent> {
  const kept = keptOf(tree)
  kept.ends ??= findEnds(tree)
  return kept.ends
}

function findEnds(tree: ExecutionTree): ReadonlyMap<EventId, HistoryEvent> {
  const ends = new Map<EventId, HistoryEvent>()
  for (const id of tree.root.events) {
    const event = tree.event(id)
    if (event?.type !== 'ExecutionFailed' && event?.type !== 'ExecutionTimedOut') continue
    const cause = firstHandOf(tree, event)
    if (cause !== undefined) ends.set(cause.id, event)
  }
  return ends
}

function isFailure(type: string): boolean {
  return FIRST_HAND.has(type) || PASSES_ON.has(type)
}

/** Emulators let a container's failure point at whatever came last: what failed in the container then tells. */
function failureInside(tree: ExecutionTree, record: HistoryEvent): HistoryEvent | undefined {
  if (record.type === 'ExecutionFailed') return undefined
  const span = tree.spanOfEvent(record.id)
  return span === undefined ? undefined : failureBelow(tree, span)
}

/** The record of the failure that a span's children bore: of a fan-out's last round the first to fail, else of the last child. */
function failureBelow(tree: ExecutionTree, span: Span): HistoryEvent | undefined {
  const rounds = span.kind === 'stateVisit' ? span.rounds.length : 0
  const failed = span.children
    .map(key => tree.span(key))
    .filter(child => child !== undefined && (child.outcome === 'failed' || child.outcome === 'timedOut'))
    .filter(child => child !== undefined && (!('round' in child) || child.round === rounds))
  const ends = failed.map(child => child?.endEventId ?? 0).toSorted((a, b) => a - b)
  const record = tree.event((rounds > 0 ? ends[0] : ends.at(-1)) ?? 0)
  return record !== undefined && isFailure(record.type) ? record : undefined
}

/** The Map Run whose start, not whose failure, a failure follows from: the end of its parent cut it off. */
export function mapRunCutOff(tree: ExecutionTree, failure: HistoryEvent): Span | undefined {
  if (!PASSES_ON.has(failure.type)) return undefined
  const former = tree.spanOfEvent(failure.previousEventId)
  return former?.kind === 'mapRun' ? former : undefined
}
