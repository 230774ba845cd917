import { useMemo } from 'react'
import { statisticsSteps } from '../../analysis/state-statistics.ts'
import { comparisonSteps } from '../../comparison/compare-runs.ts'
import type { Run } from '../../comparison/run.ts'
import type { Member } from '../../forest/member.ts'
import { sliced, useSliced } from '../../kit/sliced.ts'
import type { SourceRef } from '../../source/source.ts'
import { refKey } from '../../state/ref-key.ts'
import { useBaseline } from '../../state/use-execution.ts'
import type { Compared } from './compared.ts'
import type { Comparing } from './comparing.ts'
import { ghostsOf } from './ghosts-of.ts'
import { useRun } from './use-run.ts'

interface Pair {
  readonly before: Run | undefined
  readonly after: Run | undefined
}

const comparisonOf = sliced(comparedSteps)

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

/** Reads another execution and holds the one on the page against it; undefined where the link names none. */
export function useAgainstRun(ref: SourceRef | undefined, after: Run | undefined): Comparing | undefined {
  const baseline = useBaseline(ref)
  const before = useRun(baseline, baseline?.tree)
  const pair = useMemo(() => ({ before, after }), [before, after])
  const latest = useSliced(comparisonOf, pair)
  return useMemo(() => {
    if (baseline === undefined) return undefined
    // Until the new one is worked out the one before is told, unless that was of another execution.
    const isOfThis = latest !== undefined && refKey(latest.ref) === refKey(baseline.ref)
    const told = isOfThis && before !== undefined && after !== undefined ? latest : undefined
    return { against: { kind: 'run', view: baseline }, told, ghosts: told && ghostsOf(told) }
  }, [baseline, before, after, latest])
}

function memberOf(run: Run | undefined): Member | undefined {
  return run?.forest.member(run.member)
}
