import { visitsByState } from '../analysis/state-walk.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** A state that both of two runs came to, and when each entered it first, epoch ms. */
export interface CommonState {
  readonly path: string
  readonly aMs: Millis
  readonly bMs: Millis
}

/** The states that both runs came to, in the order in which the second did. */
export function commonStates(a: ExecutionTree, b: ExecutionTree): readonly CommonState[] {
  const entered = firstEntries(a)
  return [...firstEntries(b)].flatMap(([path, bMs]) => {
    const aMs = entered.get(path)
    return aMs === undefined ? [] : [{ path, aMs, bMs }]
  })
}

/** Visits come in the order of their opening events. */
function firstEntries(tree: ExecutionTree): ReadonlyMap<string, Millis> {
  const found = new Map<string, Millis>()
  for (const { visit, node } of visitsByState(tree)) {
    if (visit.beginningLoaded && !found.has(node.path)) found.set(node.path, visit.startedAt)
  }
  return found
}

/** What the clock of `a` shows less what that of `b` shows, when both start together, or enter the same state for the first time. */
export function clockOffset(a: ExecutionTree, b: ExecutionTree, at: CommonState | undefined): Millis {
  return at === undefined ? a.root.startedAt - b.root.startedAt : at.aMs - at.bMs
}
