import { useEffect, useMemo } from 'react'
import { dataDifferenceSteps } from '../../comparison/data-differences.ts'
import type { Run } from '../../comparison/run.ts'
import { usualSteps } from '../../comparison/usual.ts'
import { forestWith } from '../../forest/grow.ts'
import { sliced, useSliced } from '../../kit/sliced.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ReadRun } from '../../loading/kept-runs.ts'
import type { LastSuccesses } from '../../state/baseline.ts'
import { useLastSuccesses } from '../../state/use-last-successes.ts'
import type { Compared } from './compared.ts'
import type { Comparing } from './comparing.ts'
import { ghostsOf } from './ghosts-of.ts'
import { askingRunOf } from './use-last-success.ts'

interface Question {
  /** Undefined while they are read. */
  readonly runs: readonly ReadRun[] | undefined
  readonly after: Run | undefined
}

interface Answer extends Compared {
  readonly runs: readonly ReadRun[]
  readonly own: Run
}

const usualOfRuns = sliced(function* ({ runs, after }: Question): Generator<void, Answer | undefined> {
  const tree = after?.forest.member(after.member)?.tree
  if (runs === undefined || after === undefined || tree === undefined) return undefined
  const usual = yield* usualSteps(
    runs.map(run => runOf(run)),
    after,
  )
  const middle = usual && runs[usual.middle]
  if (usual === undefined || middle === undefined) return undefined
  return {
    ...{ runs, own: after, ref: middle.ref, before: middle.tree, after: tree, comparison: usual.comparison, usual },
    statesBefore: { kind: 'usual', count: usual.count, totals: usual.states },
  }
})

function runOf({ ref, tree, summary }: ReadRun, definition?: string): Run {
  return { forest: forestWith({ ref, tree, summary, definition }), member: 0 }
}

interface Defined {
  readonly answer: Answer | undefined
  /** Of the run of the middle time. */
  readonly definition: string | undefined
}

/** One definition alone is asked for: that of the run whose parts are told. */
const withDefinition = sliced(function* ({ answer, definition }: Defined): Generator<void, Answer | undefined> {
  const middle = answer?.runs[answer.usual?.middle ?? 0]
  if (answer === undefined || middle === undefined || definition === undefined) return answer
  const data = yield* dataDifferenceSteps(runOf(middle, definition), answer.own)
  return { ...answer, comparison: { ...answer.comparison, data } }
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
  const answer = useSliced(usualOfRuns, question)
  const set = used?.set
  const ref = answer?.ref
  useEffect(() => ref && set?.define(ref), [set, ref])
  const definition = ref && used?.view.definitions.get(ref)
  const defined = useMemo(() => ({ answer, definition }), [answer, definition])
  const told = useSliced(withDefinition, defined)
  return useMemo(() => {
    if (wanted === undefined) return undefined
    // Of other runs than those that are here nothing is told.
    const isOfThese = told !== undefined && told.runs === runs && after !== undefined
    return { against: { kind: 'successes', used }, ...(isOfThese ? { told, ghosts: ghostsOf(told) } : NOTHING) }
  }, [wanted, used, told, runs, after])
}

const NOTHING = { told: undefined, ghosts: undefined } as const
