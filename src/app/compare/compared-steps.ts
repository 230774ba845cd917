import { statisticsSteps } from '../../analysis/state-statistics.ts'
import { comparisonSteps } from '../../comparison/compare-runs.ts'
import type { Run } from '../../comparison/run.ts'
import type { Member } from '../../forest/member.ts'
import { sliced } from '../../kit/sliced.ts'
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
  }
}

function memberOf(run: Run | undefined): Member | undefined {
  return run?.forest.member(run.member)
}
