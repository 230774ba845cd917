import { statisticsSteps } from '../../analysis/state-statistics.ts'
import { statisticsAcrossSteps } from '../../analysis/state-statistics-across.ts'
import { comparisonSteps, type RunComparison } from '../../comparison/compare-runs.ts'
import { membersOf, type Run } from '../../comparison/run.ts'
import { memberIdOf, rootKeyOf } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import { sliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { machineName } from '../../words/member-names.ts'
import type { StatesBelowBefore } from '../states/columns.ts'
import type { Compared } from './compared.ts'

/** The earlier run and that on the page; undefined as long as they are not read. */
export interface Pair {
  readonly before: Run | undefined
  readonly after: Run | undefined
}

export const comparisonOf = sliced(comparedSteps)

function* comparedSteps({ before, after }: Pair): Generator<void, Compared | undefined> {
  const [one, other] = [memberOf(before), memberOf(after)]
  if (before === undefined || after === undefined || one?.tree === undefined || other?.tree === undefined)
    return undefined
  const comparison = yield* comparisonSteps(before, after)
  const { states } = yield* statisticsSteps(one.tree)
  const totals = new Map(states.map(state => [state.path, state.totalMs]))
  return {
    ...{ ref: one.ref, before: one.tree, after: other.tree, comparison, usual: undefined },
    statesBefore: { kind: 'run', totals },
    statesBelow: yield* belowSteps(comparison),
  }
}

function memberOf(run: Run | undefined): Member | undefined {
  return run?.forest.member(run.member)
}

/** Of each state machine below what its executions took in the other run. */
function* belowSteps({ a, b, alignment }: RunComparison): Generator<void, ReadonlyMap<string, StatesBelowBefore>> {
  const compared = new Map<string, number>()
  for (const { member } of childrenOf(b)) {
    const machine = machineName(member) ?? ''
    compared.set(machine, (compared.get(machine) ?? 0) + 1)
  }
  const trees = new Map<string, ExecutionTree[]>()
  for (const { member, tree } of childrenOf(a)) {
    const partner = alignment.inB.get(rootKeyOf(member.id))
    const inB = partner === undefined ? undefined : b.forest.member(memberIdOf(partner))
    // As its partner is called: a label that AWS draws may have changed.
    const machine = machineName(inB ?? member) ?? ''
    const known = trees.get(machine) ?? []
    trees.set(machine, known)
    known.push(tree)
  }
  const below = new Map<string, StatesBelowBefore>()
  for (const [machine, count] of compared) {
    const { states } = yield* statisticsAcrossSteps(trees.get(machine) ?? [])
    const totals = new Map(states.map(state => [state.path, state.totalMs]))
    below.set(machine, { compared: count, before: { kind: 'run', totals } })
  }
  return below
}

function childrenOf(run: Run) {
  return membersOf(run).filter(({ member }) => member.id !== run.member)
}
