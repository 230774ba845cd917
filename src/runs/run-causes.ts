import { causeOfEnd } from '../analysis/cause-of-end.ts'
import { type FailureGroup, grouped } from '../analysis/failure-groups.ts'
import type { Failure } from '../analysis/failures.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import type { RunList } from './run-list.ts'

/** What a run failed by. */
export type RunCause = Failure

/** The same from the end of its history: before a Fail state, the failure that a Catch took. Undefined where it does not tell. */
export function causeOfRun(tree: ExecutionTree): RunCause | undefined {
  const told = causeOfEnd(tree)
  return told?.after ?? told?.cause
}

/** A run that failed, and by what. */
export interface FailedRun {
  readonly position: number
  readonly cause: RunCause
}

/** Runs that failed by the same: one error of one state, one cause but for numbers, ids, times and a word here and there. */
export interface RunCauseGroup extends Pick<FailureGroup, 'id' | 'error' | 'path' | 'pattern' | 'example'> {
  /** Newest first. */
  readonly runs: readonly FailedRun[]
  /** When the first and the last of them started. */
  readonly firstAt: Millis
  readonly lastAt: Millis
}

/** Failed runs grouped by their causes: the most frequent first, of equally frequent ones the one that failed last. */
export function runCauseGroups(list: RunList, failed: readonly FailedRun[]): readonly RunCauseGroup[] {
  const newestFirst = failed.toSorted((a, b) => a.position - b.position)
  const groups = grouped(
    newestFirst.map(({ cause }, index) => ({
      member: index,
      failures: [{ failure: cause, path: cause.statePath.join(PATH_SEPARATOR) }],
    })),
  )
  return groups
    .map(({ id, error, path, pattern, example, occurrences }) => {
      const runs = occurrences.flatMap(({ member }) => newestFirst[member] ?? [])
      const starts = runs.map(({ position }) => list.startedAt(position))
      return { id, error, path, pattern, example, runs, firstAt: Math.min(...starts), lastAt: Math.max(...starts) }
    })
    .toSorted((a, b) => b.runs.length - a.runs.length || b.lastAt - a.lastAt)
}
