import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Viewport } from './chart-types.ts'
import { eventBounds } from './event-bounds.ts'
import type { MemberFacts } from './member-facts.ts'

/** What is known of an execution's time from elsewhere than its history. */
export interface ToldTime {
  readonly startedAt?: Millis | undefined
  readonly stoppedAt?: Millis | undefined
  /** It can still be asked for and nobody says that it has ended. */
  readonly goesOn?: boolean
}

/** Where an execution's time begins and ends on the chart. */
export interface ChartTime {
  readonly startedAt: Millis
  /** Undefined while it goes on: then the chart ends at now. */
  readonly endsAt: Millis | undefined
  /** What is shown besides, where charts share a clock. */
  readonly reach?: Viewport | undefined
}

/**
 * Start and end as told, and as far as any event lies outside of that. Only an execution that goes on moves with the clock: a file that
 * stops midway ends at its last event, however long ago that was.
 */
export function chartTime(told: ToldTime, tree: ExecutionTree): ChartTime {
  const { from, to } = eventBounds(tree)
  const startedAt = Math.min(told.startedAt ?? Infinity, from)
  const end = Math.max(told.stoppedAt ?? -Infinity, tree.root.endedAt ?? -Infinity)
  if (end > -Infinity) return { startedAt, endsAt: Math.max(end, to) }
  return { startedAt, endsAt: told.goesOn === true ? undefined : to }
}

/** The moment up to which running spans are drawn: the end, or the clock's now (never before the last event: clocks differ). */
export function nowOf(time: ChartTime, tree: ExecutionTree): Millis {
  return time.endsAt ?? Math.max(Date.now(), tree.lastEventAt ?? 0)
}

/** The same with executions that are open on it: one that was started and not waited for may outlive who started it. */
export function withMembers(time: ChartTime, members: readonly Pick<MemberFacts, 'endedAt' | 'outcome'>[]): ChartTime {
  if (time.endsAt === undefined) return time
  // Only what is known to run moves with the clock.
  if (members.some(({ endedAt, outcome }) => endedAt === undefined && outcome === 'running')) {
    return { startedAt: time.startedAt, endsAt: undefined }
  }
  return { startedAt: time.startedAt, endsAt: Math.max(time.endsAt, ...members.map(({ endedAt }) => endedAt ?? 0)) }
}
