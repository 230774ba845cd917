import { type Deep, stepByStep } from '../history/deep.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { assertNever, type Span, type SpanKey, type StateVisit } from '../model/span.ts'
import { type IdleTime, idleTimesOf } from '../model/stretches.ts'
import { upwards } from '../model/walk.ts'
import { atOnce } from '../waits/slices.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { endOf, isComplete } from './completeness.ts'
import { chainOfRound, endIn } from './round-chain.ts'

/** A stretch of the critical path: what everything waited for, and when. */
export interface PathStep {
  /** A visit or attempt; the execution, an iteration or a branch for the moments between two states. */
  readonly key: SpanKey
  readonly from: Millis
  readonly to: Millis
}

/** What a state contributed to the critical path. */
export interface PathShare {
  /** `ProcessOrders › ChargeCard`; of a Map or Parallel what lies between its states; empty for what lies between the outermost
   * states and for idle time before a redrive. */
  readonly path: string
  readonly ms: Millis
  /** Of the whole run, 0..1. */
  readonly share: number
}

export interface CriticalPath {
  /** In order of time, each beginning where the former ended; none is empty. */
  readonly steps: readonly PathStep[]
  readonly totalMs: Millis
  /** The longest first; their sum is `totalMs`. */
  readonly shares: readonly PathShare[]
  readonly complete: boolean
}

/**
 * What the run was waiting for at every moment, from its start to its end.
 *
 * One state follows the other, so their time is on the path. Of a Parallel's branches the one that finished last is; of a
 * Map's iterations the one that finished last, and before it the iteration whose end freed its slot, and so on back to the
 * first (a later `MapIterationStarted` points at the last event of that iteration). While the
 * execution runs, what has been running longest counts as last. `now` ends what is still running.
 */
export function criticalPathOf(tree: ExecutionTree, now?: Millis): CriticalPath {
  return atOnce(criticalPathSteps(tree, now))
}

/** The same in steps of a span each, for `inSlices`. */
export function* criticalPathSteps(tree: ExecutionTree, now?: Millis): Generator<void, CriticalPath> {
  const end = endOf(tree, now)
  const line = new Line(tree)
  yield* stepByStep(follow({ tree, line, end }, tree.root))
  line.advance(tree.root.key, end)
  const totalMs = end - tree.root.startedAt
  const shares = yield* sharesOf(tree, line.steps, totalMs)
  return { steps: line.steps, totalMs, shares, complete: isComplete(tree) }
}

/** The first step of the path that lies in a span, -1 where none does. */
export function stepOf(tree: ExecutionTree, steps: readonly PathStep[], key: SpanKey): number {
  return steps.findIndex(step => {
    for (const at of upwards(tree, tree.span(step.key))) if (at.key === key) return true
    return false
  })
}

interface Walk {
  readonly tree: ExecutionTree
  readonly line: Line
  /** Where what lies around ends: a failure may close a container before all that is in it has stopped. */
  readonly end: Millis
}

/** Steps laid end to end: time only goes forward, so the path is connected however odd the timestamps are. */
class Line {
  readonly steps: PathStep[] = []
  private cursor: Millis
  private readonly rootKey: SpanKey
  private readonly idle: IdleTime[]

  constructor(tree: ExecutionTree) {
    this.cursor = tree.root.startedAt
    this.rootKey = tree.root.key
    this.idle = [...idleTimesOf(tree, tree.root)]
  }

  /** All time up to `to` that no step has yet belongs to the span; but idle time before a redrive to the execution. */
  advance(key: SpanKey, to: Millis): void {
    for (let next = this.idle[0]; next !== undefined && next.from < to; next = this.idle[0]) {
      this.add(key, next.from)
      this.add(this.rootKey, Math.min(to, next.to))
      if (next.to > to) return
      this.idle.shift()
    }
    this.add(key, to)
  }

  private add(key: SpanKey, to: Millis): void {
    const from = this.cursor
    if (to <= from) return
    const last = this.steps.at(-1)
    if (last?.key === key) this.steps[this.steps.length - 1] = { key, from: last.from, to }
    else this.steps.push({ key, from, to })
    this.cursor = to
  }
}

function* follow(around: Walk, span: Span): Deep<void> {
  const walk = { ...around, end: Math.min(around.end, endIn(span, around.end)) }
  switch (span.kind) {
    case 'execution':
    case 'mapIteration':
    case 'parallelBranch':
      return yield followSequence(walk, span)
    case 'stateVisit':
      return span.rounds.length > 0 ? yield followRounds(walk, span) : followAttempts(walk, span)
    case 'taskAttempt':
    case 'mapRun':
      return
    default:
      assertNever(span)
  }
}

/** States one after the other; what lies between two of them belongs to the sequence. */
function* followSequence(walk: Walk, sequence: Span): Deep<void> {
  for (const key of sequence.children) {
    const child = walk.tree.span(key)
    if (child === undefined) continue
    walk.line.advance(sequence.key, Math.min(child.startedAt, walk.end))
    yield follow(walk, child)
    walk.line.advance(child.key, Math.min(endIn(child, walk.end), walk.end))
  }
}

/** Attempts one after the other; queueing before them, backoff between and what comes after belong to the visit. */
function followAttempts(walk: Walk, visit: StateVisit): void {
  for (const key of visit.children) {
    const child = walk.tree.span(key)
    if (child === undefined) continue
    walk.line.advance(visit.key, Math.min(child.startedAt, walk.end))
    walk.line.advance(child.key, Math.min(endIn(child, walk.end), walk.end))
  }
}

function* followRounds(walk: Walk, visit: StateVisit): Deep<void> {
  for (let round = 1; round <= visit.rounds.length; round++) {
    for (const child of chainOfRound(walk.tree, visit, { round, end: walk.end })) {
      walk.line.advance(visit.key, Math.min(child.startedAt, walk.end))
      yield follow(walk, child)
      walk.line.advance(child.key, Math.min(endIn(child, walk.end), walk.end))
    }
  }
}

function* sharesOf(
  tree: ExecutionTree,
  steps: readonly PathStep[],
  totalMs: Millis,
): Generator<void, readonly PathShare[]> {
  const sums = new Map<string, Millis>()
  const paths = new Map<SpanKey, string | undefined>()
  for (const { key, from, to } of steps) {
    yield
    const span = tree.span(key)
    if (span === undefined) continue
    const path = pathOf(tree, span, paths) ?? ''
    sums.set(path, (sums.get(path) ?? 0) + to - from)
  }
  return [...sums]
    .map(([path, ms]) => ({ path, ms, share: totalMs > 0 ? ms / totalMs : 0 }))
    .toSorted((a, b) => b.ms - a.ms)
}

/** The names of the states around a span and its own, joined; each is put together once, however deep it lies. */
function pathOf(tree: ExecutionTree, span: Span, known: Map<SpanKey, string | undefined>): string | undefined {
  const climbed: Span[] = []
  let path: string | undefined
  for (const at of upwards(tree, span)) {
    if (known.has(at.key)) {
      path = known.get(at.key)
      break
    }
    climbed.push(at)
  }
  for (const at of climbed.toReversed()) {
    if (at.kind === 'stateVisit') path = path === undefined ? at.name : path + PATH_SEPARATOR + at.name
    known.set(at.key, path)
  }
  return path
}
