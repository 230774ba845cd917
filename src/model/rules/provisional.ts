import type { EventId, HistoryEvent } from '../../history/events.ts'
import { newAttempt, newIteration, newVisit, type Opening } from '../new-spans.ts'
import { branchKey, type SpanKey, spanKey } from '../span.ts'
import { type DraftOf, type DraftSpan, ROOT_KEY, type TreeDraft } from '../tree-draft.ts'
import { UNKNOWN_NAME } from './climb.ts'

/*
 * Stand-ins for spans whose opening events are not loaded yet (pages from the end, a file with holes). They hang under
 * the execution, say so (`placed: false`, `beginningLoaded: false`), and are gone as soon as the beginning is there: the
 * tail is placed anew on every page that closes a part of the gap.
 */

/** A visit known by an event inside it or by its Exited. */
export function standInVisit(
  draft: TreeDraft,
  event: HistoryEvent,
  state: { name: string; stateType: string },
): DraftOf<'stateVisit'> {
  // Started follows Entered at once: the opening event is known by id, and with it the final key.
  const entered = opensAt(draft, event, ['MapStateStarted', 'ParallelStateStarted'])
  const key = entered === undefined ? branchKey(event.id) : spanKey(entered)
  const known = draft.span(key)
  if (known?.kind === 'stateVisit') return known
  return hang(draft, newVisit(event, standIn(draft, key), state), entered)
}

/** An attempt known by a later event of it. */
export function standInAttempt(draft: TreeDraft, event: HistoryEvent): DraftOf<'taskAttempt'> {
  const scheduled = opensAt(draft, event, ['TaskStarted', 'LambdaFunctionStarted', 'ActivityStarted'])
  const parent = standInVisit(draft, event, { name: UNKNOWN_NAME, stateType: 'Task' })
  const opening = { ...standIn(draft, spanKey(scheduled ?? event.id)), parentKey: parent.key }
  return hang(draft, newAttempt(event, opening, { name: parent.name, attempt: 1 }), scheduled)
}

/** The Map visit to which iterations of that name are gathered while their own is not loaded. */
export function standInMap(draft: TreeDraft, event: HistoryEvent, name: string): DraftOf<'stateVisit'> {
  const known = draft.span(draft.provisionalMaps.get(name))
  if (known?.kind === 'stateVisit') return known
  const visit = standInVisit(draft, event, { name, stateType: 'Map' })
  draft.provisionalMaps.set(name, visit.key)
  return visit
}

/** An iteration known by its end. */
export function standInIteration(
  draft: TreeDraft,
  event: HistoryEvent,
  wanted: { name: string; index: number },
): DraftOf<'mapIteration'> {
  const parent = standInMap(draft, event, wanted.name)
  const opening = { ...standIn(draft, spanKey(event.id)), parentKey: parent.key }
  return hang(draft, newIteration(event, opening, { ...wanted, round: 1 }), undefined)
}

function standIn(draft: TreeDraft, key: SpanKey): Opening {
  return { key, parentKey: ROOT_KEY, placed: false, owner: draft.owner }
}

function hang<S extends DraftSpan>(draft: TreeDraft, span: S, openedBy: EventId | undefined): S {
  span.beginningLoaded = false
  if (openedBy !== undefined) {
    span.startEventId = openedBy
    span.segmentStartEventId = openedBy
  }
  draft.add(span)
  return span
}

/** The id of the opening event, where an event of these types points straight at it and it is not loaded. */
function opensAt(draft: TreeDraft, event: HistoryEvent, types: readonly string[]): number | undefined {
  if (!types.includes(event.type) || event.previousEventId === 0) return undefined
  return draft.events.get(event.previousEventId) === undefined ? event.previousEventId : undefined
}
