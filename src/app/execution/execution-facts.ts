import type { Millis } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome } from '../../model/span.ts'
import { activeMs } from '../../model/stretches.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'

/** AWS ends an execution at this many events. */
export const MAX_EVENTS = 25_000

/** What the header tells of an execution, from whatever is known so far. */
export interface ExecutionFacts {
  readonly machineName: string
  readonly name: string
  readonly outcome: Outcome | undefined
  readonly startedAt: Millis | undefined
  /** From start to end, or to `now` while it runs. */
  readonly total: Millis | undefined
  /** Without the gaps before redrives. Undefined where there are none, or not all is known yet. */
  readonly active: Millis | undefined
  readonly events: number | undefined
  readonly redrives: number
}

export function factsOf(view: ExecutionView, now: Millis): ExecutionFacts {
  const { summary, tree, progress } = view
  const outcome = outcomeOfStatus(summary?.status) ?? treeOutcome(tree)
  const startedAt = summary?.startedAt ?? (tree?.root.beginningLoaded === true ? tree.root.startedAt : undefined)
  const endedAt = outcome === 'running' ? now : (summary?.stoppedAt ?? tree?.root.endedAt)
  return {
    machineName: summary?.stateMachineName ?? '',
    name: summary?.name ?? '',
    outcome,
    startedAt,
    total: startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt,
    active: tree === undefined ? undefined : activeTime(tree, now),
    events: progress.totalEvents ?? tree?.lastEventId,
    redrives: Math.max(summary?.redriveCount ?? 0, tree?.root.redrives.length ?? 0),
  }
}

function treeOutcome(tree: ExecutionTree | undefined): Outcome | undefined {
  return tree === undefined || tree.eventCount === 0 ? undefined : tree.root.outcome
}

/** Idle time before a redrive is nobody's work: an execution redriven the next day did not take a day. */
function activeTime(tree: ExecutionTree, now: Millis): Millis | undefined {
  const { root } = tree
  return root.earlierSegments.length === 0 ? undefined : activeMs(tree, root, now)
}
