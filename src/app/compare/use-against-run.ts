import { useMemo } from 'react'
import type { Run } from '../../comparison/run.ts'
import { sliced, useSliced } from '../../kit/sliced.ts'
import { useLate } from '../../kit/use-late.ts'
import type { SourceRef } from '../../source/source.ts'
import { refKey } from '../../state/ref-key.ts'
import { type BelowView, useBaseline } from '../../state/use-execution.ts'
import type { Compared } from './compared.ts'
import type { Pair } from './compared-steps.ts'
import type { Comparing } from './comparing.ts'
import { ghostsOf } from './ghosts-of.ts'
import { useReadAlong } from './use-read-along.ts'
import { useRun } from './use-run.ts'

const loadSteps = () => import('./compared-steps.ts')

/** Stands in until the code is there; nothing is asked of it. */
const NOT_HERE = sliced<Compared | undefined, Pair>(() => {
  throw new Error('nothing is compared before the code for it is there')
})

/**
 * Reads another execution and holds the one on the page against it, both with what is read below them; undefined where the link names
 * none. `own`: what is known below the one on the page.
 */
export function useAgainstRun(
  ref: SourceRef | undefined,
  after: Run | undefined,
  own: BelowView | undefined,
): Comparing | undefined {
  const baseline = useBaseline(ref)
  const { view, below } = baseline ?? {}
  const before = useRun(view, view?.tree, below?.forest)
  const pair = useMemo(() => ({ before, after }), [before, after])
  // The code comes with the first execution to compare with.
  const steps = useLate(loadSteps, ref !== undefined)
  const latest = useSliced(steps?.comparisonOf ?? NOT_HERE, steps && pair)
  // Until the new one is worked out the one before is told, unless that was of another execution.
  const isOfThis = latest !== undefined && view !== undefined && refKey(latest.ref) === refKey(view.ref)
  const told = isOfThis && before !== undefined && after !== undefined ? latest : undefined
  const left = useReadAlong(own?.forest, baseline, told?.comparison.alignment)
  const ghosts = useMemo(() => told && ghostsOf(told), [told])
  return useMemo(
    () => (view === undefined ? undefined : { against: { kind: 'run', view, below, left }, told, ghosts }),
    [view, below, left, told, ghosts],
  )
}
