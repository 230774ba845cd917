import type { HistoryEvent } from '../../history/events.ts'
import type { DraftOf, DraftSpan, TreeDraft } from '../tree-draft.ts'
import { container, UNKNOWN_NAME } from './climb.ts'
import { closeBelow } from './closing.ts'
import { standInVisit } from './provisional.ts'
import { assign, end } from './spans.ts'

type ContainerType = 'Map' | 'Parallel'

/**
 * `MapStateStarted`, `ParallelStateStarted`: a round begins. Retrying a container writes no Entered and no Failed, just
 * another Started whose previous event is the failing inner one; it closes what the last round left open.
 */
export function placeRoundStarted(stateType: ContainerType) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const visit = containerFor(draft, event, { from, stateType })
    if (visit === undefined) return
    const own = assign(draft, event, visit)
    if (own.rounds.length > 0) closeBelow(draft, own, event)
    own.rounds = [...own.rounds, event.id]
  }
}

/** `*StateSucceeded` does not end the visit: its Exited does. */
export function placeContainerSucceeded(stateType: ContainerType) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const visit = containerFor(draft, event, { from, stateType })
    if (visit !== undefined) assign(draft, event, visit)
  }
}

/** Only the last round writes `*StateFailed`. The visit has failed, unless an Exited tells later that it was caught. */
export function placeContainerFailed(stateType: ContainerType) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const visit = containerFor(draft, event, { from, stateType })
    if (visit === undefined) return
    const own = assign(draft, event, visit)
    closeBelow(draft, own, event)
    end(draft, own, event, 'failed')
  }
}

function containerFor(
  draft: TreeDraft,
  event: HistoryEvent,
  wanted: { from: DraftSpan; stateType: ContainerType },
): DraftOf<'stateVisit'> | undefined {
  const { from, stateType } = wanted
  const found = container(draft, from, stateType)
  if (found !== undefined) return found
  if (draft.beyondGap) return standInVisit(draft, event, { stateType, name: UNKNOWN_NAME })
  const only = onlyOpen(draft, stateType)
  draft.report(event, `no open ${stateType} state leads to this ${event.type}`)
  if (only === undefined) assign(draft, event, from)
  return only
}

/** Emulators write other previous ids: where a single container of the type is open, it must be that one. */
function onlyOpen(draft: TreeDraft, stateType: ContainerType): DraftOf<'stateVisit'> | undefined {
  let only: DraftOf<'stateVisit'> | undefined
  const pending: DraftSpan[] = [draft.root]
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    if (span.kind === 'stateVisit' && span.stateType === stateType) {
      if (only !== undefined) return undefined
      only = span
    }
    for (const key of span.children) {
      const child = draft.span(key)
      if (child?.outcome === 'running') pending.push(child)
    }
  }
  return only
}
