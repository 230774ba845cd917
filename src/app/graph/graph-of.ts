import { useMemo } from 'react'
import type { StatisticsOfStates } from '../../analysis/state-statistics.ts'
import { definedGraph } from '../../graph/defined-graph.ts'
import { type Presence, presenceSteps } from '../../graph/presence.ts'
import { seenSteps, withSeen } from '../../graph/seen-graph.ts'
import type { StateGraph, StateId } from '../../graph/state-graph.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import { sliced, useSliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { statisticsOf } from '../analyses/analyses.ts'

const seenOf = sliced(seenSteps)
const presenceOfRun = sliced(presenceSteps)

/** The states and ways of a run: of its definition where there is one, and what was seen. */
export interface GraphOfRun {
  readonly graph: StateGraph
  /** How often each way was taken, by `wayKey`. */
  readonly taken: ReadonlyMap<string, number>
  readonly statistics: StatisticsOfStates
  readonly presence: ReadonlyMap<StateId, Presence>
}

/** Worked out between frames; undefined until then. */
export function useGraphOfRun(
  tree: ExecutionTree,
  definition: StateMachineDefinition | undefined,
): GraphOfRun | undefined {
  const seen = useSliced(seenOf, tree)
  const presence = useSliced(presenceOfRun, tree)
  const statistics = useSliced(statisticsOf, tree)
  return useMemo(() => {
    if (seen === undefined || presence === undefined || statistics === undefined) return undefined
    const graph = definition === undefined ? seen.graph : withSeen(definedGraph(definition), seen.graph)
    return { graph, taken: seen.taken, presence, statistics }
  }, [seen, presence, statistics, definition])
}
