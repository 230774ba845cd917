import { EXECUTION, MAP_ITERATION, NONE, PARALLEL_BRANCH, ROOT, type Slot, STATE_VISIT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { hasExited, isLive } from './spans.ts'

/** The names and types of visits made up for events whose beginning is not loaded are open until an event tells them. */
export const UNKNOWN_NAME = ''

/** From `from` upwards, the first visit of that type and name that has not been left yet. */
export function visitToLeave(draft: TreeDraft, from: Slot, state: { stateType: string; name: string }): Slot {
  for (let at = from; at !== NONE; at = draft.parent(at)) {
    if (draft.is(at, STATE_VISIT) && !hasExited(draft, at) && isOrMayBe(draft, at, state)) return at
  }
  return NONE
}

function isOrMayBe(draft: TreeDraft, visit: Slot, state: { stateType: string; name: string }): boolean {
  const type = draft.stateType(visit)
  if (type !== state.stateType && type !== UNKNOWN_NAME) return false
  const name = draft.name(visit)
  return name === state.name || name === UNKNOWN_NAME
}

/** From `from` upwards, the first Task visit that has not been left yet. */
export function taskVisit(draft: TreeDraft, from: Slot): Slot {
  for (let at = from; at !== NONE; at = draft.parent(at)) {
    if (draft.is(at, STATE_VISIT) && draft.stateType(at) === 'Task') return hasExited(draft, at) ? NONE : at
  }
  return NONE
}

/**
 * From `from` upwards, the first Map or Parallel visit that is still at work. An inner one that has already failed is
 * passed over, since its failure is what the outer one's event follows from. Second choice, for histories that write
 * events after the end: one that is closed but was never left.
 */
export function container(draft: TreeDraft, from: Slot, accepts: (visit: Slot) => boolean): Slot {
  let closed = NONE
  for (let at = from; at !== NONE; at = draft.parent(at)) {
    if (!draft.is(at, STATE_VISIT) || !accepts(at)) continue
    if (isLive(draft, at)) return at
    if (closed === NONE && !hasExited(draft, at)) closed = at
  }
  return closed
}

/** The Map or Parallel around `from`, of that type where one is given. */
export function containerOfType(draft: TreeDraft, from: Slot, stateType?: string): Slot {
  return container(draft, from, visit => {
    const type = draft.stateType(visit)
    return stateType === undefined ? type === 'Map' || type === 'Parallel' : type === stateType
  })
}

/** The execution, iteration or branch in which the next state after `from` runs. */
export function sequenceOf(draft: TreeDraft, from: Slot): Slot {
  for (let at = from; at !== NONE; at = draft.parent(at)) {
    if (draft.is(at, MAP_ITERATION) || draft.is(at, PARALLEL_BRANCH) || draft.is(at, EXECUTION)) return at
  }
  return ROOT
}
