import type { DraftOf, DraftSpan, TreeDraft } from '../tree-draft.ts'
import { hasExited, isLive } from './spans.ts'

type Visit = DraftOf<'stateVisit'>

/** The names and types of visits made up for events whose beginning is not loaded are open until an event tells them. */
export const UNKNOWN_NAME = ''

/** From `from` upwards, the first visit of that type and name that has not been left yet. */
export function visitToLeave(
  draft: TreeDraft,
  from: DraftSpan,
  state: { stateType: string; name: string },
): Visit | undefined {
  for (let at: DraftSpan | undefined = from; at !== undefined; at = draft.parentOf(at)) {
    if (at.kind === 'stateVisit' && !hasExited(at) && isOrMayBe(at, state)) return at
  }
  return undefined
}

function isOrMayBe(visit: Visit, state: { stateType: string; name: string }): boolean {
  const ofType = visit.stateType === state.stateType || visit.stateType === UNKNOWN_NAME
  return ofType && (visit.name === state.name || visit.name === UNKNOWN_NAME)
}

/** From `from` upwards, the first Task visit that has not been left yet. */
export function taskVisit(draft: TreeDraft, from: DraftSpan): Visit | undefined {
  for (let at: DraftSpan | undefined = from; at !== undefined; at = draft.parentOf(at)) {
    if (at.kind === 'stateVisit' && at.stateType === 'Task') return hasExited(at) ? undefined : at
  }
  return undefined
}

/**
 * From `from` upwards, the first Map or Parallel visit that is still at work. An inner one that has already failed is
 * passed over, since its failure is what the outer one's event follows from. Second choice, for histories that write
 * events after the end: one that is closed but was never left.
 */
export function container(draft: TreeDraft, from: DraftSpan, stateType?: string): Visit | undefined {
  let closed: Visit | undefined
  for (let at: DraftSpan | undefined = from; at !== undefined; at = draft.parentOf(at)) {
    if (at.kind !== 'stateVisit' || !(stateType === undefined ? isContainer(at) : at.stateType === stateType)) continue
    if (isLive(draft, at)) return at
    if (!hasExited(at)) closed ??= at
  }
  return closed
}

function isContainer(visit: Visit): boolean {
  return visit.stateType === 'Map' || visit.stateType === 'Parallel'
}

/** The execution, iteration or branch in which the next state after `from` runs. */
export function sequenceOf(draft: TreeDraft, from: DraftSpan): DraftSpan {
  let at = from
  while (at.kind !== 'execution' && at.kind !== 'mapIteration' && at.kind !== 'parallelBranch') {
    const parent = draft.parentOf(at)
    if (parent === undefined) return draft.root
    at = parent
  }
  return at
}
