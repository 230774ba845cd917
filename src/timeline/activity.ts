import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { type Stretch, workOf } from './activity-stretches.ts'
import { mergeSorted } from './column.ts'

// What an execution was busy with is asked for after every page. Nearly all of a long history is settled by then, so the
// answer for one tree starts from the answer for the tree before it:
//
//   settled spans (sorted starts, sorted ends)   kept
//   open spans                                   looked at again
//   spans of the new events                      looked at once
//
// That holds for pages that go on from the first event. With a gap in front of it, a new page can move spans to other
// parents anywhere behind the gap: then the answer is worked out again (4 ms at 25,000 events).

/** When work went on anywhere in an execution: what folds and the overview are made of. */
export interface Activity {
  /** Starts of stretches of work (queued or running, not waiting), ascending epoch ms. */
  readonly starts: Float64Array
  /** Their ends, ascending epoch ms; what still runs has none. */
  readonly ends: Float64Array
}

interface State extends Activity {
  readonly tree: ExecutionTree
  readonly settledStarts: Float64Array
  readonly settledEnds: Float64Array
  readonly settled: Set<SpanKey>
  /** Spans that may still change. */
  readonly open: readonly SpanKey[]
}

const known = new WeakMap<ExecutionTree, State>()
/** The states last worked out, one for each execution on show, held weakly through their trees. */
let recent: readonly WeakRef<ExecutionTree>[] = []
const MOST_RECENT = 3
/** Spans looked at in one step. */
const STEP_SPANS = 128

/** The activity of an execution at one moment of loading, worked out once a tree version. */
export function activityOf(tree: ExecutionTree): Activity {
  const steps = activityInSteps(tree)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same in steps of a fraction of a millisecond, for a thread that has other things to do in between. */
export function* activityInSteps(tree: ExecutionTree): Generator<void, Activity> {
  const found = known.get(tree)
  if (found !== undefined) return found
  const former = formerOf(tree)
  const state = (former === undefined ? undefined : yield* extend(former, tree)) ?? (yield* fromScratch(tree))
  known.set(tree, state)
  const others = recent.filter(one => one.deref() !== undefined && one.deref() !== former?.tree)
  recent = [new WeakRef(tree), ...others].slice(0, MOST_RECENT)
  return state
}

/** The state of an earlier tree of the same builder: it holds the very same event objects. */
function formerOf(tree: ExecutionTree): State | undefined {
  const former = recent.map(one => one.deref()).find(one => one !== undefined && isLater(tree, one))
  return former === undefined ? undefined : known.get(former)
}

function isLater(tree: ExecutionTree, former: ExecutionTree): boolean {
  if (tree.version <= former.version || tree.root.redrives.length !== former.root.redrives.length) return false
  if (!hasNoGap(tree) || !hasNoGap(former)) return false
  return former.event(1) === tree.event(1) || former.event(former.lastEventId) === tree.event(former.lastEventId)
}

function hasNoGap(tree: ExecutionTree): boolean {
  return tree.loaded.length === 1 && tree.loaded[0]?.from === 1
}

function* fromScratch(tree: ExecutionTree): Generator<void, State> {
  const spans: Span[] = []
  const walk: SpanKey[] = [...tree.root.children]
  for (let key = walk.pop(); key !== undefined; key = walk.pop()) {
    const span = tree.span(key)
    if (span === undefined) continue
    spans.push(span)
    if (spans.length % STEP_SPANS === 0) yield
    for (const child of span.children) walk.push(child)
  }
  const none = new Float64Array(0)
  const empty = { settledStarts: none, settledEnds: none, settled: new Set<SpanKey>() }
  return yield* settle(tree, spans, empty)
}

/** The state of a later tree; undefined where something settled has changed after all. */
function* extend(former: State, tree: ExecutionTree): Generator<void, State | undefined> {
  const touched = new Map<SpanKey, Span>()
  for (const key of former.open) {
    const span = tree.span(key)
    if (span !== undefined) touched.set(key, span)
  }
  for (let id = former.tree.lastEventId + 1; id <= tree.lastEventId; id++) {
    const span = tree.spanOfEvent(id)
    if (span !== undefined && span.kind !== 'execution') touched.set(span.key, span)
  }
  for (const key of touched.keys()) if (former.settled.has(key)) return undefined
  return yield* settle(tree, touched.values(), former)
}

type Settled = Pick<State, 'settledStarts' | 'settledEnds' | 'settled'>

function* settle(tree: ExecutionTree, spans: Iterable<Span>, former: Settled): Generator<void, State> {
  const open: SpanKey[] = []
  const done: Stretch[] = []
  const going: Stretch[] = []
  let looked = 0
  for (const span of spans) {
    if (++looked % STEP_SPANS === 0) yield
    const settles = isSettled(tree, span)
    if (!settles) open.push(span.key)
    if (span.children.length > 0) continue
    if (settles) former.settled.add(span.key)
    for (const stretch of workOf(tree, span)) (settles ? done : going).push(stretch)
  }
  const settledStarts = mergeSorted(former.settledStarts, startsOf(done))
  const settledEnds = mergeSorted(former.settledEnds, endsOf(done))
  return {
    tree,
    settledStarts,
    settledEnds,
    settled: former.settled,
    open,
    starts: mergeSorted(settledStarts, startsOf(going)),
    ends: mergeSorted(settledEnds, endsOf(going)),
  }
}

/** Ended, with all between its first and its last event loaded: nothing to come changes it but a redrive. */
function isSettled(tree: ExecutionTree, span: Span): boolean {
  const end = span.endEventId
  if (end === null || !span.beginningLoaded) return false
  return tree.loaded.some(range => range.from <= span.startEventId && end <= range.to)
}

function startsOf(stretches: readonly Stretch[]): Float64Array {
  return Float64Array.from(stretches, one => one.from).toSorted()
}

function endsOf(stretches: readonly Stretch[]): Float64Array {
  const ended = stretches.filter(one => one.to !== Infinity)
  return Float64Array.from(ended, one => one.to).toSorted()
}
