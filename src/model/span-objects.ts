import type { EventId, Millis } from '../history/events.ts'
import { type Activity, NONE, ROOT, type Slot } from './columns.ts'
import { openingOf } from './keys.ts'
import { isRoundStart } from './rules/rounds.ts'
import type {
  ExecutionSpan,
  MapIteration,
  MapRun,
  Outcome,
  ParallelBranch,
  Segment,
  Span,
  SpanKey,
  StateVisit,
  TaskAttempt,
} from './span.ts'
import { type TreeDraft } from './tree-draft.ts'

const NO_SEGMENTS: readonly Segment[] = []
const NO_ROUNDS: readonly EventId[] = []

/** The span of a draft's row, as an object that no longer depends on the draft. */
export function spanOf(draft: TreeDraft, slot: Slot): Span {
  switch (draft.kind(slot)) {
    case 'execution':
      return new ExecutionObject(draft, slot)
    case 'stateVisit':
      return new VisitObject(draft, slot)
    case 'taskAttempt':
      return new AttemptObject(draft, slot)
    case 'mapIteration':
      return new IterationObject(draft, slot)
    case 'parallelBranch':
      return new BranchObject(draft, slot)
    case 'mapRun':
      return new MapRunObject(draft, slot)
  }
}

/**
 * Classes, as ten thousand of these are made at once: spreading a common part into each takes four times as long, and so
 * does initialising members that are declared in the usual way.
 */
class SpanObject {
  declare readonly key: SpanKey
  declare readonly parentKey: SpanKey | undefined
  declare readonly children: readonly SpanKey[]
  declare readonly events: readonly EventId[]
  declare readonly startEventId: EventId
  declare readonly startedAt: Millis
  declare readonly endEventId: EventId | null
  declare readonly endedAt: Millis | undefined
  declare readonly outcome: Outcome
  declare readonly inferredEnd: boolean
  declare readonly earlierSegments: readonly Segment[]
  declare readonly segmentStartEventId: EventId
  declare readonly endingLoaded: boolean
  declare readonly beginningLoaded: boolean
  declare readonly placed: boolean

  constructor(draft: TreeDraft, slot: Slot) {
    const end = draft.end(slot)
    const activity = draft.activity(slot)
    this.key = draft.key(slot)
    this.parentKey = slot === ROOT ? undefined : draft.key(draft.parent(slot))
    this.children = draft.childKeys(slot)
    this.events = draft.eventsOf(slot)
    this.startEventId = openingOf(this.key)
    this.startedAt = startOf(draft, slot)
    this.endEventId = end === 0 ? null : end
    this.endedAt = end === 0 ? undefined : endOf(draft, slot, activity)
    this.outcome = draft.outcome(slot)
    this.inferredEnd = draft.inferredEnd(slot)
    this.earlierSegments = activity?.earlier ?? NO_SEGMENTS
    this.segmentStartEventId = activity?.currentStart ?? this.startEventId
    this.endingLoaded = draft.endingLoaded(slot)
    this.beginningLoaded = draft.beginningLoaded(slot)
    this.placed = draft.placed(slot)
  }
}

class ExecutionObject extends SpanObject implements ExecutionSpan {
  declare readonly kind: 'execution'
  declare readonly redrives: readonly EventId[]

  constructor(draft: TreeDraft, slot: Slot) {
    super(draft, slot)
    this.kind = 'execution'
    this.redrives = this.events.filter(id => draft.events.get(id)?.type === 'ExecutionRedriven')
  }
}

class VisitObject extends SpanObject implements StateVisit {
  declare readonly kind: 'stateVisit'
  declare readonly name: string
  declare readonly stateType: string
  declare readonly rounds: readonly EventId[]

  constructor(draft: TreeDraft, slot: Slot) {
    super(draft, slot)
    this.kind = 'stateVisit'
    this.name = draft.name(slot)
    this.stateType = draft.stateType(slot)
    const hasRounds = draft.round(slot) > 0
    this.rounds = hasRounds ? this.events.filter(id => isRoundStart(draft.events.get(id)?.type)) : NO_ROUNDS
  }
}

class AttemptObject extends SpanObject implements TaskAttempt {
  declare readonly kind: 'taskAttempt'
  declare readonly name: string
  declare readonly attempt: number

  constructor(draft: TreeDraft, slot: Slot) {
    super(draft, slot)
    this.kind = 'taskAttempt'
    this.name = draft.name(draft.parent(slot))
    this.attempt = draft.ordinal(slot)
  }
}

class IterationObject extends SpanObject implements MapIteration {
  declare readonly kind: 'mapIteration'
  declare readonly name: string
  declare readonly index: number
  declare readonly round: number

  constructor(draft: TreeDraft, slot: Slot) {
    super(draft, slot)
    this.kind = 'mapIteration'
    this.name = draft.name(draft.parent(slot))
    this.index = draft.ordinal(slot)
    this.round = draft.round(slot)
  }
}

class BranchObject extends SpanObject implements ParallelBranch {
  declare readonly kind: 'parallelBranch'
  declare readonly index: number
  declare readonly round: number

  constructor(draft: TreeDraft, slot: Slot) {
    super(draft, slot)
    this.kind = 'parallelBranch'
    this.index = draft.ordinal(slot)
    this.round = draft.round(slot)
  }
}

class MapRunObject extends SpanObject implements MapRun {
  declare readonly kind: 'mapRun'
  declare readonly mapRunArn: string | undefined
  declare readonly round: number

  constructor(draft: TreeDraft, slot: Slot) {
    super(draft, slot)
    this.kind = 'mapRun'
    const arn = draft.events.get(this.startEventId)?.details?.['mapRunArn']
    this.mapRunArn = typeof arn === 'string' ? arn : undefined
    this.round = draft.round(slot)
  }
}

/** Where the opening event is not loaded, the span began no later than the first event known of it or of what is in it. */
function startOf(draft: TreeDraft, slot: Slot): Millis {
  const opening = draft.events.get(openingOf(draft.key(slot)))
  if (opening !== undefined) return opening.timestamp
  return draft.events.get(firstKnownEvent(draft, slot))?.timestamp ?? 0
}

function firstKnownEvent(draft: TreeDraft, slot: Slot): EventId {
  let first = Number.POSITIVE_INFINITY
  const unknown = [slot]
  for (let at = unknown.pop(); at !== undefined; at = unknown.pop()) {
    first = Math.min(first, draft.eventsOf(at)[0] ?? Number.POSITIVE_INFINITY)
    for (let child = draft.lastChild(at); child !== NONE; child = draft.previousSibling(child)) {
      const opening = openingOf(draft.key(child))
      if (draft.events.get(opening) === undefined) unknown.push(child)
      else first = Math.min(first, opening)
    }
  }
  return Number.isFinite(first) ? first : 0
}

/**
 * Where the failing event is not loaded, the span ended no later than what it lies in. What a redrive took up may be closed by
 * a failure that follows from an event before the redrive: it lasted until it was taken up at least.
 */
function endOf(draft: TreeDraft, slot: Slot, activity: Activity | undefined): Millis | undefined {
  const endedAt = endEventTime(draft, slot)
  const resumed = activity === undefined ? undefined : draft.events.get(activity.currentStart)
  return resumed === undefined || endedAt === undefined ? endedAt : Math.max(endedAt, resumed.timestamp)
}

function endEventTime(draft: TreeDraft, slot: Slot): Millis | undefined {
  for (let at = slot; at !== NONE; at = draft.parent(at)) {
    const event = draft.events.get(draft.end(at))
    if (event !== undefined) return event.timestamp
  }
  return undefined
}
