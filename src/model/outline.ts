import type { EventId } from '../history/events.ts'
import type { ExecutionTree, Oddity } from './execution-tree.ts'
import { missingRanges } from './id-ranges.ts'
import type { Outcome, Span, SpanId, SpanKind } from './span.ts'
import { spanId } from './span.ts'

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
}

export interface Outline {
  readonly spans: readonly OutlineRow[]
  readonly oddities: readonly Oddity[]
}

/** The whole tree as rows, parents before children, siblings in order of their opening events. */
export function outlineOf(tree: ExecutionTree): Outline {
  const spans: OutlineRow[] = []
  for (const { span, parent } of depthFirst(tree)) spans.push(rowOf(span, parent))
  return { spans, oddities: [...tree.oddities, ...missingEvents(tree)] }
}

/** Every span with its parent and depth (the execution has 0), parents before children. */
export function* depthFirst(tree: ExecutionTree): Generator<{ span: Span; parent: Span | undefined; depth: number }> {
  const pending: { span: Span; parent: Span | undefined; depth: number }[] = [
    { span: tree.root, parent: undefined, depth: 0 },
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next
    const { span, depth } = next
    for (let at = span.children.length - 1; at >= 0; at--) {
      const child = tree.span(span.children[at] ?? 0)
      if (child !== undefined) pending.push({ span: child, parent: span, depth: depth + 1 })
    }
  }
}

/** Ids are gapless, so in a whole file a gap is an oddity: named once, at the first id missing. */
function missingEvents(tree: ExecutionTree): readonly Oddity[] {
  return missingRanges(tree.loaded, tree.lastEventId).map(({ from, to }) => ({
    eventId: from,
    reason: from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`,
  }))
}

function rowOf(span: Span, parent: Span | undefined): OutlineRow {
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
  }
}
