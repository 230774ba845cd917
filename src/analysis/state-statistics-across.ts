import type { ExecutionTree } from '../model/execution-tree.ts'
import type { StateVisit } from '../model/span.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { Stretches } from './active-stretches.ts'
import { endOf, isComplete } from './completeness.ts'
import { type StateStatistics, type StatisticsOfStates, Tally } from './state-statistics.ts'
import { type StateNode, visitsByState } from './state-walk.ts'

/**
 * Statistics of every state of one state machine over several executions of it: `runMs` is how long at least one of these ran.
 * States are told containers before what is in them. In steps of a visit or a state each, for `inSlices`.
 */
export function* statisticsAcrossSteps(
  trees: readonly ExecutionTree[],
  now?: number,
): Generator<void, StatisticsOfStates> {
  const found = new Map<string, Found>()
  const runs = new Stretches()
  for (const tree of trees) {
    const end = endOf(tree, now)
    runs.add(tree.root.startedAt, end)
    for (const { visit, node } of visitsByState(tree)) {
      const state = found.get(node.path) ?? { node, tally: new Tally(), visits: [] }
      found.set(node.path, state)
      state.tally.add(tree, visit, end)
      state.visits.push(visit)
      yield
    }
  }
  const runMs = runs.coveredMs()
  const states: StateStatistics[] = []
  for (const { node, tally, visits } of inTreeOrder([...found.values()])) {
    states.push(tally.statistics(node, visits, runMs))
    yield
  }
  return { states, runMs, complete: trees.every(isComplete) }
}

interface Found {
  readonly node: StateNode
  readonly tally: Tally
  readonly visits: StateVisit[]
}

/** What is in a container may first be seen in a later execution than what follows on it. */
function inTreeOrder(found: readonly Found[]): readonly Found[] {
  const inside = new Map<string, Found[]>()
  for (const one of found) {
    const parent = pathAround(one.node)
    const siblings = inside.get(parent) ?? []
    inside.set(parent, siblings)
    siblings.push(one)
  }
  const ordered: Found[] = []
  const pending = [...(inside.get('') ?? [])].reverse()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    ordered.push(next)
    pending.push(...(inside.get(next.node.path) ?? []).toReversed())
  }
  return ordered
}

function pathAround({ path, name }: StateNode): string {
  return path.slice(0, Math.max(0, path.length - name.length - PATH_SEPARATOR.length))
}
