import { failureGroupSteps } from '../../analysis/failure-groups.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import { type SlicedAnalysis, sliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { type HistoryEntries, historySteps } from './history-entries.ts'

const known = new WeakMap<StateMachineDefinition, SlicedAnalysis<HistoryEntries, ExecutionTree>>()
const undefinedOne = indexWith(undefined)

/** What the palette finds in a history, read with a definition where there is one; worked out once for each tree. */
export function historyEntriesOf(
  definition: StateMachineDefinition | undefined,
): SlicedAnalysis<HistoryEntries, ExecutionTree> {
  if (definition === undefined) return undefinedOne
  const index = known.get(definition) ?? indexWith(definition)
  known.set(definition, index)
  return index
}

function indexWith(definition: StateMachineDefinition | undefined): SlicedAnalysis<HistoryEntries, ExecutionTree> {
  return sliced(function* (tree: ExecutionTree) {
    return yield* historySteps(tree, yield* failureGroupSteps(tree, definition))
  })
}
