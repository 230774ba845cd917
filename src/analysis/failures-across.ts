import type { Forest } from '../forest/forest.ts'
import { globalKey, type MemberId } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { atOnce } from '../waits/slices.ts'
import { definitionOf } from './definition-of.ts'
import { type CountedFailure, countedFailureSteps, type FailureGroup, groupSteps } from './failure-groups.ts'
import { hasFailedChildren, mapRunAt } from './map-run-children.ts'

/**
 * All first-hand failures of some members, the most frequent first. A Map Run that failed for its children adds nothing of its own
 * to what they tell.
 */
export function failuresAcross(forest: Forest, members: readonly Member[]): readonly FailureGroup[] {
  const groups = groupsWithout(forest, members, at => {
    const graft = mapRunAt(forest, at)
    return graft !== undefined && hasFailedChildren(graft) === true
  })
  return atOnce(groups).toSorted(byFrequency)
}

/**
 * The same for a reader, what ended the run first: of a Map Run that failed for its children the failure stays until one of these
 * is here to tell more.
 */
export function failureGroupsAcross(forest: Forest, members: readonly Member[]): readonly FailureGroup[] {
  return atOnce(failureGroupsAcrossSteps(forest, members))
}

/** The same in steps. */
export function* failureGroupsAcrossSteps(
  forest: Forest,
  members: readonly Member[],
): Generator<void, readonly FailureGroup[]> {
  const told = new Set<number>()
  for (const { at, tree } of members) {
    if (at !== undefined && tree !== undefined && (yield* countedFailureSteps(tree)).length > 0) told.add(at)
  }
  return yield* groupsWithout(forest, members, at => told.has(at))
}

function* groupsWithout(
  forest: Forest,
  members: readonly Member[],
  isOfItsChildren: (mapRunAt: number) => boolean,
): Generator<void, readonly FailureGroup[]> {
  const executions: { readonly member: MemberId; readonly failures: readonly CountedFailure[] }[] = []
  for (const member of members) {
    const { tree, id } = member
    const all = tree === undefined ? [] : yield* countedFailureSteps(tree, definitionOf(forest, member))
    const isOwn = ({ failure: { key } }: CountedFailure) =>
      tree?.span(key)?.kind !== 'mapRun' || !isOfItsChildren(globalKey(id, key))
    executions.push({ member: id, failures: all.filter(isOwn) })
  }
  return yield* groupSteps(executions)
}

function byFrequency(a: FailureGroup, b: FailureGroup): number {
  if (a.count !== b.count) return b.count - a.count
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return (a.error ?? '') < (b.error ?? '') ? -1 : 1
}
