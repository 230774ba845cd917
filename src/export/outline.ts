import type { EventId } from '../history/events.ts'
import type { ExecutionTree, Oddity } from '../model/execution-tree.ts'
import { missingRanges } from '../model/id-ranges.ts'
import { spanId } from '../model/keys.ts'
import type { Outcome, Span, SpanId, SpanKind } from '../model/span.ts'
import { type Stretch, stretchesOf } from '../model/stretches.ts'
import { depthFirst } from '../model/walk.ts'

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
  const spans: OutlineRow[] = []
  for (const { span, parent } of depthFirst(tree)) spans.push(rowOf(tree, span, parent))
  return { spans, oddities: [...tree.oddities, ...missingEvents(tree)] }
}

/** Ids are gapless, so in a whole file a gap is an oddity: named once, at the first id missing. */
function missingEvents(tree: ExecutionTree): readonly Oddity[] {
  return missingRanges(tree.loaded, tree.lastEventId).map(({ from, to }) => ({
    eventId: from,
    reason: from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`,
  }))
}

function rowOf(tree: ExecutionTree, span: Span, parent: Span | undefined): OutlineRow {
  return {
    id: spanId(span),
    kind: span.kind,
    parent: parent === undefined ? null : spanId(parent),
    name: span.kind === 'stateVisit' || span.kind === 'taskAttempt' ? span.name : null,
    index: span.kind === 'mapIteration' || span.kind === 'parallelBranch' ? span.index : null,
    round: span.kind === 'mapIteration' || span.kind === 'parallelBranch' || span.kind === 'mapRun' ? span.round : null,
    attempt: span.kind === 'taskAttempt' ? span.attempt : null,
    start: span.startEventId,
    end: span.endEventId,
    outcome: span.outcome,
    events: span.events,
    ...(span.earlierSegments.length > 0 && { stretches: stretchesOf(tree, span).map(stretchRow) }),
  }
}

function stretchRow({ startEventId, endEventId, outcome }: Stretch): OutlineStretch {
  return { start: startEventId, end: endEventId, outcome }
}
