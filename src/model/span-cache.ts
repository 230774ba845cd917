import type { EventId, Millis } from '../history/events.ts'
import { isRoundStart } from './rules/rounds.ts'
import type { Span } from './span.ts'
import { NONE, ROOT, type Slot, type TreeDraft } from './tree-draft.ts'

/**
 * Makes spans of a draft's numbers when they are asked for, and keeps them for as long as they do not change: the trees
 * of one history share a cache, so a span that a page did not touch is the same object before and after it.
 */
export class SpanCache {
  private readonly spans: (Span | undefined)[] = []
  private readonly stamps: number[] = []

  span(draft: TreeDraft, slot: Slot): Span | undefined {
    if (slot === NONE) return undefined
    const stamp = draft.stamp(slot)
    if (this.stamps[slot] === stamp) return this.spans[slot]
    const span = spanOf(draft, slot)
    this.spans[slot] = span
    this.stamps[slot] = stamp
    return span
  }
}

function spanOf(draft: TreeDraft, slot: Slot): Span {
  const base = baseOf(draft, slot)
  const kind = draft.kind(slot)
  const ordinal = draft.ordinal(slot)
  const round = draft.round(slot)
  const visitName = draft.name(draft.parent(slot))
  switch (kind) {
    case 'execution':
      return { kind, ...base, redrives: base.events.filter(id => draft.events.get(id)?.type === 'ExecutionRedriven') }
    case 'stateVisit':
      return {
        kind,
        ...base,
        name: draft.name(slot),
        stateType: draft.stateType(slot),
        rounds: roundsOf(draft, base.events),
      }
    case 'taskAttempt':
      return { kind, ...base, name: visitName, attempt: ordinal }
    case 'mapIteration':
      return { kind, ...base, name: visitName, index: ordinal, round }
    case 'parallelBranch':
      return { kind, ...base, index: ordinal, round }
    case 'mapRun':
      return { kind, ...base, mapRunArn: mapRunArn(draft, base.startEventId), round }
  }
}

function baseOf(draft: TreeDraft, slot: Slot) {
  const key = draft.key(slot)
  const events = draft.eventsOf(slot)
  const startEventId = key >> 1
  const activity = draft.activity(slot)
  const end = draft.end(slot)
  return {
    key,
    parentKey: slot === ROOT ? undefined : draft.key(draft.parent(slot)),
    children: draft.children(slot).map(child => draft.key(child)),
    events,
    startEventId,
    startedAt: startOf(draft, slot),
    endEventId: end === 0 ? null : end,
    endedAt: end === 0 ? undefined : endOf(draft, slot),
    outcome: draft.outcome(slot),
    inferredEnd: draft.inferredEnd(slot),
    earlierSegments: activity?.earlier ?? [],
    segmentStartEventId: activity?.currentStart ?? startEventId,
    beginningLoaded: draft.beginningLoaded(slot),
    placed: draft.placed(slot),
  }
}

function roundsOf(draft: TreeDraft, events: readonly EventId[]): readonly EventId[] {
  return events.length < 2 ? [] : events.filter(id => isRoundStart(draft.events.get(id)?.type))
}

/** Where the opening event is not loaded, the span began no later than the first event known of it. */
function startOf(draft: TreeDraft, slot: Slot): Millis {
  const opening = draft.events.get(draft.key(slot) >> 1) ?? draft.events.get(draft.eventsOf(slot)[0] ?? 0)
  if (opening !== undefined) return opening.timestamp
  const [child] = draft.children(slot)
  return child === undefined ? 0 : startOf(draft, child)
}

/** Where the failing event is not loaded, the span ended no later than what it lies in. */
function endOf(draft: TreeDraft, slot: Slot): Millis | undefined {
  for (let at = slot; at !== NONE; at = draft.parent(at)) {
    const event = draft.events.get(draft.end(at))
    if (event !== undefined) return event.timestamp
  }
  return undefined
}

function mapRunArn(draft: TreeDraft, startEventId: EventId): string | undefined {
  const arn = draft.events.get(startEventId)?.details?.['mapRunArn']
  return typeof arn === 'string' ? arn : undefined
}
