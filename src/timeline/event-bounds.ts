import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** From the earliest to the latest event. */
export interface EventBounds {
  readonly from: Millis
  readonly to: Millis
}

const known = new WeakMap<ExecutionTree, EventBounds>()

/**
 * Where the events of a file lie in time, worked out once. Emulators write events before the start and after the end; AWS does
 * not, so while a history is still loading start and last event are enough.
 */
export function eventBounds(tree: ExecutionTree): EventBounds {
  const { startedAt } = tree.root
  if (!tree.isFinal) return { from: startedAt, to: tree.lastEventAt ?? startedAt }
  let bounds = known.get(tree)
  if (bounds === undefined) known.set(tree, (bounds = measure(tree)))
  return bounds
}

function measure(tree: ExecutionTree): EventBounds {
  let [from, to] = [tree.root.startedAt, tree.lastEventAt ?? tree.root.startedAt]
  for (const range of tree.loaded) {
    for (let id = range.from; id <= range.to; id++) {
      const at = tree.event(id)?.timestamp ?? from
      if (at < from) from = at
      if (at > to) to = at
    }
  }
  return { from, to }
}
