import { dataDifferenceSteps } from '../../comparison/data-differences.ts'
import type { Run } from '../../comparison/run.ts'
import { usualSteps } from '../../comparison/usual.ts'
import { forestWith } from '../../forest/grow.ts'
import { sliced } from '../../kit/sliced.ts'
import type { ReadRun } from '../../loading/kept-runs.ts'
import type { Compared } from './compared.ts'

export interface Question {
  /** Undefined while they are read. */
  readonly runs: readonly ReadRun[] | undefined
  readonly after: Run | undefined
}

export interface Answer extends Compared {
  readonly runs: readonly ReadRun[]
  readonly own: Run
}

export const usualOfRuns = sliced(function* ({ runs, after }: Question): Generator<void, Answer | undefined> {
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
    statesBelow: new Map(),
  }
})

function runOf({ ref, tree, summary }: ReadRun, definition?: string): Run {
  return { forest: forestWith({ ref, tree, summary, definition }), member: 0 }
}

export interface Defined {
  readonly answer: Answer | undefined
  /** Of the run of the middle time. */
  readonly definition: string | undefined
}

/** One definition alone is asked for: that of the run whose parts are told. */
export const withDefinition = sliced(function* ({ answer, definition }: Defined): Generator<void, Answer | undefined> {
  const middle = answer?.runs[answer.usual?.middle ?? 0]
  if (answer === undefined || middle === undefined || definition === undefined) return answer
  const data = yield* dataDifferenceSteps(runOf(middle, definition), answer.own)
  return { ...answer, comparison: { ...answer.comparison, data } }
})
