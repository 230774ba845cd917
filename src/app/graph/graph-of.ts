import { definedGraph } from '../../graph/defined-graph.ts'
import { presenceOf } from '../../graph/presence.ts'
import { seenGraph, withSeen } from '../../graph/seen-graph.ts'
import type { StateGraph } from '../../graph/state-graph.ts'
import { oncePerTree } from '../analyses/once-per-tree.ts'

export const presenceOfRun = oncePerTree(tree => presenceOf(tree))

export interface GraphOfRun {
  readonly graph: StateGraph
  /** How often each way was taken, by `wayKey`. */
  readonly taken: ReadonlyMap<string, number>
}

/** The states and ways of a run: of its definition where there is one, and what was seen. */
export const graphOfRun = oncePerTree((tree, definition): GraphOfRun => {
  const seen = seenGraph(tree)
  const graph = definition === undefined ? seen.graph : withSeen(definedGraph(definition), seen.graph)
  return { graph, taken: seen.taken }
})
