import { endOf } from '../analysis/completeness.ts'
import { pathAcrossSteps } from '../analysis/critical-path-across.ts'
import { addIdle, addOwn, splitCoverage, sumsOf, TIME_KINDS, type TimeKind } from '../analysis/time-split.ts'
import type { Forest } from '../forest/forest.ts'
import { startsUntold } from '../forest/grafts.ts'
import { type GlobalKey, spanKeyOf } from '../forest/keys.ts'
import { stateNamesAround } from '../model/walk.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { machineOf, type Run } from './run.ts'
import { microsOf, type PartsByName, placeKey, type TimePart } from './time-difference.ts'
import { isChildRead } from './unread-pairs.ts'

/** What a state spent in one way while the whole run waited for it. */
export interface PathPart extends TimePart {
  readonly kind: TimeKind
}

export interface PathParts {
  readonly parts: PartsByName<PathPart>
  /** How much of the path was spent in executions below that are not read: it is told as time of what started them. */
  readonly unreadMicros: number
  /** What started those. */
  readonly unreadAt: readonly GlobalKey[]
}

/**
 * The critical path of a run by state and by what the state was doing then: queued, at work, waiting for a retry. Every moment of
 * the run is in one part, so they add up to its duration.
 * In steps of a stretch each, for `inSlices`.
 */
export function* pathPartSteps({ forest, member: top }: Run): Generator<void, PathParts> {
  const parts = new Map<string, PathPart>()
  let unreadMicros = 0
  const unreadAt = new Set<GlobalKey>()
  for (const { key, member: id, from, to } of yield* pathAcrossSteps(forest, top)) {
    yield
    const member = forest.member(id)
    const tree = member?.tree
    const span = tree?.span(spanKeyOf(key))
    if (member === undefined || tree === undefined || span === undefined) continue
    if (isUnread(forest, key) || startsUntold(tree, span)?.waits === true) {
      unreadMicros += microsOf(to - from)
      unreadAt.add(key)
    }
    const coverage = splitCoverage(from, to)
    addOwn({ tree, coverage, end: endOf(tree) }, span)
    addIdle(coverage, tree, tree.root)
    const { ms } = sumsOf(coverage)
    const [machine, path] = [machineOf(forest, member, top), stateNamesAround(tree, span).join(PATH_SEPARATOR)]
    for (const kind of TIME_KINDS) {
      if (ms[kind] === 0) continue
      const name = `${placeKey({ machine, path })} ${kind}`
      parts.set(name, { machine, path, kind, micros: (parts.get(name)?.micros ?? 0) + microsOf(ms[kind]) })
    }
  }
  return { parts, unreadMicros, unreadAt: [...unreadAt] }
}

/** Whether executions were waited for there of which nothing is read. */
function isUnread(forest: Forest, key: GlobalKey): boolean {
  const graft = forest.graft(key)
  if (graft === undefined || (graft.kind === 'nested' && !graft.waits)) return false
  return !isChildRead(forest, key)
}
