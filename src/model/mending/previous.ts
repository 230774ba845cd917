import type { EventId, HistoryEvent } from '../../history/events.ts'
import { MAP_ITERATION, NONE, ROOT, type Slot, STATE_VISIT, TASK_ATTEMPT } from '../columns.ts'
import { hasExited } from '../rules/spans.ts'
import { entryNamed } from '../rules/states.ts'
import type { TreeDraft } from '../tree-draft.ts'
import { familyOf, isFailureType } from './event-family.ts'
import type { EntryPlace } from './guess-sequence.ts'
import { type Knowledge } from './knowledge.ts'

/** The event a state was entered from: the last of its sequence so far, else what began the sequence. */
export function beforeEntry({ draft, recency }: Knowledge, place: EntryPlace): EventId {
  if ('parallel' in place) return draft.lastEvent(place.parallel)
  if ('map' in place) return draft.lastEvent(place.map)
  if (place.sequence === ROOT) return draft.lastChild(ROOT) === NONE ? 0 : recency.lastWithin(draft.lastChild(ROOT))
  return recency.lastWithin(place.sequence)
}

/** The event another follows from where that is not told, seen from the span it belongs to. */
export function beforeOther(known: Knowledge, event: HistoryEvent, from: Slot): EventId {
  const { draft, recency, lastFailure } = known
  const family = familyOf(event)
  if (event.type === 'ExecutionStarted' || /^Execution(?:Aborted|TimedOut)$/.test(event.type)) return 0
  if (event.type === 'ExecutionFailed' || /StateFailed$|IterationFailed$/.test(event.type)) {
    const isMeant = isUnhandled(known, lastFailure) && isWithin(draft, draft.slotOfEvent(lastFailure), from)
    return visitNamed(known, event, from) ?? (isMeant ? lastFailure : recency.lastWithin(from))
  }
  if (family === 'iterationStarted') return draft.lastEvent(from)
  if (family === 'scheduled' || family === 'exited' || family === 'container' || draft.is(from, MAP_ITERATION)) {
    return afterFailure(draft, event, recency.lastWithin(from))
  }
  if (family === 'execution' || from === NONE) return previousId(draft, event.id)
  return draft.lastEvent(from) || previousId(draft, event.id)
}

/** A failure that was tried again or caught since is not what ends anything later. */
function isUnhandled({ draft, recency }: Knowledge, failure: EventId): boolean {
  if (failure === 0) return false
  const span = draft.slotOfEvent(failure)
  for (let at = span; at !== NONE; at = draft.parent(at)) {
    if (draft.is(at, STATE_VISIT) && hasExited(draft, at)) return false
  }
  return !draft.is(span, TASK_ATTEMPT) || recency.lastWithin(draft.parent(span)) === failure
}

/** The last event of the state that the cause names by the id of its entry. */
function visitNamed({ draft, recency }: Knowledge, event: HistoryEvent, from: Slot): EventId | undefined {
  const id = entryNamed(event)
  const visit = id === undefined ? NONE : draft.slotOfEvent(id)
  return draft.is(visit, STATE_VISIT) && isWithin(draft, visit, from) ? recency.lastWithin(visit) : undefined
}

/** A container left after a failure follows from its own `*StateFailed`; otherwise what is said last counts. */
function afterFailure(draft: TreeDraft, event: HistoryEvent, last: EventId): EventId {
  const before = draft.events.get(event.id - 1)
  const isCaught = before !== undefined && isFailureType(before.type) && event.type.endsWith('Exited')
  return isCaught && before.id > last ? before.id : last
}

function isWithin(draft: TreeDraft, span: Slot, top: Slot): boolean {
  for (let at = span; at !== NONE; at = draft.parent(at)) if (at === top) return true
  return false
}

function previousId(draft: TreeDraft, id: EventId): EventId {
  for (let at = id - 1; at > 0; at--) if (draft.events.get(at) !== undefined) return at
  return 0
}
