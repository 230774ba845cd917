import { pathAcrossSteps } from '../analysis/critical-path-across.ts'
import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { atOnce } from '../waits/slices.ts'
import { alignmentSteps } from './alignment.ts'
import type { Run } from './run.ts'

/** Executions that the same step of two runs waited for, by the steps that started them; undefined where there is nothing to read. */
export interface UnreadPair {
  readonly a: GlobalKey | undefined
  readonly b: GlobalKey | undefined
}

/**
 * What to read next, that more of the difference can be told: executions that tasks on either critical path waited for, with what their
 * partners in the other run started, as a child that is read of one run alone tells no difference. Those first that took most longer or
 * shorter. Children of Map Runs are not among them: what they are called tells which of another run they stand for, and that seldom.
 */
export function unreadPairs(a: Run, b: Run): readonly UnreadPair[] {
  const { inA, inB } = atOnce(alignmentSteps(a, b))
  const [onPathA, onPathB] = [waitedOnPath(a), waitedOnPath(b)]
  const found = new Map<string, UnreadPair & { readonly byMs: Millis; readonly longestMs: Millis }>()
  const add = (keyA: GlobalKey | undefined, keyB: GlobalKey | undefined) => {
    const [aMs, bMs] = [onPathA.get(keyA ?? -1) ?? 0, onPathB.get(keyB ?? -1) ?? 0]
    const pair = { a: unread(a.forest, keyA), b: unread(b.forest, keyB) }
    if (pair.a === undefined && pair.b === undefined) return
    found.set(`${keyA} ${keyB}`, { ...pair, byMs: Math.abs(bMs - aMs), longestMs: Math.max(aMs, bMs) })
  }
  for (const key of onPathA.keys()) add(key, inB.get(key))
  for (const key of onPathB.keys()) add(inA.get(key), key)
  const pairs = [...found.values()]
  pairs.sort((one, other) => other.byMs - one.byMs || other.longestMs - one.longestMs)
  return pairs.map(pair => ({ a: pair.a, b: pair.b }))
}

/** How long the path lay in each task that waited for an execution. */
function waitedOnPath({ forest, member }: Run): ReadonlyMap<GlobalKey, Millis> {
  const found = new Map<GlobalKey, Millis>()
  for (const { key, from, to } of atOnce(pathAcrossSteps(forest, member))) {
    const graft = forest.graft(key)
    if (graft?.kind === 'nested' && graft.waits) found.set(key, (found.get(key) ?? 0) + to - from)
  }
  return found
}

/** The step, where it started an execution of which nothing is read. */
function unread(forest: Forest, key: GlobalKey | undefined): GlobalKey | undefined {
  if (key === undefined || forest.graft(key)?.kind !== 'nested') return undefined
  return isChildRead(forest, key) ? undefined : key
}

/** Whether something is read of what hangs there. */
export function isChildRead(forest: Forest, key: GlobalKey): boolean {
  const children = forest.node(key)?.children ?? []
  return children.some(child => memberIdOf(child) !== memberIdOf(key) && forest.node(child)?.span !== undefined)
}
