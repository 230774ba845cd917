import type { EventId } from '../history/events.ts'
import type { ExecutionTree, Oddity } from '../model/execution-tree.ts'
import { countOf, missingRanges } from '../model/id-ranges.ts'
import { spanId } from '../model/keys.ts'
import type { Outcome, Span, SpanId, SpanKind } from '../model/span.ts'
import { type Stretch, stretchesOf } from '../model/stretches.ts'
import { depthFirst } from '../model/walk.ts'
import { formatCount } from '../words/format-count.ts'

/** One span in the form of `outline --json`. */
export interface OutlineRow {
  readonly id: SpanId
  readonly kind: SpanKind
  readonly parent: SpanId | null
  readonly name: string | null
  readonly index: number | null
  readonly round: number | null
  readonly attempt: number | null
  readonly start: EventId
  readonly end: EventId | null
  readonly outcome: Outcome
  readonly events: readonly EventId[]
  /** Only where its opening event is missing: it started earlier than the first event known of it. */
  readonly startKnown?: false
  /** Only where the event that ended it is missing: it was over by `end` at the latest. */
  readonly endKnown?: false
  /** When it was active, of spans that a redrive took up again alone: from event to event, the last one perhaps open. */
  readonly stretches?: readonly OutlineStretch[]
}

interface OutlineStretch {
  readonly start: EventId
  readonly end: EventId | null
  readonly outcome: Outcome
}

export interface Outline {
  readonly spans: readonly OutlineRow[]
  readonly oddities: readonly Oddity[]
}

/** The whole tree as rows, parents before children, siblings in order of their opening events. */
export function outlineOf(tree: ExecutionTree): Outline {
  return { spans: [...outlineRows(tree)], oddities: outlineOddities(tree) }
}

/** The rows one by one: of a million, none is kept. */
export function* outlineRows(tree: ExecutionTree): Generator<OutlineRow, void> {
  for (const { span, parent } of depthFirst(tree)) yield rowOf(tree, span, parent)
}

/** What broke the rules, and what is missing. */
export function outlineOddities(tree: ExecutionTree): readonly Oddity[] {
  return [...tree.oddities, ...missingEvents(tree)]
}

/** Gaps named one by one; a history filtered down to some types has one after every event. */
const MOST_GAPS = 20

/** Ids are gapless, so in a whole file a gap is an oddity: named once, at the first id missing. */
function missingEvents(tree: ExecutionTree): readonly Oddity[] {
  const missing = missingRanges(tree.loaded, tree.lastEventId)
  const listed = missing.slice(0, MOST_GAPS).map(({ from, to }) => ({
    eventId: from,
    reason: from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`,
  }))
  const rest = missing.slice(MOST_GAPS)
  const [next] = rest
  if (next === undefined) return listed
  const reason = `${formatCount(countOf(rest))} more events are missing, in ${formatCount(rest.length)} places`
  return [...listed, { eventId: next.from, reason }]
}

function rowOf(tree: ExecutionTree, span: Span, parent: Span | undefined): OutlineRow {
  return {
    id: spanId(span),
    kind: span.kind,
    parent: parent === undefined ? null : spanId(parent),
    name: (span.kind === 'stateVisit' || span.kind === 'taskAttempt') && span.name !== '' ? span.name : null,
    index: span.kind === 'mapIteration' || span.kind === 'parallelBranch' ? span.index : null,
    round: span.kind === 'mapIteration' || span.kind === 'parallelBranch' || span.kind === 'mapRun' ? span.round : null,
    attempt: span.kind === 'taskAttempt' ? span.attempt : null,
    start: span.startEventId,
    end: span.endEventId,
    outcome: span.outcome,
    events: span.events,
    ...(tree.isFinal && !span.beginningLoaded && { startKnown: false as const }),
    ...(tree.isFinal && !span.endingLoaded && { endKnown: false as const }),
    ...(span.earlierSegments.length > 0 && { stretches: stretchesOf(tree, span).map(stretchRow) }),
  }
}

function stretchRow({ startEventId, endEventId, outcome }: Stretch): OutlineStretch {
  return { start: startEventId, end: endEventId, outcome }
}
