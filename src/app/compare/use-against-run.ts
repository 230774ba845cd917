import { useMemo } from 'react'
import type { Run } from '../../comparison/run.ts'
import { sliced, useSliced } from '../../kit/sliced.ts'
import { useLate } from '../../kit/use-late.ts'
import type { SourceRef } from '../../source/source.ts'
import { refKey } from '../../state/ref-key.ts'
import { useBaseline } from '../../state/use-execution.ts'
import type { Compared } from './compared.ts'
import type { Pair } from './compared-steps.ts'
import type { Comparing } from './comparing.ts'
import { ghostsOf } from './ghosts-of.ts'
import { useRun } from './use-run.ts'

const loadSteps = () => import('./compared-steps.ts')

/** Stands in until the code is there; nothing is asked of it. */
const NOT_HERE = sliced<Compared | undefined, Pair>(() => {
  throw new Error('nothing is compared before the code for it is there')
})

/** Reads another execution and holds the one on the page against it; undefined where the link names none. */
export function useAgainstRun(ref: SourceRef | undefined, after: Run | undefined): Comparing | undefined {
  const baseline = useBaseline(ref)
  const before = useRun(baseline, baseline?.tree)
  const pair = useMemo(() => ({ before, after }), [before, after])
  // The code comes with the first execution to compare with.
  const steps = useLate(loadSteps, ref !== undefined)
  const latest = useSliced(steps?.comparisonOf ?? NOT_HERE, steps && pair)
  return useMemo(() => {
    if (baseline === undefined) return undefined
    // Until the new one is worked out the one before is told, unless that was of another execution.
    const isOfThis = latest !== undefined && refKey(latest.ref) === refKey(baseline.ref)
    const told = isOfThis && before !== undefined && after !== undefined ? latest : undefined
    return { against: { kind: 'run', view: baseline }, told, ghosts: told && ghostsOf(told) }
  }, [baseline, before, after, latest])
}
