import { toApiEvent } from '../history/normalize-event.ts'
import type { Forest, SimulatedExecution, SimulatedMapRun } from '../simulator/forest/simulate-forest.ts'

/** Histories kept of one Map Run's children: of failed ones as many as the page reads by itself, and of others. */
const KEPT_FAILED = 25
const KEPT_OTHERS = 3

/**
 * What a sample's `.children.json` holds: of each Map Run the list of its children, and of a few of them, and of all
 * started executions, the history. Undefined for a sample that starts none.
 */
export function childrenFileOf(forest: Forest): string | undefined {
  if (forest.executions.size < 2) return undefined
  const mapRuns = [...forest.mapRuns.values()]
  const started = [...forest.executions.values()].filter(child => child !== forest.root && !child.mapRunArn)
  const kept = [...started, ...mapRuns.flatMap(keptOf)]
  return `${JSON.stringify({ mapRuns: mapRuns.map(writtenMapRun), executions: kept.map(writtenExecution) })}\n`
}

/** Failed ones first by their end, as those who look for the cause read them. */
function keptOf({ children }: SimulatedMapRun): SimulatedExecution[] {
  const byEnd = children.toSorted((a, b) => (a.stopAt ?? 0) - (b.stopAt ?? 0))
  const failed = byEnd.filter(({ status }) => status === 'FAILED' || status === 'TIMED_OUT')
  const others = byEnd.filter(child => !failed.includes(child))
  return [...failed.slice(0, KEPT_FAILED), ...others.slice(0, KEPT_OTHERS)]
}

function writtenMapRun(mapRun: SimulatedMapRun): object {
  const { children, pending } = mapRun
  const count = (status: string) => children.filter(child => child.status === status).length
  const counts = {
    pending: pending.executions,
    running: count('RUNNING'),
    succeeded: count('SUCCEEDED'),
    failed: count('FAILED'),
    timedOut: count('TIMED_OUT'),
    aborted: count('ABORTED'),
    total: pending.executions + children.length,
    resultsWritten: 0,
  }
  const newestFirst = children.toSorted((a, b) => (b.stopAt ?? b.startAt) - (a.stopAt ?? a.startAt))
  return {
    mapRunArn: mapRun.arn,
    executionArn: mapRun.parentArn,
    status: mapRun.status,
    startedAt: mapRun.startAt,
    stoppedAt: mapRun.stopAt,
    maxConcurrency: mapRun.maxConcurrency,
    redriveCount: mapRun.redrives,
    tolerated: { count: mapRun.toleratedFailureCount, percentage: mapRun.toleratedFailurePercentage },
    itemCounts: counts,
    executionCounts: counts,
    childPrefix: children[0]?.arn.slice(0, -children[0].name.length) ?? '',
    // Name, status, start after the Map Run's, duration: thousands of them.
    children: newestFirst.map(({ name, status, startAt, stopAt }) => [
      name,
      status,
      startAt - mapRun.startAt,
      stopAt === undefined ? null : stopAt - startAt,
    ]),
  }
}

function writtenExecution({ arn, definition, events }: SimulatedExecution): object {
  return { executionArn: arn, definition, events: events.map(toApiEvent) }
}
