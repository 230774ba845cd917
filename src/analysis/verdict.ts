import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey, StateVisit } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { upwards } from '../model/walk.ts'
import { endOf } from './completeness.ts'
import type { CriticalPath, PathStep } from './critical-path.ts'
import { childrenOfRound, lastToFinish, type RoundChild } from './round-chain.ts'
import { TIME_KINDS, type TimeKind, type TimeSplit } from './time-split.ts'

/** What the run mostly did. */
export interface ToldShare {
  readonly kind: TimeKind
  /** Of the whole run, 0..1, as the time split tells it. */
  readonly share: number
}

/** The outermost state that took most of the critical path, and what in it decided. */
export type Decided =
  | {
      /** A state that has nothing side by side inside: it took longest. */
      readonly kind: 'longest'
      /** The longest of its visits. */
      readonly key: SpanKey
      readonly name: string
      /** How many visits of it lie on the critical path: more than one where the machine loops. */
      readonly visits: number
      /** Of all of them together, on the critical path. */
      readonly ms: Millis
    }
  | {
      /** A Map or Parallel: the iteration or branch that ended last, or by whose failure it ended. */
      readonly kind: 'last' | 'failed'
      readonly item: RoundChild
      /** The longest state in it; undefined where it has none. */
      readonly longest: { readonly key: SpanKey; readonly name: string; readonly ms: Millis } | undefined
    }

/** From this share on waiting is told, though the run was mostly at work. */
const TELLING = 0.1

/** What a time split comes to: where the run waited for a tenth of its time or more, what it waited for most; else the greatest part. */
export function toldShareOf({ ms, totalMs }: TimeSplit): ToldShare | undefined {
  if (totalMs <= 0) return undefined
  const greatestFirst = TIME_KINDS.map(kind => ({ kind, share: ms[kind] / totalMs })).toSorted(
    (a, b) => b.share - a.share,
  )
  const waited = greatestFirst.find(({ kind }) => kind !== 'running')
  return waited !== undefined && waited.share >= TELLING ? waited : greatestFirst[0]
}

/** What decided how long a run took, told from its critical path; in steps, for `inSlices`. */
export function* decidedSteps(
  tree: ExecutionTree,
  { steps }: Pick<CriticalPath, 'steps'>,
): Generator<void, Decided | undefined> {
  const most = yield* stateWithMost(tree, steps)
  if (most === undefined) return undefined
  const { visit } = most
  const end = endOf(tree)
  const children = childrenOfRound(tree, visit, visit.rounds.length)
  const item = children.length < 2 ? undefined : lastToFinish(children, end)
  if (item === undefined) return { kind: 'longest', key: visit.key, name: visit.name, visits: most.visits, ms: most.ms }
  return { kind: item.outcome === 'failed' ? 'failed' : 'last', item, longest: longestIn(tree, item, end) }
}

interface StateTime {
  readonly visit: StateVisit
  readonly visits: number
  readonly ms: Millis
}

/** The outermost state that most of the path lies in, with its longest visit. */
function* stateWithMost(tree: ExecutionTree, steps: readonly PathStep[]): Generator<void, StateTime | undefined> {
  const outermost = new Map<SpanKey, StateVisit | undefined>()
  const byVisit = new Map<SpanKey, { readonly visit: StateVisit; ms: Millis }>()
  for (const { key, from, to } of steps) {
    yield
    const visit = outermostVisit(tree, key, outermost)
    if (visit === undefined) continue
    const known = byVisit.get(visit.key) ?? { visit, ms: 0 }
    byVisit.set(visit.key, known)
    known.ms += to - from
  }
  const byName = new Map<string, StateTime & { readonly longestMs: Millis }>()
  for (const { visit, ms } of byVisit.values()) {
    const known = byName.get(visit.name) ?? { visit, visits: 0, ms: 0, longestMs: 0 }
    const longest = ms > known.longestMs ? { visit, longestMs: ms } : { visit: known.visit, longestMs: known.longestMs }
    byName.set(visit.name, { ...longest, visits: known.visits + 1, ms: known.ms + ms })
  }
  let most: StateTime | undefined
  for (const state of byName.values()) if (most === undefined || state.ms > most.ms) most = state
  return most
}

/** Each is looked for once, however deep it lies. */
function outermostVisit(
  tree: ExecutionTree,
  key: SpanKey,
  known: Map<SpanKey, StateVisit | undefined>,
): StateVisit | undefined {
  const climbed: Span[] = []
  let outermost: StateVisit | undefined
  for (const at of upwards(tree, tree.span(key))) {
    outermost = known.get(at.key)
    if (outermost !== undefined) break
    climbed.push(at)
  }
  for (const at of climbed.toReversed()) {
    if (at.kind === 'stateVisit') outermost ??= at
    known.set(at.key, outermost)
  }
  return outermost
}

function longestIn(tree: ExecutionTree, item: RoundChild, end: Millis) {
  let longest: { readonly key: SpanKey; readonly name: string; readonly ms: Millis } | undefined
  for (const key of item.children) {
    const visit = tree.span(key)
    if (visit?.kind !== 'stateVisit') continue
    const ms = activeMs(tree, visit, end)
    if (longest === undefined || ms > longest.ms) longest = { key, name: visit.name, ms }
  }
  return longest
}
