import { isComplete } from '../analysis/completeness.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { atOnce } from '../waits/slices.ts'
import type { Alignment } from './alignment.ts'
import { type DataDifferences, dataDifferenceSteps } from './data-differences.ts'
import { differenceWalkSteps } from './difference-walk.ts'
import { type Divergence, divergenceSteps } from './divergence.ts'
import { type PathPart, type PathParts, pathPartSteps } from './path-parts.ts'
import { readOnBothSteps } from './read-on-both.ts'
import { membersOf, type Run } from './run.ts'
import { type StatePart, statePartSteps } from './state-parts.ts'
import { placeKey, type TimeDifference, timeDifference } from './time-difference.ts'

/** What a state did other than its time: undefined figures where the run never came there. */
export interface StateDifference {
  readonly machine: string | undefined
  readonly path: string
  readonly a: StatePart | undefined
  readonly b: StatePart | undefined
}

/** Time on the critical path in which a run waited for executions that are not read. It is among the parts of what started them. */
export interface UnreadChildren {
  readonly aMs: Millis
  readonly bMs: Millis
  readonly deltaMs: Millis
  /** What started them. */
  readonly aAt: readonly GlobalKey[]
  readonly bAt: readonly GlobalKey[]
}

/** How a run differs from an earlier one: `a` is the earlier, and what `b` took longer counts as positive. */
export interface RunComparison {
  /** The runs without what is not compared below them. */
  readonly a: Run
  readonly b: Run
  readonly alignment: Alignment
  /** Where the difference of durations went; `aMs` and `bMs` are the durations. */
  readonly onPath: TimeDifference<PathPart>
  /** What of that lies in executions below that are not read on both sides; undefined where nothing does. */
  readonly unread: UnreadChildren | undefined
  /** Self time by state: with concurrency it adds up to more than the run took. */
  readonly byState: TimeDifference<StatePart>
  /** States whose visits, retries or failures differ, or that only one of the runs came to. */
  readonly states: readonly StateDifference[]
  readonly divergences: readonly Divergence[]
  /** Where to look in `b`, state by state, the largest part of the difference first. */
  readonly walk: readonly GlobalKey[]
  readonly data: DataDifferences
  /** Whether both runs, and what is compared below them, have ended and are here as a whole: otherwise all this holds so far. */
  readonly complete: boolean
}

/** Holds a run against an earlier one. Of a run with itself nothing differs; exchanged, every difference has the other sign. */
export function compareRuns(a: Run, b: Run): RunComparison {
  return atOnce(comparisonSteps(a, b))
}

/** The same in steps of a span or a payload each, for `inSlices`. */
export function* comparisonSteps(one: Run, other: Run): Generator<void, RunComparison> {
  const { a, b, alignment } = yield* readOnBothSteps(one, other)
  const [statesA, statesB] = [yield* statePartSteps(a), yield* statePartSteps(b)]
  const places = { a: placesOf(statesA), b: placesOf(statesB) }
  const [pathA, pathB] = [yield* pathPartSteps(a), yield* pathPartSteps(b)]
  const onPath = timeDifference(pathA.parts, pathB.parts, places)
  return {
    ...{ a, b, alignment, onPath },
    unread: unreadOf(pathA, pathB),
    byState: timeDifference(statesA, statesB, places),
    states: stateDifferences(statesA, statesB),
    divergences: yield* divergenceSteps(a, b, alignment),
    walk: yield* differenceWalkSteps({ a, b, alignment, onPath }),
    data: yield* dataDifferenceSteps(a, b),
    complete: [a, b].every(isEnded),
  }
}

function unreadOf(a: PathParts, b: PathParts): UnreadChildren | undefined {
  if (a.unreadMicros === 0 && b.unreadMicros === 0) return undefined
  return {
    ...{ aMs: a.unreadMicros / 1000, bMs: b.unreadMicros / 1000, deltaMs: (b.unreadMicros - a.unreadMicros) / 1000 },
    ...{ aAt: a.unreadAt, bAt: b.unreadAt },
  }
}

type States = ReadonlyMap<string, StatePart>

/** The states a run came to, and what lies between those of a machine. */
function placesOf(states: States): ReadonlySet<string> {
  const places = new Set([...states.keys(), placeKey({ machine: undefined, path: '' })])
  for (const { machine } of states.values()) places.add(placeKey({ machine, path: '' }))
  return places
}

function stateDifferences(a: States, b: States): readonly StateDifference[] {
  return [...new Map([...a, ...b])].flatMap(([name, { machine, path }]) => {
    const [one, other] = [a.get(name), b.get(name)]
    const isSame = one?.visits === other?.visits && one?.retries === other?.retries && one?.failures === other?.failures
    return isSame ? [] : [{ machine, path, a: one, b: other }]
  })
}

function isEnded(run: Run): boolean {
  const members = membersOf(run)
  return members.length > 0 && members.every(({ tree }) => tree.root.outcome !== 'running' && isComplete(tree))
}
