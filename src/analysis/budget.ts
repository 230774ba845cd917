import { isExpress, type Member } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { atOnce } from '../waits/slices.ts'
import { isComplete } from './completeness.ts'
import { type StateNode, spansByState } from './state-walk.ts'

/** A Standard execution fails when its history reaches this (AWS's quotas: "Maximum execution history size"); Express ones have no limit. */
export const EVENT_LIMIT = 25_000

export interface EventShare {
  /** `ProcessOrders › ChargeCard`; a Map's or Parallel's own events do not count those inside; empty for the execution's own. */
  readonly path: string
  readonly events: number
  /** Of all events loaded, 0..1. */
  readonly share: number
}

export interface EventsUsed {
  /** Events so far: the highest id known. */
  readonly used: number
  /** What uses them, the most first. They add up to the events loaded. */
  readonly byState: readonly EventShare[]
  /** While it runs: events a ms over the latest tenth of them, as of a time. */
  readonly pace: { readonly perMs: number; readonly asOf: Millis } | undefined
  readonly complete: boolean
}

export interface EventsLeft {
  readonly limit: number
  readonly left: number
  /** While it runs: when there would be none left at its pace. */
  readonly runsOutAt: Millis | undefined
}

/** The most events that an execution may have; undefined where there is no limit. */
export function eventLimitOf(member: Pick<Member, 'ref' | 'summary'>): number | undefined {
  return isExpress(member) ? undefined : EVENT_LIMIT
}

/** How many events an execution has used, and on what. */
export function eventsUsed(tree: ExecutionTree, now?: Millis): EventsUsed {
  return atOnce(eventSteps(tree, now))
}

/** The same in steps of a span each, for `inSlices`. */
export function* eventSteps(tree: ExecutionTree, now?: Millis): Generator<void, EventsUsed> {
  const asOf = now ?? tree.lastEventAt ?? 0
  const perMs = tree.root.outcome === 'running' ? rateOf(tree, asOf) : undefined
  return {
    used: tree.lastEventId,
    byState: yield* sharesOf(tree),
    pace: perMs === undefined ? undefined : { perMs, asOf },
    complete: isComplete(tree),
  }
}

/** How many events are left of a limit. */
export function eventsLeft({ used, pace }: Pick<EventsUsed, 'used' | 'pace'>, limit = EVENT_LIMIT): EventsLeft {
  const left = Math.max(0, limit - used)
  return { limit, left, runsOutAt: pace && pace.asOf + left / pace.perMs }
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
