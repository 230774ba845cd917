import type { StateMachineDefinition } from '../../history/definition.ts'
import { groupsOf } from '../analyses/analyses.ts'
import { type SlicedAnalysis, sliced } from '../analyses/sliced.ts'
import { type HistoryEntries, historySteps } from './history-entries.ts'

const known = new WeakMap<StateMachineDefinition, SlicedAnalysis<HistoryEntries>>()
const undefinedOne = indexWith(undefined)

/** What the palette finds in a history, read with a definition where there is one; worked out once for each tree. */
export function historyEntriesOf(definition: StateMachineDefinition | undefined): SlicedAnalysis<HistoryEntries> {
  if (definition === undefined) return undefinedOne
  const index = known.get(definition) ?? indexWith(definition)
  known.set(definition, index)
  return index
}

function indexWith(definition: StateMachineDefinition | undefined): SlicedAnalysis<HistoryEntries> {
  return sliced(tree => historySteps(tree, groupsOf(tree, definition)))
}
