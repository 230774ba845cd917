import type { HistoryEvent } from '../../history/events.ts'
import { FAILED, NONE, ROOT, RUNNING, type Slot, STATE_VISIT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { containerOfType, UNKNOWN_NAME } from './climb.ts'
import { closeBelow } from './closing.ts'
import { standInVisit } from './provisional.ts'
import { assign, end } from './spans.ts'

type ContainerType = 'Map' | 'Parallel'

/**
 * `MapStateStarted`, `ParallelStateStarted`: a round begins. Retrying a container writes no Entered and no Failed, just
 * another Started whose previous event is the failing inner one; it closes what the last round left open.
 */
export function placeRoundStarted(stateType: ContainerType) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    const visit = containerFor(draft, event, { from, stateType })
    assign(draft, event, visit || from)
    if (visit === NONE) return
    if (draft.round(visit) > 0) closeBelow(draft, visit, event)
    draft.beginRound(visit)
  }
}

/** `*StateSucceeded` does not end the visit: its Exited does. */
export function placeContainerSucceeded(stateType: ContainerType) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    assign(draft, event, containerFor(draft, event, { from, stateType }) || from)
  }
}

/** Only the last round writes `*StateFailed`. The visit has failed, unless an Exited tells later that it was caught. */
export function placeContainerFailed(stateType: ContainerType) {
  return (draft: TreeDraft, event: HistoryEvent, from: Slot): void => {
    const visit = containerFor(draft, event, { from, stateType })
    assign(draft, event, visit || from)
    if (visit === NONE) return
    closeBelow(draft, visit, event)
    end(draft, visit, event, FAILED)
  }
}

function containerFor(draft: TreeDraft, event: HistoryEvent, wanted: { from: Slot; stateType: ContainerType }): Slot {
  const { from, stateType } = wanted
  const found = containerOfType(draft, from, stateType)
  if (found !== NONE) return found
  if (draft.beyondGap) return standInVisit(draft, event, { stateType, name: UNKNOWN_NAME })
  draft.report(event, `no open ${stateType} state leads to this ${event.type}`)
  return onlyOpen(draft, stateType)
}

/** Emulators write other previous ids: where a single container of the type is open, it must be that one. */
function onlyOpen(draft: TreeDraft, stateType: ContainerType): Slot {
  let only = NONE
  const pending = [draft.lastChild(ROOT)]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === NONE) continue
    pending.push(draft.previousSibling(at))
    if (!draft.has(at, RUNNING)) continue
    pending.push(draft.lastChild(at))
    if (!draft.is(at, STATE_VISIT) || draft.stateType(at) !== stateType) continue
    if (only !== NONE) return NONE
    only = at
  }
  return only
}
