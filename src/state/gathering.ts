import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionTree, TreeBuilder } from '../model/execution-tree.ts'

/** Events on their way into the tree. */
export interface Gathering {
  readonly add: (events: readonly HistoryEvent[]) => void
  /** The tree with all that was added; undefined before the first event. */
  readonly tree: () => ExecutionTree | undefined
}

/**
 * Appends late and together, `atOnce` events at the latest: while the middle is missing, an append places everything behind
 * the gap anew, so that two pages cost the tree little more than one.
 */
export function createGathering(builder: TreeBuilder, atOnce: number): Gathering {
  let arrived: HistoryEvent[] = []
  let current: ExecutionTree | undefined

  function tree(): ExecutionTree | undefined {
    if (arrived.length > 0) current = builder.append(arrived)
    arrived = []
    return current
  }

  return {
    tree,
    add: events => {
      for (const event of events) arrived.push(event)
      if (arrived.length >= atOnce) tree()
    },
  }
}
