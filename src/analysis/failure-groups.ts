import type { ExecutionTree } from '../model/execution-tree.ts'
import { type ReadableCause, readCause } from './cause.ts'
import { isComplete } from './completeness.ts'
import { type Failure, failuresInOrder } from './failures.ts'
import type { Fate } from './fate.ts'
import { normalisedCause } from './normalised-cause.ts'

/** Failures that say the same: one error, one cause but for numbers, ids and times. */
export interface FailureGroup {
  /** Stable while the history grows. */
  readonly id: string
  readonly error: string
  /** The cause's message with its changing parts masked; empty where there is none. */
  readonly pattern: string
  /** The first occurrence's cause. */
  readonly example: ReadableCause | undefined
  /** Names of the states it happened in, the most frequent first. */
  readonly states: readonly string[]
  readonly count: number
  readonly fates: Readonly<Record<Fate, number>>
  /** The gravest fate among its occurrences. */
  readonly worst: Fate
  /** In order of their events. */
  readonly occurrences: readonly Failure[]
}

export interface FailureGroups {
  /** Fatal ones first, then the most frequent. */
  readonly groups: readonly FailureGroup[]
  readonly complete: boolean
}

const GRAVEST_FIRST: readonly Fate[] = ['fatal', 'open', 'redriven', 'caught', 'retried']

/** All failures of a history grouped by error and normalised cause. */
export function failureGroups(tree: ExecutionTree): FailureGroups {
  const patterns = new Map<string, string>()
  const groups = new Map<string, Failure[]>()
  for (const failure of failuresInOrder(tree)) {
    const id = `${failure.error}\n${patternOf(failure.causeText, patterns)}`
    const members = groups.get(id)
    if (members === undefined) groups.set(id, [failure])
    else members.push(failure)
  }
  const sorted = [...groups].map(([id, members]) => groupOf(id, members)).toSorted(byGravity)
  return { groups: sorted, complete: isComplete(tree) }
}

/** The same cause comes a thousand times over: read once. */
function patternOf(cause: string | undefined, known: Map<string, string>): string {
  if (cause === undefined) return ''
  const pattern = known.get(cause) ?? normalisedCause(readCause(cause).message)
  known.set(cause, pattern)
  return pattern
}

function groupOf(id: string, occurrences: readonly Failure[]): FailureGroup {
  const fates: Record<Fate, number> = { fatal: 0, caught: 0, retried: 0, redriven: 0, open: 0 }
  for (const { fate } of occurrences) fates[fate]++
  const cause = occurrences.find(one => one.causeText !== undefined)?.causeText
  const at = id.indexOf('\n')
  return {
    id,
    error: id.slice(0, at),
    pattern: id.slice(at + 1),
    example: cause === undefined ? undefined : readCause(cause),
    states: statesOf(occurrences),
    count: occurrences.length,
    fates,
    worst: GRAVEST_FIRST.find(fate => fates[fate] > 0) ?? 'open',
    occurrences,
  }
}

function statesOf(occurrences: readonly Failure[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { state } of occurrences) if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([name]) => name)
}

function byGravity(a: FailureGroup, b: FailureGroup): number {
  return GRAVEST_FIRST.indexOf(a.worst) - GRAVEST_FIRST.indexOf(b.worst) || b.count - a.count
}
