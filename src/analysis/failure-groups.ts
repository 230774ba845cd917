import type { StateMachineDefinition } from '../history/definition.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { type ReadableCause, readCause } from './cause.ts'
import { isComplete } from './completeness.ts'
import { type Failure, failuresInOrder } from './failures.ts'
import type { Consequence, Fate } from './fate.ts'
import { normalisedCause } from './normalised-cause.ts'

/** Failures that say the same of one state: one error, one cause but for numbers, ids and times. */
export interface FailureGroup {
  /** Stable while the history grows. */
  readonly id: string
  /** AWS's error name; undefined where nothing tells one. */
  readonly error: string | undefined
  /** `ProcessOrders › ChargeCard`, whatever the iteration or branch; empty for the execution as a whole. */
  readonly path: string
  /** The cause's message with its changing parts masked; empty where there is none. */
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
  /** In order of their events. */
  readonly occurrences: readonly Failure[]
}

export interface FailureGroups {
  /** Fatal ones first, then the most frequent. */
  readonly groups: readonly FailureGroup[]
  readonly complete: boolean
}

const GRAVEST_FIRST: readonly Fate[] = ['fatal', 'open', 'redriven', 'caught', 'retried']

/** All first-hand failures of a history grouped by error, state and normalised cause. */
export function failureGroups(tree: ExecutionTree, definition?: StateMachineDefinition): FailureGroups {
  const patterns = new Map<string, string>()
  const groups = new Map<string, Occurrences>()
  for (const failure of failuresInOrder(tree, definition)) {
    const { error, causeText } = failure
    const path = failure.statePath.join(PATH_SEPARATOR)
    const pattern = patternOf(causeText, patterns)
    const id = JSON.stringify([error ?? null, path, pattern])
    const group = groups.get(id) ?? { id, error, path, pattern, failures: [] }
    groups.set(id, group)
    group.failures.push(failure)
  }
  return { groups: [...groups.values()].map(groupOf).toSorted(byGravity), complete: isComplete(tree) }
}

interface Occurrences extends Pick<FailureGroup, 'id' | 'error' | 'path' | 'pattern'> {
  readonly failures: Failure[]
}

/** The same cause comes a thousand times over: read once. */
function patternOf(cause: string | undefined, known: Map<string, string>): string {
  if (cause === undefined) return ''
  const pattern = known.get(cause) ?? normalisedCause(readCause(cause).message)
  known.set(cause, pattern)
  return pattern
}

function groupOf({ failures, ...same }: Occurrences): FailureGroup {
  const fates: Record<Fate, number> = { fatal: 0, caught: 0, retried: 0, redriven: 0, open: 0 }
  const consequences: Record<Consequence, number> = { fatal: 0, caught: 0, retried: 0 }
  for (const { fate, consequence } of failures) {
    fates[fate]++
    consequences[consequence]++
  }
  const cause = failures.find(one => one.causeText !== undefined)?.causeText
  return {
    ...same,
    example: cause === undefined ? undefined : readCause(cause),
    count: failures.length,
    consequences,
    fates,
    worst: GRAVEST_FIRST.find(fate => fates[fate] > 0) ?? 'open',
    occurrences: failures,
  }
}

function byGravity(a: FailureGroup, b: FailureGroup): number {
  return GRAVEST_FIRST.indexOf(a.worst) - GRAVEST_FIRST.indexOf(b.worst) || b.count - a.count
}
