import type { EventId } from '../history/events.ts'
import type { Span, SpanId, SpanKey, SpanKind } from './span.ts'

/*
 * Numbers and names of spans. All arithmetic on keys is here: 2 × id of the opening event, plus 1 for a Parallel branch,
 * which shares its opening event with its first state visit.
 */

/** The key of a branch opened by event `id`. */
export function branchKey(id: EventId): SpanKey {
  return id * 2 + 1
}

/** The key of any other span opened by event `id`. */
export function spanKey(id: EventId): SpanKey {
  return id * 2
}

/** The event that opened a span. */
export function openingOf(key: SpanKey): EventId {
  return key >> 1
}

/** Whether it is the key of a branch, or of a stand-in that had to take one beside another span. */
export function isBranchKey(key: SpanKey): boolean {
  return (key & 1) === 1
}

const LETTERS: Readonly<Record<SpanKind, string>> = {
  execution: 'x',
  stateVisit: 's',
  taskAttempt: 'a',
  mapIteration: 'i',
  parallelBranch: 'b',
  mapRun: 'r',
}

/** The span's readable, permanent name, such as `a14`; provisional (`a?17`) while its opening event is not even known by id. */
export function spanId(span: Span): SpanId {
  return `${LETTERS[span.kind]}${openingIsKnown(span) ? '' : '?'}${span.startEventId}`
}

/** An opening event that is not loaded is known all the same where another event points straight at it. */
function openingIsKnown(span: Span): boolean {
  if (span.beginningLoaded || span.kind === 'execution') return true
  return span.key === spanKey(span.startEventId) && span.events[0] !== span.startEventId
}
