import type { EventId, HistoryEvent } from '../../history/events.ts'
import { MAP_ITERATION, NONE, PARALLEL_BRANCH, ROOT, type Slot, STATE_VISIT, TASK_ATTEMPT } from '../columns.ts'
import { branchKey, spanKey } from '../keys.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { UNKNOWN_NAME } from './climb.ts'
import { lastAttemptOf } from './spans.ts'

/*
 * Stand-ins for spans whose opening events are not loaded yet (pages from the end, a file with holes). They hang under
 * the execution, say so (`placed: false`, `beginningLoaded: false`), and are gone as soon as the beginning is there: the
 * tail is placed again with every page that closes a part of the gap.
 */

/** A visit known by an event inside it or by its Exited. */
export function standInVisit(draft: TreeDraft, event: HistoryEvent, state: { name: string; stateType: string }): Slot {
  // Started follows Entered at once: the opening event is known by id, and with it the final key.
  const entered = opensAt(draft, event, ['MapStateStarted', 'ParallelStateStarted'])
  const known = entered === undefined ? NONE : draft.slotOfKey(spanKey(entered))
  if (draft.is(known, STATE_VISIT)) return known
  const key = entered === undefined || known !== NONE ? branchKey(event.id) : spanKey(entered)
  return (
    draft.slotOfKey(key) ||
    hang(draft, { key, kind: STATE_VISIT, parent: draft.guess?.sequenceOf(event) ?? ROOT, placed: false, ...state })
  )
}

/** An attempt known by a later event of it. */
export function standInAttempt(draft: TreeDraft, event: HistoryEvent): Slot {
  const scheduled = opensAt(draft, event, ['TaskStarted', 'LambdaFunctionStarted', 'ActivityStarted'])
  const known = scheduled === undefined ? NONE : draft.slotOfKey(spanKey(scheduled))
  // A broken history may start one attempt twice, or point where another span was opened.
  if (draft.is(known, TASK_ATTEMPT)) return known
  const opening = scheduled === undefined || known !== NONE ? event.id : scheduled
  const parent = draft.guess?.taskVisit() || standInVisit(draft, event, { name: UNKNOWN_NAME, stateType: 'Task' })
  const ordinal = lastAttemptOf(draft, parent) + 1
  return hang(draft, { key: spanKey(opening), kind: TASK_ATTEMPT, parent, placed: false, ordinal })
}

/** The Map visit to which iterations of that name are gathered while their own is not loaded. */
export function standInMap(draft: TreeDraft, event: HistoryEvent, name: string): Slot {
  const known = draft.guess?.mapVisit(name) || (draft.provisionalMaps.get(name) ?? NONE)
  if (known !== NONE) return known
  const visit = standInVisit(draft, event, { name, stateType: 'Map' })
  draft.provisionalMaps.set(name, visit)
  return visit
}

/** An iteration known by its end. */
export function standInIteration(draft: TreeDraft, event: HistoryEvent, wanted: { name: string; index: number }): Slot {
  const parent = standInMap(draft, event, wanted.name)
  const key = spanKey(event.id)
  return hang(draft, { key, kind: MAP_ITERATION, parent, placed: false, ordinal: wanted.index, round: 1 })
}

/** A branch known by an event in it whose state is not. */
export function standInBranch(draft: TreeDraft, event: HistoryEvent, parallel: Slot): Slot {
  const key = spanKey(event.id)
  if (draft.slotOfKey(key) !== NONE) return ROOT
  let former = draft.lastChild(parallel)
  while (former !== NONE && !draft.is(former, PARALLEL_BRANCH)) former = draft.previousSibling(former)
  const round = Math.max(1, draft.round(parallel))
  const ordinal = former !== NONE && draft.round(former) === round ? draft.ordinal(former) + 1 : 0
  return hang(draft, { key, kind: PARALLEL_BRANCH, parent: parallel, placed: draft.placed(parallel), ordinal, round })
}

/** An iteration known by a state in it alone. `opening`: the missing `MapIterationStarted`, or whatever event tells of it. */
export function standInIterationOf(draft: TreeDraft, map: Slot, opening: EventId): Slot {
  const known = draft.slotOfKey(spanKey(opening))
  if (draft.is(known, MAP_ITERATION)) return known
  let former = draft.lastChild(map)
  while (former !== NONE && !draft.is(former, MAP_ITERATION)) former = draft.previousSibling(former)
  const ordinal = former === NONE ? 0 : draft.ordinal(former) + 1
  const round = Math.max(1, draft.round(map))
  const key = known === NONE ? spanKey(opening) : branchKey(opening)
  if (draft.slotOfKey(key) !== NONE) return ROOT
  return hang(draft, { key, kind: MAP_ITERATION, parent: map, placed: draft.placed(map), ordinal, round })
}

function hang(draft: TreeDraft, span: Parameters<TreeDraft['add']>[0]): Slot {
  const slot = draft.add(span)
  draft.markBeginning(slot, false)
  return slot
}

/** The id of the opening event, where an event of these types points straight at it and it is not loaded. */
function opensAt(draft: TreeDraft, event: HistoryEvent, types: readonly string[]): EventId | undefined {
  if (!types.includes(event.type) || event.previousEventId === 0) return undefined
  return draft.events.get(event.previousEventId) === undefined ? event.previousEventId : undefined
}
