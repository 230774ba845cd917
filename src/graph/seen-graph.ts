import { type StateNode, type VisitedState, visitsByState } from '../analysis/state-walk.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey, StateVisit } from '../model/span.ts'
import { atOnce } from '../waits/slices.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { type StateGraph, type StateId, type Way, wayKey } from './state-graph.ts'

/** What an execution did: which states it was in, and how often it took which way between two. */
export interface Seen {
  readonly graph: StateGraph
  /** By `wayKey`. */
  readonly taken: ReadonlyMap<string, number>
}

/**
 * The states visited and the ways taken, from a history alone. Visits that follow one another in one sequence (the execution, an
 * iteration, a branch) tell a way; of one that was caught, the way of a Catch.
 */
export function seenGraph(tree: ExecutionTree): Seen {
  return atOnce(seenSteps(tree))
}

/** The same in steps of a visit each, for `inSlices`. */
export function* seenSteps(tree: ExecutionTree): Generator<void, Seen> {
  const nodes = new Map<StateId, StateNode>()
  const ways = new Map<string, Way>()
  const taken = new Map<string, number>()
  const starts = new Set<StateId>()
  const latest = new Map<SpanKey, VisitedState>()
  for (const one of visitsByState(tree)) {
    yield
    const { visit, node } = one
    nodes.set(node.path, node)
    const sequence = visit.parentKey
    if (sequence === undefined || !visit.placed) continue
    const before = latest.get(sequence)
    latest.set(sequence, one)
    if (before === undefined) {
      if (visit.beginningLoaded) starts.add(node.path)
      continue
    }
    const way: Way = { from: before.node.path, to: node.path, kind: isCaught(before.visit) ? 'catch' : 'next' }
    const key = wayKey(way)
    ways.set(key, way)
    taken.set(key, (taken.get(key) ?? 0) + 1)
  }
  const last = latest.get(tree.root.key)
  const isOver = last !== undefined && tree.root.outcome === 'succeeded'
  const states = [...nodes.values()].map(node => ({
    ...{ id: node.path, name: node.name, stateType: node.stateType, frame: frameOf(node) },
    ...{ isForeign: false, runsElsewhere: false },
  }))
  return {
    graph: {
      ...{ origin: 'seen', states, ways: [...ways.values()], starts: [...starts] },
      ends: isOver ? [last.node.path] : [],
    },
    taken,
  }
}

function frameOf({ path, name, depth }: StateNode): StateId | undefined {
  return depth === 0 ? undefined : path.slice(0, path.length - name.length - PATH_SEPARATOR.length)
}

function isCaught({ outcome }: StateVisit): boolean {
  return outcome === 'caught'
}

/** A definition's graph, with what was seen beyond it: the definition may have changed since. */
export function withSeen(defined: StateGraph, seen: StateGraph): StateGraph {
  const states = new Set(defined.states.map(({ id }) => id))
  const ways = new Set(defined.ways.map(wayKey))
  const foreign = seen.states.filter(({ id }) => !states.has(id)).map(state => ({ ...state, isForeign: true }))
  return {
    ...defined,
    states: [...defined.states, ...foreign],
    ways: [...defined.ways, ...seen.ways.filter(way => !ways.has(wayKey(way)))],
    starts: [...new Set([...defined.starts, ...seen.starts.filter(id => !states.has(id))])],
  }
}
