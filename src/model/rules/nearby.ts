import { NONE, type Slot, type TreeDraft } from '../tree-draft.ts'

/**
 * What a search finds below `from`, else below its parent, and so on. A nameless or far-off Aborted is looked for like
 * this: several containers may be failing at once, each with its own.
 */
export function nearby(draft: TreeDraft, from: Slot, search: (top: Slot) => Slot): Slot {
  for (let at = from; at !== NONE; at = draft.parent(at)) {
    const found = search(at)
    if (found !== NONE) return found
  }
  return NONE
}
