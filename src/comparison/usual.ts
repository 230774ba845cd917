import { endOf } from '../analysis/completeness.ts'
import { keptPerTree } from '../analysis/once-per-tree.ts'
import { statisticsSteps } from '../analysis/state-statistics.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { atOnce } from '../waits/slices.ts'
import { alignmentSteps } from './alignment.ts'
import { comparisonSteps, type RunComparison } from './compare-runs.ts'
import { lengthAt } from './length-at.ts'
import type { Run } from './run.ts'
import { type Spread, spreadOf } from './spread.ts'

/** A run held against what several others of its machine took. */
export interface Usual {
  /** How many those are. */
  readonly count: number
  /** How long they took as a whole. */
  readonly durations: Spread
  /** Which of them took the middle time: with an even number the shorter of the two, of equals the one that was given first. */
  readonly middle: number
  /**
   * The run held against that of the middle time. A median of each state by itself adds up to no run that ever was; the states of
   * one run add up to how long it took, so these parts are exactly the difference from the median.
   */
  readonly comparison: RunComparison
  /** How long the partners of each span of the run took in the others, from start to end; none for what has no partner anywhere. */
  readonly lengths: ReadonlyMap<GlobalKey, Spread>
  /** What the states add up to in each of the others that came to them, by path. */
  readonly states: ReadonlyMap<string, Spread>
}

/** Holds a run against others, the most telling first: one alone gives what `compareRuns` does. Undefined where there are none. */
export function usualOf(others: readonly Run[], run: Run): Usual | undefined {
  return atOnce(usualSteps(others, run))
}

/** The same in steps of a span or a payload each, for `inSlices`. */
export function* usualSteps(others: readonly Run[], run: Run): Generator<void, Usual | undefined> {
  const durations = others.map(durationOf)
  const spread = spreadOf(durations)
  const middle = spread === undefined ? -1 : durations.indexOf(spread.p50Ms)
  const other = others[middle]
  if (spread === undefined || other === undefined) return undefined
  return {
    ...{ count: others.length, durations: spread, middle },
    comparison: yield* comparisonSteps(other, run),
    lengths: yield* lengthSteps(others, run),
    states: yield* stateSteps(others),
  }
}

function treeOf({ forest, member }: Run): ExecutionTree | undefined {
  return forest.member(member)?.tree
}

/** To the µs, as the parts of a run add up. */
function durationOf(run: Run): Millis {
  const tree = treeOf(run)
  return tree === undefined ? 0 : Math.round((endOf(tree) - tree.root.startedAt) * 1000) / 1000
}

function* lengthSteps(others: readonly Run[], run: Run): Generator<void, ReadonlyMap<GlobalKey, Spread>> {
  const found = new Map<GlobalKey, Millis[]>()
  for (const other of others) {
    const { inA } = yield* alignmentSteps(other, run)
    for (const [key, partner] of inA) {
      yield
      const lengthMs = lengthAt(other.forest, partner)
      if (lengthMs !== undefined) addTo(found, key, lengthMs)
    }
  }
  return yield* spreads(found)
}

const statistics = keptPerTree(tree => statisticsSteps(tree))

function* stateSteps(others: readonly Run[]): Generator<void, ReadonlyMap<string, Spread>> {
  const found = new Map<string, Millis[]>()
  for (const tree of others.map(treeOf)) {
    if (tree === undefined) continue
    for (const { path, totalMs } of (yield* statistics.steps(tree)).states) addTo(found, path, totalMs)
  }
  return yield* spreads(found)
}

function addTo<Key>(lengths: Map<Key, Millis[]>, key: Key, lengthMs: Millis): void {
  const known = lengths.get(key)
  if (known === undefined) lengths.set(key, [lengthMs])
  else known.push(lengthMs)
}

function* spreads<Key>(lengths: ReadonlyMap<Key, readonly Millis[]>): Generator<void, ReadonlyMap<Key, Spread>> {
  const found = new Map<Key, Spread>()
  for (const [key, own] of lengths) {
    yield
    const spread = spreadOf(own)
    if (spread !== undefined) found.set(key, spread)
  }
  return found
}
