import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { depthFirst } from '../../model/outline.ts'
import type { StateType, StateVisit } from '../../model/span.ts'

/** What all visits of the states of one name add up to. */
export interface StateRow {
  readonly name: string
  readonly stateType: StateType
  readonly visits: number
  readonly attempts: number
  /** Visits that failed, timed out or were caught. */
  readonly failures: number
  readonly total: Millis
  readonly median: Millis
  readonly longest: Millis
}

/** One row a state name, the one that took longest in all first. Visits still open count up to `now`. */
export function stateRowsOf(tree: ExecutionTree, now: Millis): readonly StateRow[] {
  const byName = new Map<string, StateVisit[]>()
  for (const { span } of depthFirst(tree)) {
    if (span.kind !== 'stateVisit') continue
    const visits = byName.get(span.name)
    if (visits === undefined) byName.set(span.name, [span])
    else visits.push(span)
  }
  return [...byName.values()].map(visits => rowOf(tree, visits, now)).sort((a, b) => b.total - a.total)
}

function rowOf(tree: ExecutionTree, visits: readonly StateVisit[], now: Millis): StateRow {
  const took = visits.map(visit => Math.max(0, (visit.endedAt ?? now) - visit.startedAt)).sort((a, b) => a - b)
  return {
    name: visits[0]?.name ?? '',
    stateType: visits[0]?.stateType ?? '',
    visits: visits.length,
    attempts: visits.reduce(
      (sum, visit) => sum + visit.children.filter(key => tree.span(key)?.kind === 'taskAttempt').length,
      0,
    ),
    failures: visits.filter(({ outcome }) => outcome === 'failed' || outcome === 'timedOut' || outcome === 'caught')
      .length,
    total: took.reduce((sum, one) => sum + one, 0),
    median: took[Math.floor((took.length - 1) / 2)] ?? 0,
    longest: took.at(-1) ?? 0,
  }
}
