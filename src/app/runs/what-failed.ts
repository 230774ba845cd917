import type { EndRead } from '../../loading/end-reader.ts'
import { type FailedRun, type RunCause, type RunCauseGroup, runCauseGroups } from '../../runs/run-causes.ts'
import type { RunList } from '../../runs/run-list.ts'
import type { SourceError } from '../../source/source.ts'

/** Runs whose ends could not be read for the same reason. */
export interface UnreadRuns {
  readonly error: SourceError
  /** Positions, newest first. */
  readonly runs: readonly number[]
}

/** Why runs failed, as far as their ends are read. Positions, newest first. */
export interface WhatFailed {
  readonly of: number
  readonly groups: readonly RunCauseGroup[]
  /** Read, and nothing at the end tells why. */
  readonly untold: readonly number[]
  readonly unreadable: readonly UnreadRuns[]
  readonly reading: number
  /** ARNs of those nobody asked for yet. */
  readonly unread: readonly string[]
}

/** The causes of the failed runs among the positions. */
export function whatFailed(
  list: RunList,
  failed: Iterable<number>,
  ends: ReadonlyMap<string, EndRead<RunCause | undefined>>,
): WhatFailed {
  const told: FailedRun[] = []
  const untold: number[] = []
  const unreadable = new Map<string, { error: SourceError; runs: number[] }>()
  const unread: string[] = []
  let [of, reading] = [0, 0]
  for (const position of failed) {
    of++
    const arn = list.arnAt(position)
    const end = ends.get(arn)
    if (end === undefined) unread.push(arn)
    else if (end.kind === 'reading') reading++
    else if (end.kind === 'failed') {
      const { error } = end
      const same = unreadable.get(error.code) ?? { error, runs: [] }
      same.runs.push(position)
      unreadable.set(error.code, same)
    } else if (end.told === undefined) untold.push(position)
    else told.push({ position, cause: end.told })
  }
  return { of, groups: runCauseGroups(list, told), untold, unreadable: [...unreadable.values()], reading, unread }
}
