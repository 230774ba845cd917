import type { EventId, HistoryEvent } from '../../history/events.ts'
import { MAP_ITERATION, NONE, PARALLEL_BRANCH, ROOT, type Slot, STATE_VISIT } from '../columns.ts'
import { sequenceOf } from '../rules/climb.ts'
import { familyOf, nameOf } from './event-family.ts'
import type { Home } from './homes.ts'
import { type Knowledge, longestUnheard } from './knowledge.ts'

/** Where a state is entered: in a sequence, as the first of a new branch, or of an iteration of which no event is there. */
export type EntryPlace = { readonly sequence: Slot } | { readonly parallel: Slot } | { readonly map: Slot }

/** Where a state is entered of whose event it is not known what it follows from. */
export function guessEntry(known: Knowledge, event: HistoryEvent): EntryPlace {
  return bySharedStart(known, event) ?? byNeighbour(known, event) ?? byName(known, event) ?? byTurn(known, event)
}

/**
 * States that follow from one missing event, or from the id right after `ParallelStateEntered`: that event was
 * `ParallelStateStarted`.
 */
function bySharedStart(known: Knowledge, event: HistoryEvent): EntryPlace | undefined {
  const { draft, open, outlook } = known
  const start = event.previousEventId
  if (!known.isTold || start === 0 || familyOf(event) !== 'entered' || draft.events.get(start) !== undefined)
    return undefined
  const found = known.lostStarts.get(start)
  if (found !== undefined) return { parallel: found }
  const parallels = open.containers('Parallel')
  const isSibling = (one: HistoryEvent) => familyOf(one) === 'entered' && one.previousEventId === start
  const parallel =
    parallels.find(slot => draft.lastEvent(slot) === start - 1) ??
    (outlook.next(event.id, isSibling) === undefined ? undefined : parallels.findLast(slot => draft.round(slot) === 0))
  if (parallel === undefined) return undefined
  known.lostStarts.set(start, parallel)
  return { parallel }
}

/** Where ids only count, what is written at once belongs together: the event just before tells. */
function byNeighbour({ draft, isTold, open }: Knowledge, event: HistoryEvent): EntryPlace | undefined {
  const before = isTold ? undefined : draft.events.get(event.id - 1)
  if (before === undefined) return undefined
  const slot = draft.slotOfEvent(before.id)
  if (/^Parallel(?:StateStarted|StateEntered)$/.test(before.type) && draft.is(slot, STATE_VISIT))
    return { parallel: slot }
  if (before.type === 'MapIterationStarted' && draft.is(slot, MAP_ITERATION)) {
    // Several may have begun before the first of them enters a state: they take turns.
    const map = draft.parent(slot)
    const fresh = open.sequences.find(one => draft.parent(one) === map && draft.lastChild(one) === NONE)
    return { sequence: fresh ?? slot }
  }
  if (familyOf(before) !== 'exited' || !draft.is(slot, STATE_VISIT)) return undefined
  const sequence = draft.parent(slot)
  return open.current(sequence) === NONE ? { sequence } : undefined
}

/** A state of that name was entered before: this one stands in the same place. */
function byName(known: Knowledge, event: HistoryEvent): EntryPlace | undefined {
  const { open, homes } = known
  const home = homes.of(nameOf(event))
  if (home === undefined) return undefined
  if (home.container === undefined) return { sequence: ROOT }
  const places = candidates(known, event).filter(sequence => isAt(known, sequence, home))
  const map = open.visits(home.container, 'Map').findLast(slot => mayIterate(known, event, slot))
  if (map !== undefined) return { map }
  const sequence = inTurn(known, event, places)
  if (sequence !== undefined) return { sequence }
  const parallel = open.visits(home.container, 'Parallel').findLast(slot => !hasBranch(known, slot, home.branch ?? 0))
  return parallel === undefined ? undefined : { parallel }
}

/** One of the sequences that are between two states; else a new branch; else one whose last Exited must be missing. */
function byTurn(known: Knowledge, event: HistoryEvent): EntryPlace {
  const { draft, open } = known
  const places = candidates(known, event)
  const idle = places.filter(sequence => open.current(sequence) === NONE)
  const inner = open.containers().findLast(slot => isHeardOf(known, slot, event.id))
  if (inner !== undefined && draft.stateType(inner) === 'Map' && mayIterate(known, event, inner)) return { map: inner }
  const next = inTurn(known, event, idle)
  if (next !== undefined) return { sequence: next }
  const parallel = open.containers('Parallel').findLast(slot => isHeardOf(known, slot, event.id))
  if (parallel !== undefined && mayBegin(known, event, parallel)) return { parallel }
  const busy = inTurn(known, event, places)
  if (busy !== undefined) return { sequence: busy }
  const current = open.current(ROOT)
  const isInner = current !== NONE && draft.stateType(current) === 'Parallel' && isHeardOf(known, current, event.id)
  return isInner ? { parallel: current } : { sequence: ROOT }
}

/** In a file without any event of iterations, a state that follows from nothing there began one. */
function mayIterate({ draft, isTold, outlook }: Knowledge, event: HistoryEvent, map: Slot): boolean {
  const start = event.previousEventId
  return isTold && start > 0 && draft.events.get(start) === undefined && !outlook.tellsIterations(draft.name(map))
}

/** A branch begins before anything of its siblings is over; where ids tell, it follows from before their first events. */
function mayBegin({ draft, isTold }: Knowledge, event: HistoryEvent, parallel: Slot): boolean {
  const first = draft.children(parallel).find(slot => draft.is(slot, PARALLEL_BRANCH))
  if (first === undefined || !isTold) return true
  return event.previousEventId < Math.floor(draft.key(first) / 2)
}

/** Open iterations and branches of containers that are heard of later. */
function candidates(known: Knowledge, event: HistoryEvent): readonly Slot[] {
  const { draft, open, isTold } = known
  return open.sequences.filter(sequence => {
    if (!isHeardOf(known, draft.parent(sequence), event.id)) return false
    // An inner container that is still open has the turn, not the sequence around it.
    const current = open.current(sequence)
    if (current !== NONE && isContainer(known, current) && isHeardOf(known, current, event.id)) return false
    return !isTold || event.previousEventId === 0 || known.recency.lastWithin(sequence) < event.previousEventId
  })
}

function isContainer({ draft }: Knowledge, visit: Slot): boolean {
  return draft.stateType(visit) === 'Map' || draft.stateType(visit) === 'Parallel'
}

/** A container whose end is told by an event of its own is open until then; after a hole it may have ended unheard. */
function isHeardOf({ draft, outlook, isTold }: Knowledge, container: Slot, id: EventId): boolean {
  return !isTold || outlook.isOpenAt(draft.name(container), id)
}

function isAt({ draft }: Knowledge, sequence: Slot, home: Home): boolean {
  const isBranch = draft.is(sequence, PARALLEL_BRANCH)
  if (draft.name(draft.parent(sequence)) !== home.container) return false
  return home.branch === undefined ? !isBranch : isBranch && draft.ordinal(sequence) === home.branch
}

function hasBranch({ draft }: Knowledge, parallel: Slot, index: number): boolean {
  const round = Math.max(1, draft.round(parallel))
  return draft
    .children(parallel)
    .some(slot => draft.is(slot, PARALLEL_BRANCH) && draft.round(slot) === round && draft.ordinal(slot) === index)
}

/** Those that have not begun come first, then the one that has waited longest; what is between two states before what is not. */
function inTurn(known: Knowledge, event: HistoryEvent, places: readonly Slot[]): Slot | undefined {
  const { draft, open } = known
  const fresh = places.find(sequence => draft.lastChild(sequence) === NONE)
  if (fresh !== undefined) return fresh
  const idle = places.filter(sequence => open.current(sequence) === NONE)
  const pool = idle.length > 0 ? idle : places
  return longestUnheard(known, pool)
}

/** The sequence in which the next state after `from` is entered. */
export function toldEntry({ draft }: Knowledge, event: HistoryEvent, from: Slot): EntryPlace | undefined {
  const former = draft.events.get(event.previousEventId)?.type
  const startsBranch = former === 'ParallelStateStarted' || former === 'ParallelStateEntered'
  if (startsBranch && draft.is(from, STATE_VISIT)) return { parallel: from }
  // In a Map only an iteration holds states: which one, its name or turn tells.
  if (former === 'MapStateStarted' || former === 'MapStateEntered') return undefined
  return { sequence: sequenceOf(draft, from) }
}
