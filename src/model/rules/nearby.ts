import type { EventId } from '../../history/events.ts'
import { NONE, RUNNING, type Slot } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'

/**
 * The first span that is meant, looked for below `from`, else below its parent, and so on. Nameless and far-off Aborted
 * events need this: several containers may be failing at once, each with its own.
 */
export function nearby(draft: TreeDraft, from: Slot, isMeant: (span: Slot) => boolean): Slot {
  for (let top = from; top !== NONE; top = draft.parent(top)) {
    const found = firstBelow(draft, top, isMeant)
    if (found !== NONE) return found
  }
  return NONE
}

function firstBelow(draft: TreeDraft, top: Slot, isMeant: (span: Slot) => boolean): Slot {
  const pending: Slot[] = []
  const pushChildren = (parent: Slot) => {
    for (let at = draft.lastChild(parent); at !== NONE; at = draft.previousSibling(at)) pending.push(at)
  }
  pushChildren(top)
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (isMeant(at)) return at
    pushChildren(at)
  }
  return NONE
}

/** True for a span that runs, or that has no end of its own but was closed by this failing event. */
export function isOpenUntil(draft: TreeDraft, span: Slot, failingId: EventId): boolean {
  return draft.has(span, RUNNING) || draft.failingEvent(span) === failingId
}
