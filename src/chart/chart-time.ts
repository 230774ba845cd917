import type { Millis } from '../history/events.ts'
import type { ExecutionView } from '../loading/execution-view.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** Where an execution's time begins and ends on the chart. */
export interface ChartTime {
  readonly startedAt: Millis
  /** Undefined while it goes on: then the chart ends at now. */
  readonly endsAt: Millis | undefined
}

/**
 * Start and end as DescribeExecution tells them, else as far as the events do. Only an execution that can still be asked
 * for moves with the clock: a file that stops midway ends at its last event, however long ago that was.
 */
export function chartTime(view: Pick<ExecutionView, 'ref' | 'summary'>, tree: ExecutionTree): ChartTime {
  const { summary, ref } = view
  const startedAt = Math.min(summary?.startedAt ?? Infinity, tree.root.startedAt)
  const told = Math.max(summary?.stoppedAt ?? -Infinity, tree.root.endedAt ?? -Infinity)
  const last = tree.lastEventAt ?? startedAt
  if (told > -Infinity) return { startedAt, endsAt: Math.max(told, last) }
  const goesOn = ref.kind === 'aws' && (summary?.status === undefined || summary.status === 'RUNNING')
  return { startedAt, endsAt: goesOn ? undefined : last }
}

/** The moment up to which running spans are drawn: the end, or the clock's now (never before the last event: clocks differ). */
export function nowOf(time: ChartTime, tree: ExecutionTree): Millis {
  return time.endsAt ?? Math.max(Date.now(), tree.lastEventAt ?? 0)
}
