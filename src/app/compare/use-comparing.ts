import { useMemo } from 'react'
import { statisticsSteps } from '../../analysis/state-statistics.ts'
import { comparisonSteps } from '../../comparison/compare-runs.ts'
import type { Run } from '../../comparison/run.ts'
import { forestWith } from '../../forest/grow.ts'
import type { Member } from '../../forest/member.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SourceRef } from '../../source/source.ts'
import { refKey } from '../../state/ref-key.ts'
import { useBaseline } from '../../state/use-execution.ts'
import type { Ghosts } from '../../timeline/ghosts.ts'
import { sliced, useSliced } from '../analyses/sliced.ts'
import type { Compared } from './compared.ts'
import { ghostsOf } from './ghosts-of.ts'

/** The execution on the page held against another. */
export interface Comparing {
  /** The other, as far as it is read. */
  readonly baseline: ExecutionView
  /** Undefined until both are read as far as they go, and the difference is worked out. */
  readonly told: Compared | undefined
  /** What the chart shows of the other; undefined as long as nothing is told. */
  readonly ghosts: Ghosts | undefined
}

/** The earlier run and that on the page; each without what it started, which is read on neither side by itself. */
interface Pair {
  readonly before: Run | undefined
  readonly after: Run | undefined
}

const comparisonOf = sliced(comparedSteps)

function* comparedSteps({ before, after }: Pair): Generator<void, (Compared & { ref: SourceRef }) | undefined> {
  const [one, other] = [memberOf(before), memberOf(after)]
  if (before === undefined || after === undefined || one?.tree === undefined || other?.tree === undefined)
    return undefined
  const comparison = yield* comparisonSteps(before, after)
  const { states } = yield* statisticsSteps(one.tree)
  const statesBefore = new Map(states.map(state => [state.path, state]))
  return { ref: one.ref, before: one.tree, after: other.tree, comparison, statesBefore }
}

/** Reads the execution that a link names as the one to compare with; undefined where it names none. */
export function useComparing(
  ref: SourceRef | undefined,
  own: ExecutionView,
  tree: ExecutionTree | undefined,
): Comparing | undefined {
  const baseline = useBaseline(ref)
  const before = useRun(baseline, baseline?.tree)
  const after = useRun(own, tree)
  const pair = useMemo(() => ({ before, after }), [before, after])
  const latest = useSliced(comparisonOf, pair)
  return useMemo(() => {
    if (baseline === undefined) return undefined
    // Until the new one is worked out the one before is told, unless that was of another execution.
    const isOfThis = latest !== undefined && refKey(latest.ref) === refKey(baseline.ref)
    const told = isOfThis && before !== undefined && after !== undefined ? latest : undefined
    return { baseline, told, ghosts: told && ghostsOf(told) }
  }, [baseline, before, after, latest])
}

/** An execution that is read as far as it goes. */
function useRun(view: ExecutionView | undefined, tree: ExecutionTree | undefined): Run | undefined {
  const { ref, summary, definition } = view ?? {}
  const isRead = view?.progress.phase === 'complete' || view?.progress.phase === 'following'
  return useMemo(() => {
    if (!isRead || ref === undefined || tree === undefined || tree.eventCount === 0) return undefined
    return { forest: forestWith({ ref, tree, summary, definition }), member: 0 }
  }, [isRead, ref, tree, summary, definition])
}

function memberOf(run: Run | undefined): Member | undefined {
  return run?.forest.member(run.member)
}
