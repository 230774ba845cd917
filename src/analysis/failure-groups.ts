import type { MemberId } from '../forest/keys.ts'
import { atOnce } from '../waits/slices.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { type AlikeCauses, createCauseSorter } from './alike-causes.ts'
import { type ReadableCause, readCause } from './cause.ts'
import { isComplete } from './completeness.ts'
import { type Failure, failureSteps } from './failures.ts'
import type { Consequence, Fate } from './fate.ts'
import { keptPerTree } from './once-per-tree.ts'

/** A failure and the execution it lies in. */
export interface Occurrence extends Failure {
  readonly member: MemberId
}

/** Failures that say the same of one state: one error, one cause but for numbers, ids, times and a word here and there. */
export interface FailureGroup {
  /** Stable while the history grows. */
  readonly id: string
  /** AWS's error name; undefined where nothing tells one. */
  readonly error: string | undefined
  /** `ProcessOrders › ChargeCard`, whatever the iteration or branch, in its own execution; empty for that one as a whole. */
  readonly path: string
  /** What the causes' messages have in common, masked where they differ; empty where there is none. */
  readonly pattern: string
  /** The first occurrence's cause. */
  readonly example: ReadableCause | undefined
  readonly count: number
  /** These add up to `count`. */
  readonly consequences: Readonly<Record<Consequence, number>>
  /** The same in finer parts: what a redrive took up, and what is not decided yet, apart. */
  readonly fates: Readonly<Record<Fate, number>>
  /** The gravest fate among its occurrences. */
  readonly worst: Fate
  /** In order of executions and their events. */
  readonly occurrences: readonly Occurrence[]
}

export interface FailureGroups {
  /** Fatal ones first, then the most frequent. */
  readonly groups: readonly FailureGroup[]
  readonly complete: boolean
}

/** A failure with the state it is of. */
export interface CountedFailure {
  readonly failure: Failure
  readonly path: string
}

const GRAVEST_FIRST: readonly Fate[] = ['fatal', 'open', 'redriven', 'caught', 'retried']

/** All first-hand failures of a history grouped by error, state and normalised cause. */
export const { atOnce: failureGroups, steps: failureGroupSteps } = keptPerTree(function* (tree, definition): Generator<
  void,
  FailureGroups
> {
  const failures = yield* countedFailureSteps(tree, definition)
  return { groups: yield* groupSteps([{ member: 0, failures }]), complete: isComplete(tree) }
})

/** The first-hand failures of one execution, in order of their events. */
export const { atOnce: countedFailures, steps: countedFailureSteps } = keptPerTree(
  function* (tree, definition): Generator<void, readonly CountedFailure[]> {
    const failures = yield* failureSteps(tree, definition)
    return failures.map(failure => ({ failure, path: failure.statePath.join(PATH_SEPARATOR) }))
  },
)

type FailuresOfMembers = Iterable<{ readonly member: MemberId; readonly failures: readonly CountedFailure[] }>

/** Failures of one or more executions in groups, fatal ones first. */
export function grouped(executions: FailuresOfMembers): readonly FailureGroup[] {
  return atOnce(groupSteps(executions))
}

/** The same in steps of a failure each. */
export function* groupSteps(executions: FailuresOfMembers): Generator<void, readonly FailureGroup[]> {
  const sorter = createCauseSorter()
  const groups = new Map<AlikeCauses, Occurrences>()
  for (const { member, failures } of executions) {
    for (const { failure, path } of failures) {
      const { error, causeText } = failure
      const causes = sorter.kindOf(JSON.stringify([error ?? null, path]), causeText)
      const id = JSON.stringify([error ?? null, path, causes.name])
      const group = groups.get(causes) ?? { id, error, path, causes, occurrences: [] }
      groups.set(causes, group)
      group.occurrences.push({ ...failure, member })
      yield
    }
  }
  return [...groups.values()].map(groupOf).toSorted(byGravity)
}

interface Occurrences extends Pick<FailureGroup, 'id' | 'error' | 'path'> {
  readonly causes: AlikeCauses
  readonly occurrences: Occurrence[]
}

function groupOf({ occurrences, causes, ...same }: Occurrences): FailureGroup {
  const fates: Record<Fate, number> = { fatal: 0, caught: 0, retried: 0, redriven: 0, open: 0 }
  const consequences: Record<Consequence, number> = { fatal: 0, caught: 0, retried: 0 }
  for (const { fate, consequence } of occurrences) {
    fates[fate]++
    consequences[consequence]++
  }
  const cause = occurrences.find(one => one.causeText !== undefined)?.causeText
  return {
    ...same,
    pattern: causes.common(),
    example: cause === undefined ? undefined : readCause(cause),
    count: occurrences.length,
    consequences,
    fates,
    worst: GRAVEST_FIRST.find(fate => fates[fate] > 0) ?? 'open',
    occurrences,
  }
}

function byGravity(a: FailureGroup, b: FailureGroup): number {
  return GRAVEST_FIRST.indexOf(a.worst) - GRAVEST_FIRST.indexOf(b.worst) || b.count - a.count
}
