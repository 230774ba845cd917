import { causeOfEnd } from '../analysis/cause-of-end.ts'
import { firstHandFailures, isSameFailure } from '../analysis/failures.ts'
import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'

/** One red mark of the overview: a failure that nothing else in the history led to, whatever became of it. */
export interface FailureMark {
  readonly eventId: EventId
  readonly at: Millis
  /** What it happened to. */
  readonly key: SpanKey
}

const known = new WeakMap<ExecutionTree, readonly FailureMark[]>()

/** The red marks of an execution in order of their events; worked out once a tree version. */
export function failureMarks(tree: ExecutionTree): readonly FailureMark[] {
  let marks = known.get(tree)
  if (marks === undefined) known.set(tree, (marks = collect(tree)))
  return marks
}

function collect(tree: ExecutionTree): readonly FailureMark[] {
  return Array.from(firstHandFailures(tree), ({ event, span }) => ({
    eventId: event.id,
    at: event.timestamp,
    key: span.key,
  }))
}

const walks = new WeakMap<ExecutionTree, readonly FailureMark[]>()

/** The same in the order in which one walks them: first what the execution ended by, then the others in order of their events. */
export function failureWalk(tree: ExecutionTree): readonly FailureMark[] {
  let walk = walks.get(tree)
  if (walk === undefined) {
    const marks = failureMarks(tree)
    const fatal = causeOfEnd(tree)?.cause
    const first = marks.filter(mark => fatal !== undefined && isSameFailure(tree, mark, fatal))
    walks.set(tree, (walk = [...first, ...marks.filter(mark => !first.includes(mark))]))
  }
  return walk
}

/** Where one is among the failures: an event, and its span where that is known. */
export interface WalkPlace {
  readonly eventId: EventId | undefined
  readonly key: SpanKey | undefined
}

/** Which mark of a walk is selected, from 0; -1 for none. An attempt fails once, so any event of it will do. */
export function placeInWalk(walk: readonly FailureMark[], { eventId, key }: WalkPlace): number {
  const exact = walk.findIndex(mark => mark.eventId === eventId)
  if (exact >= 0 || key === undefined) return exact
  const own = walk.filter(mark => mark.key === key)
  return own.length === 1 && own[0] !== undefined ? walk.indexOf(own[0]) : -1
}

/**
 * The next (`step` 1) or previous (-1) mark of a walk, going round at the ends; from somewhere between the marks the nearest in
 * order of events, from nowhere the first or the last. Undefined if there are none.
 */
export function nextInWalk(walk: readonly FailureMark[], from: WalkPlace, step: 1 | -1): FailureMark | undefined {
  const place = placeInWalk(walk, from)
  if (place >= 0) return walk.at((place + step) % walk.length)
  const { eventId } = from
  if (eventId === undefined) return walk.at(step === 1 ? 0 : -1)
  const inOrder = walk.toSorted((a, b) => a.eventId - b.eventId)
  return step === 1
    ? (inOrder.find(mark => mark.eventId > eventId) ?? walk[0])
    : (inOrder.findLast(mark => mark.eventId < eventId) ?? walk.at(-1))
}
