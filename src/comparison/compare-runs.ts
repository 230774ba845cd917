import { isComplete } from '../analysis/completeness.ts'
import { type Alignment, align } from './alignment.ts'
import { type DataDifferences, dataDifferencesOf } from './data-differences.ts'
import { type Divergence, divergencesOf } from './divergence.ts'
import { type PathPart, pathPartsOf } from './path-parts.ts'
import type { Run } from './run.ts'
import { type StatePart, statePartsOf } from './state-parts.ts'
import { type TimeDifference, timeDifference } from './time-difference.ts'

/** What a state did other than its time: undefined figures where the run never came there. */
export interface StateDifference {
  readonly machine: string | undefined
  readonly path: string
  readonly a: StatePart | undefined
  readonly b: StatePart | undefined
}

/** How a run differs from an earlier one: `a` is the earlier, and what `b` took longer counts as positive. */
export interface RunComparison {
  readonly alignment: Alignment
  /** Where the difference of durations went; `aMs` and `bMs` are the durations. */
  readonly onPath: TimeDifference<PathPart>
  /** Self time by state: with concurrency it adds up to more than the run took. */
  readonly byState: TimeDifference<StatePart>
  /** States whose visits, retries or failures differ, or that only one of the runs came to. */
  readonly states: readonly StateDifference[]
  readonly divergences: readonly Divergence[]
  readonly data: DataDifferences
  /** Whether both runs have ended and are here as a whole: otherwise all this holds so far. */
  readonly complete: boolean
}

/** Holds a run against an earlier one. Of a run with itself nothing differs; exchanged, every difference has the other sign. */
export function compareRuns(a: Run, b: Run): RunComparison {
  const alignment = align(a, b)
  const [statesA, statesB] = [statePartsOf(a), statePartsOf(b)]
  return {
    alignment,
    onPath: timeDifference(pathPartsOf(a), pathPartsOf(b)),
    byState: timeDifference(statesA, statesB),
    states: stateDifferences(statesA, statesB),
    divergences: divergencesOf(a, b, alignment),
    data: dataDifferencesOf(a, b),
    complete: [a, b].every(hasEnded),
  }
}

type States = ReadonlyMap<string, StatePart>

function stateDifferences(a: States, b: States): readonly StateDifference[] {
  return [...new Map([...a, ...b])].flatMap(([name, { machine, path }]) => {
    const [one, other] = [a.get(name), b.get(name)]
    const isSame = one?.visits === other?.visits && one?.retries === other?.retries && one?.failures === other?.failures
    return isSame ? [] : [{ machine, path, a: one, b: other }]
  })
}

function hasEnded({ forest, member }: Run): boolean {
  const tree = forest.member(member)?.tree
  return tree !== undefined && tree.root.outcome !== 'running' && isComplete(tree)
}
