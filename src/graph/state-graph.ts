/** The id of a state: the names of the Maps and Parallels around it and its own, joined as in `StateStatistics.path`. */
export type StateId = string

export interface GraphState {
  readonly id: StateId
  readonly name: string
  /** `Task`, `Map`, …; empty where it is not known. */
  readonly stateType: string
  /** The Map or Parallel it lies in. */
  readonly frame: StateId | undefined
  /** Visited, but not in the definition: that may have changed since. */
  readonly isForeign: boolean
  /** It lies in a distributed Map: its visits are in the histories of child executions. */
  readonly runsElsewhere: boolean
}

/** A way from a state to the next one: as its flow goes on, or where a Catch leads. */
export interface Way {
  readonly from: StateId
  readonly to: StateId
  readonly kind: 'next' | 'catch'
}

/** The states of one state machine and the ways between them. */
export interface StateGraph {
  /** Where from: a definition tells all that could be; without one it is what was seen so far. */
  readonly origin: 'definition' | 'seen'
  /** Containers before what is in them. */
  readonly states: readonly GraphState[]
  readonly ways: readonly Way[]
  /** First states: of the execution, of an iteration, of each branch. */
  readonly starts: readonly StateId[]
  /** States of the execution itself after which it is over. */
  readonly ends: readonly StateId[]
}

/** How many frames each state lies in. */
export function depthsOf(states: StateGraph['states']): ReadonlyMap<StateId, number> {
  const depths = new Map<StateId, number>()
  // Containers come before what is in them.
  for (const { id, frame } of states) depths.set(id, frame === undefined ? 0 : (depths.get(frame) ?? -1) + 1)
  return depths
}

/** A way's own name among those of a graph. */
export function wayKey({ from, to, kind }: Way): string {
  return JSON.stringify([kind, from, to])
}
