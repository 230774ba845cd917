import { failedChildrenOf, mayHaveFailedBelow } from '../../analysis/failed-children.ts'
import { type FailureGroup, failureGroupSteps } from '../../analysis/failure-groups.ts'
import { failureGroupsAcrossSteps } from '../../analysis/failures-across.ts'
import { keptPerTree } from '../../analysis/once-per-tree.ts'
import { type TimeSplit, timeSplitSteps } from '../../analysis/time-split.ts'
import { type Decided, decidedSteps, type ToldShare, toldShareOf } from '../../analysis/verdict.ts'
import type { Forest } from '../../forest/forest.ts'
import type { Member } from '../../forest/member.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import { sliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { pathSteps } from './path-of-forest.ts'

/** What the facts of a run are asked of. */
export interface RunQuestion {
  /** The execution on the page. */
  readonly tree: ExecutionTree
  readonly definition: StateMachineDefinition | undefined
  readonly forest: Forest | undefined
  /** The executions of which something is here, the one on the page first. */
  readonly members: readonly Member[]
}

/** What is said of a run in a line, and in the figure of each kind of answer. */
export interface RunFacts {
  readonly tree: ExecutionTree
  readonly split: TimeSplit
  readonly share: ToldShare | undefined
  readonly decided: Decided | undefined
  readonly pathSteps: number
  readonly failures: FailureCounts
}

export interface FailureCounts {
  readonly count: number
  /** How many say different things. */
  readonly errors: number
  readonly caught: number
  /** Executions below failed that are not read: there are more. */
  readonly hasMore: boolean
}

// With every page of a list below there is another question; the execution on the page is the same.
const splits = keptPerTree(tree => timeSplitSteps(tree))
const decisions = keptPerTree(function* (tree): Generator<void, Decided | undefined> {
  return yield* decidedSteps(tree, yield* pathSteps(tree, undefined))
})

/** The facts of a run, worked out between frames. */
export const runFactsOf = sliced(runFactSteps)

function* runFactSteps(question: RunQuestion): Generator<void, RunFacts> {
  const { tree, forest } = question
  const split = yield* splits.steps(tree)
  const across = yield* pathSteps(tree, forest)
  const failures = yield* failureSteps(question)
  return {
    ...{ tree, split, failures, share: toldShareOf(split), pathSteps: across.steps.length },
    decided: yield* decisions.steps(tree),
  }
}

/** Counts what the panel lists. */
function* failureSteps(question: RunQuestion): Generator<void, FailureCounts> {
  const { tree, definition, forest, members } = question
  if (forest === undefined || members.length < 2) {
    const { groups } = yield* failureGroupSteps(tree, definition)
    return { ...countsOf(groups), hasMore: forest !== undefined && hasUnread(forest) }
  }
  return { ...countsOf(yield* failureGroupsAcrossSteps(forest, members)), hasMore: hasUnread(forest) }
}

function hasUnread(forest: Forest): boolean {
  if (!mayHaveFailedBelow(forest, 0)) return false
  const { failed, read, wants } = failedChildrenOf(forest, () => false)
  return failed > read || wants.length > 0
}

function countsOf(groups: readonly FailureGroup[]) {
  return {
    count: groups.reduce((sum, { count }) => sum + count, 0),
    errors: new Set(groups.map(({ error, pattern }) => `${error}\n${pattern}`)).size,
    caught: groups.reduce((sum, { fates }) => sum + fates.caught, 0),
  }
}
