import { ROOT } from './columns.ts'
import type { TreeDraft } from './tree-draft.ts'

/** How many spans the deepest one lies in. A span is made after what it lies in. */
export function depthOf(draft: TreeDraft): number {
  const depths = new Int32Array(draft.spanCount + 1)
  let deepest = 0
  for (let slot = ROOT + 1; slot <= draft.spanCount; slot++) {
    const depth = (depths[draft.parent(slot)] ?? 0) + 1
    depths[slot] = depth
    if (depth > deepest) deepest = depth
  }
  return deepest
}
