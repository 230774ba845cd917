import type { HistoryEvent } from '../../history/events.ts'
import { ABORTED, MAP_ITERATION, NONE, type Slot, STATE_VISIT, SUCCEEDED } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { container, UNKNOWN_NAME } from './climb.ts'
import { abortIteration, closeBelow } from './closing.ts'
import { isOpenUntil, nearby } from './nearby.ts'
import { standInIteration, standInMap } from './provisional.ts'
import { roundStartedBy } from './rounds.ts'
import { assign, end, isLive, openIteration } from './spans.ts'

/** What every `MapIteration*` event carries: the **Map state's** name, and the index from 0. */
interface IterationName {
  readonly name: string
  readonly index: number
}

/**
 * Only the first MaxConcurrency iterations point at `MapStateStarted`; a later one points at the last event of the
 * iteration that freed its slot. So climb to the Map visit of that name, never nest by the chain alone.
 */
export function placeIterationStarted(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  const { name, index } = iterationName(event)
  const found = mapNamed(draft, from, name)
  const visit = found === NONE && draft.beyondGap ? standInMap(draft, event, name) : found
  if (visit === NONE) {
    draft.report(event, `no open Map state named "${name}" leads to this MapIterationStarted`)
    assign(draft, event, from)
    return
  }
  openIteration(draft, event, { visit, index, round: roundStartedBy(draft, visit, event.previousEventId) })
}

function mapNamed(draft: TreeDraft, from: Slot, name: string): Slot {
  return container(draft, from, visit => {
    if (draft.stateType(visit) !== 'Map') return false
    const known = draft.name(visit)
    return known === name || known === UNKNOWN_NAME
  })
}

/** `MapIterationSucceeded`, `Failed`, `Aborted` end the iteration; a failure closes what was open in it. */
export function placeIterationEnd(outcome: number) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    const wanted = iterationName(event)
    const found = iterationFor(draft, event, { from, wanted })
    const iteration = found === NONE && draft.beyondGap ? standInIteration(draft, event, wanted) : found
    assign(draft, event, iteration || from)
    if (iteration === NONE) {
      draft.report(
        event,
        `no iteration #${wanted.index} of a Map state named "${wanted.name}" leads to this ${event.type}`,
      )
      return
    }
    if (outcome === ABORTED) abortIteration(draft, iteration, event)
    else if (outcome !== SUCCEEDED) closeBelow(draft, iteration, event)
    end(draft, iteration, event, outcome)
  }
}

/**
 * The iteration meant: on the way up from the previous event, either that iteration itself or its Map visit. An Aborted
 * may follow from a failure outside its own Map (nested Maps): then the nearest one of that name and index that is open,
 * or that the same failure has closed already.
 */
function iterationFor(draft: TreeDraft, event: HistoryEvent, at: { from: Slot; wanted: IterationName }): Slot {
  const { from, wanted } = at
  let ended = NONE
  for (let span = from; span !== NONE; span = draft.parent(span)) {
    const candidate = isIteration(draft, span, wanted) ? span : inVisit(draft, span, wanted)
    if (candidate !== NONE && isLive(draft, candidate)) return candidate
    if (ended === NONE) ended = candidate
  }
  // Only an Aborted comes from far off. Looking the whole tree through for each end of an iteration whose beginning is not
  // loaded yet would take 2/3 of the time of placing what lies behind a gap.
  if (event.type !== 'MapIterationAborted') return ended
  const isMeant = (span: Slot): boolean =>
    isIteration(draft, span, wanted) && isOpenUntil(draft, span, event.previousEventId)
  return nearby(draft, from, isMeant) || ended
}

function isIteration(draft: TreeDraft, span: Slot, wanted: IterationName): boolean {
  if (!draft.is(span, MAP_ITERATION) || draft.ordinal(span) !== wanted.index) return false
  return draft.name(draft.parent(span)) === wanted.name
}

/** The iteration of that index in the visit's latest round that has it. */
function inVisit(draft: TreeDraft, visit: Slot, wanted: IterationName): Slot {
  if (!draft.is(visit, STATE_VISIT) || draft.name(visit) !== wanted.name) return NONE
  for (let at = draft.lastChild(visit); at !== NONE; at = draft.previousSibling(at)) {
    if (draft.is(at, MAP_ITERATION) && draft.ordinal(at) === wanted.index) return at
  }
  return NONE
}

function iterationName(event: HistoryEvent): IterationName {
  const name = event.details?.['name']
  const index = event.details?.['index']
  return {
    name: typeof name === 'string' ? name : UNKNOWN_NAME,
    index: typeof index === 'number' ? index : Number(index ?? 0) || 0,
  }
}
