import { useEffect, useMemo } from 'react'
import type { Run } from '../../comparison/run.ts'
import { sliced, useSliced } from '../../kit/sliced.ts'
import { useLate } from '../../kit/use-late.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { LastSuccesses } from '../../state/baseline.ts'
import { useLastSuccesses } from '../../state/use-last-successes.ts'
import type { Comparing } from './comparing.ts'
import { ghostsOf } from './ghosts-of.ts'
import { askingRunOf } from './use-last-success.ts'
import type { Answer, Defined, Question } from './usual-of-runs.ts'

const loadSteps = () => import('./usual-of-runs.ts')

/** Stands in until the code is there; nothing is asked of it. */
const NOT_HERE = sliced<Answer | undefined, Question | Defined>(() => {
  throw new Error('nothing is compared before the code for it is there')
})

/** Reads the last successes before a run and holds the run against what they took; undefined where the link does not ask for it. */
export function useAgainstSuccesses(
  wanted: LastSuccesses | undefined,
  own: ExecutionView,
  after: Run | undefined,
): Comparing | undefined {
  const used = useLastSuccesses(wanted && askingRunOf(own), wanted?.most ?? 0)
  const runs = used?.view.phase === 'ended' ? used.view.runs : undefined
  const question = useMemo(() => ({ runs, after }), [runs, after])
  // The code comes with the first wish for it.
  const steps = useLate(loadSteps, wanted !== undefined)
  const answer = useSliced(steps?.usualOfRuns ?? NOT_HERE, steps && question)
  const set = used?.set
  const ref = answer?.ref
  useEffect(() => ref && set?.define(ref), [set, ref])
  const definition = ref && used?.view.definitions.get(ref)
  const defined = useMemo(() => ({ answer, definition }), [answer, definition])
  const told = useSliced(steps?.withDefinition ?? NOT_HERE, steps && defined)
  return useMemo(() => {
    if (wanted === undefined) return undefined
    // Of other runs than those that are here nothing is told.
    const isOfThese = told !== undefined && told.runs === runs && after !== undefined
    return { against: { kind: 'successes', used }, ...(isOfThese ? { told, ghosts: ghostsOf(told) } : NOTHING) }
  }, [wanted, used, told, runs, after])
}

const NOTHING = { told: undefined, ghosts: undefined } as const
