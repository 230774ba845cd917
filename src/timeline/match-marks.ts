import { type GlobalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { upwards, withAncestors } from '../model/walk.ts'
import { at } from './column.ts'
import { isFanOut } from './fan-out.ts'
import type { Lane } from './lanes.ts'
import type { TimedKeys } from './silhouette.ts'

/** Where a query's matches show, though they have no row of their own. */
export interface MatchMarks {
  /** All of them, by the time they start. */
  readonly all: TimedKeys
  /** Those inside a Map or Parallel. */
  within(container: SpanKey): TimedKeys
  /** Indexes of a lane's spans that match or hold a match, ascending. */
  inLane(lane: Lane): Int32Array
}

const known = new WeakMap<ReadonlySet<SpanKey>, { readonly tree: ExecutionTree; readonly marks: MatchMarks }>()

/** The marks of some matches; worked out once for each answer of a query and version of the tree. */
export function matchMarks(tree: ExecutionTree, matches: ReadonlySet<SpanKey>): MatchMarks {
  const last = known.get(matches)
  if (last?.tree === tree) return last.marks
  const marks = collect(tree, matches)
  known.set(matches, { tree, marks })
  return marks
}

interface Timed {
  readonly at: Millis
  readonly key: SpanKey
}

function collect(tree: ExecutionTree, matches: ReadonlySet<SpanKey>): MatchMarks {
  const all: Timed[] = []
  const byContainer = new Map<SpanKey, Timed[]>()
  for (const key of matches) {
    const span = tree.span(key)
    if (span === undefined || span.kind === 'execution') continue
    const timed = { at: span.startedAt, key }
    all.push(timed)
    for (const around of upwards(tree, span)) {
      if (around === span || !isFanOut(around)) continue
      const inside = byContainer.get(around.key)
      if (inside === undefined) byContainer.set(around.key, [timed])
      else inside.push(timed)
    }
  }
  const columns = new Map([...byContainer].map(([key, inside]) => [key, inOrder(inside)]))
  const lifted = new Set([...withAncestors(tree, matches), ...childrenWith(matches)])
  const lanes = new WeakMap<Lane, Int32Array>()
  return {
    all: inOrder(all),
    within: container => columns.get(container) ?? NONE,
    inLane(lane) {
      let indexes = lanes.get(lane)
      if (indexes === undefined) lanes.set(lane, (indexes = indexesOf(lane, lifted)))
      return indexes
    },
  }
}

/** The executions below in which something matches, as wholes. */
function* childrenWith(matches: ReadonlySet<GlobalKey>): Generator<GlobalKey> {
  for (const key of matches) if (memberIdOf(key) > 0) yield rootKeyOf(memberIdOf(key))
}

const NONE: TimedKeys = { times: new Float64Array(), keys: new Float64Array() }

function inOrder(timed: Timed[]): TimedKeys {
  timed.sort((a, b) => a.at - b.at)
  return { times: Float64Array.from(timed, one => one.at), keys: Float64Array.from(timed, one => one.key) }
}

function indexesOf(lane: Lane, keys: ReadonlySet<SpanKey>): Int32Array {
  const found: number[] = []
  for (let index = 0; index < lane.keys.length; index++) if (keys.has(at(lane.keys, index))) found.push(index)
  return Int32Array.from(found)
}
