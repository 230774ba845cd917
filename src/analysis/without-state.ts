import { type Deep, withoutStack } from '../history/deep.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { MapIteration, Span, SpanKey, StateVisit } from '../model/span.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { endOf, isComplete } from './completeness.ts'
import { activeClock } from './idle-time.ts'
import { childrenOfRound, decisiveChildren, endIn, type RoundChild, slotFreedBy } from './round-chain.ts'

export interface WithoutState {
  /** How much shorter the run would have been. */
  readonly savedMs: Millis
  readonly runMs: Millis
  readonly complete: boolean
}

/**
 * How much shorter the run would have been had every visit of one state (given by its path, `ProcessOrders › ChargeCard`) taken
 * no time at all, all else being equal: gaps between states as long as they were, the same retries, branches of a Parallel
 * beginning as they did, and every Map iteration waiting for the same iteration's slot. A bound on what can be gained, not a
 * promise: whatever is then slowest takes over, which is accounted for.
 */
export function withoutState(tree: ExecutionTree, path: string, now?: Millis): WithoutState {
  const names = path.split(PATH_SEPARATOR)
  const end = endOf(tree, now)
  const runMs = end - tree.root.startedAt
  const clock = activeClock(tree)
  const newMs = withoutStack(sequenceMs({ tree, clock, names, end, depth: 0 }, tree.root))
  return { savedMs: Math.max(0, clock(end) - clock(tree.root.startedAt) - newMs), runMs, complete: isComplete(tree) }
}

interface Rerun {
  readonly tree: ExecutionTree
  /** Idle time before a redrive is nobody's, and nobody's to save. */
  readonly clock: (at: Millis) => Millis
  readonly names: readonly string[]
  readonly end: Millis
  /** How many of the names are matched by the states around. */
  readonly depth: number
}

function durationOf({ clock, end }: Rerun, span: Span): Millis {
  return clock(endIn(span, end)) - clock(span.startedAt)
}

/** A sequence's new duration: its old one less what its states save. */
function* sequenceMs(rerun: Rerun, sequence: Span): Deep<Millis> {
  let ms = durationOf(rerun, sequence)
  for (const key of sequence.children) {
    const child = rerun.tree.span(key)
    if (child?.kind === 'stateVisit' && child.name === rerun.names[rerun.depth]) {
      ms -= durationOf(rerun, child) - (yield visitMs(rerun, child))
    }
  }
  return Math.max(0, ms)
}

function* visitMs(rerun: Rerun, visit: StateVisit): Deep<Millis> {
  if (rerun.depth === rerun.names.length - 1) return 0
  let ms = durationOf(rerun, visit)
  for (let round = 1; round <= visit.rounds.length; round++)
    ms -= yield savedInRound({ ...rerun, depth: rerun.depth + 1 }, visit, round)
  return Math.max(0, ms)
}

/** How much earlier the last of a round's children ends. */
function* savedInRound(rerun: Rerun, visit: StateVisit, round: number): Deep<Millis> {
  const newEnds = new Map<SpanKey, Millis>()
  const children = childrenOfRound(rerun.tree, visit, round)
  // In order of their starts, so the iteration that frees a slot comes before the one that takes it.
  for (const child of children)
    newEnds.set(child.key, newStartOf(rerun, child, newEnds) + (yield sequenceMs(rerun, child)))
  let oldLast = Number.NEGATIVE_INFINITY
  let newLast = Number.NEGATIVE_INFINITY
  for (const child of decisiveChildren(children)) {
    oldLast = Math.max(oldLast, rerun.clock(endIn(child, rerun.end)))
    newLast = Math.max(newLast, newEnds.get(child.key) ?? oldLast)
  }
  return children.length === 0 ? 0 : Math.max(0, oldLast - newLast)
}

function newStartOf(rerun: Rerun, child: RoundChild, newEnds: ReadonlyMap<SpanKey, Millis>): Millis {
  const former: MapIteration | undefined = child.kind === 'mapIteration' ? slotFreedBy(rerun.tree, child) : undefined
  const formerEnd = former === undefined ? undefined : newEnds.get(former.key)
  if (former === undefined || formerEnd === undefined) return rerun.clock(child.startedAt)
  return formerEnd + Math.max(0, rerun.clock(child.startedAt) - rerun.clock(endIn(former, rerun.end)))
}
