import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { atOnce } from '../waits/slices.ts'
import { isComplete } from './completeness.ts'
import { type StateNode, spansByState } from './state-walk.ts'

/** An execution fails when its history reaches this (AWS's quotas: "Maximum execution history size"). */
export const EVENT_LIMIT = 25_000

export interface EventShare {
  /** `ProcessOrders › ChargeCard`; a Map's or Parallel's own events do not count those inside; empty for the execution's own. */
  readonly path: string
  readonly events: number
  /** Of all events loaded, 0..1. */
  readonly share: number
}

export interface EventBudget {
  /** Events so far: the highest id known. */
  readonly used: number
  readonly limit: number
  readonly left: number
  /** What uses them, the most first. They add up to the events loaded. */
  readonly byState: readonly EventShare[]
  /** While it runs: events a minute over the latest tenth of them. */
  readonly perMinute: number | undefined
  /** While it runs: when there would be none left at that rate. */
  readonly runsOutAt: Millis | undefined
  readonly complete: boolean
}

/** How much of its 25,000 events an execution has used, and on what. */
export function eventBudget(tree: ExecutionTree, now?: Millis): EventBudget {
  return atOnce(budgetSteps(tree, now))
}

/** The same in steps of a span each, for `inSlices`. */
export function* budgetSteps(tree: ExecutionTree, now?: Millis): Generator<void, EventBudget> {
  const used = tree.lastEventId
  const left = Math.max(0, EVENT_LIMIT - used)
  const perMs = tree.root.outcome === 'running' ? rateOf(tree, now ?? tree.lastEventAt ?? 0) : undefined
  return {
    ...{ used, limit: EVENT_LIMIT, left, byState: yield* sharesOf(tree) },
    perMinute: perMs === undefined ? undefined : perMs * 60_000,
    runsOutAt: perMs === undefined ? undefined : (now ?? tree.lastEventAt ?? 0) + left / perMs,
    complete: isComplete(tree),
  }
}

/** Events a ms; undefined while there are too few to tell. */
function rateOf(tree: ExecutionTree, now: Millis): number | undefined {
  const count = Math.max(10, Math.ceil(tree.lastEventId / 10))
  const since = tree.event(tree.lastEventId - count)?.timestamp
  return since === undefined || now <= since ? undefined : count / (now - since)
}

function* sharesOf(tree: ExecutionTree): Generator<void, readonly EventShare[]> {
  // By state rather than by path: putting 25,000 paths together to look them up takes longer than all else.
  const counts = new Map<StateNode | undefined, number>()
  for (const { span, node } of spansByState(tree)) {
    if (span.events.length > 0) counts.set(node, (counts.get(node) ?? 0) + span.events.length)
    yield
  }
  const shares: EventShare[] = []
  for (const [node, events] of counts) {
    shares.push({ path: node?.path ?? '', events, share: tree.eventCount === 0 ? 0 : events / tree.eventCount })
  }
  return shares.sort((a, b) => b.events - a.events)
}
