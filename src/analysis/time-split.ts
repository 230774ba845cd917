import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { backoffsOf, phasesOf } from '../model/phases.ts'
import type { Span, SpanKey, StateVisit, TaskAttempt } from '../model/span.ts'
import { idleTimesOf, stretchesOf } from '../model/stretches.ts'
import { downwards } from '../model/walk.ts'
import { atOnce } from '../waits/slices.ts'
import { endOf, isComplete } from './completeness.ts'
import { Coverage } from './coverage.ts'

/**
 * What a moment was spent on, the busiest first: where several things go on at once, the moment counts for the first of these; but
 * `idle` goes before all.
 * - `running`: a task's worker was at work, or a Map Run.
 * - `callback`: a task waited for its token to come back.
 * - `wait`: a Wait state.
 * - `queued`: a task was scheduled and not started yet.
 * - `backoff`: between a failure and the retry.
 * - `idle`: it had ended and a redrive had not taken it up again yet.
 * - `overhead`: nothing of these: the service was between two steps, or in a Pass or Choice.
 */
export const TIME_KINDS = ['running', 'callback', 'wait', 'queued', 'backoff', 'idle', 'overhead'] as const
export type TimeKind = (typeof TIME_KINDS)[number]

export interface TimeSplit {
  readonly from: Millis
  readonly to: Millis
  /** `to - from`, to the µs. */
  readonly totalMs: Millis
  /** Every moment counts once, so these add up to `totalMs` exactly where timestamps are whole milliseconds. */
  readonly ms: Readonly<Record<TimeKind, Millis>>
  readonly complete: boolean
}

/** What to split: a span (the execution by default), a range of time, or a range within a span. */
export interface SplitScope {
  readonly key?: SpanKey
  readonly from?: Millis
  readonly to?: Millis
  /** Ends what is still running; the last event loaded does by default. */
  readonly now?: Millis
}

/** Where the time of a span or range went: wall-clock time, each moment once. A range is cut to the span's own time. */
export function timeSplitOf(tree: ExecutionTree, scope: SplitScope = {}): TimeSplit {
  return atOnce(timeSplitSteps(tree, scope))
}

/** The same in steps of a span each, for `inSlices`. */
export function* timeSplitSteps(tree: ExecutionTree, scope: SplitScope = {}): Generator<void, TimeSplit> {
  const span = (scope.key === undefined ? undefined : tree.span(scope.key)) ?? tree.root
  const end = endOf(tree, scope.now)
  const spanEnd = Math.max(span.startedAt, span.endedAt ?? end)
  const from = Math.min(Math.max(span.startedAt, scope.from ?? span.startedAt), spanEnd)
  const to = Math.max(from, Math.min(spanEnd, scope.to ?? spanEnd))
  const coverage = splitCoverage(from, to)
  if (to > from) yield* addAll({ tree, coverage, end }, span)
  addIdle(coverage, tree, span)
  return { from, to, ...sumsOf(coverage), complete: isComplete(tree) }
}

/** Whom a split is told what each moment was spent on. */
export interface SplitCoverage {
  readonly add: (kind: number, from: Millis, to: Millis) => void
}

/** What the spans of a tree were at work on goes into a coverage; `end` ends what still runs. */
export interface Split {
  readonly tree: ExecutionTree
  readonly coverage: SplitCoverage
  readonly end: Millis
}

/** A coverage of a range by kinds of time. */
export function splitCoverage(from: Millis, to: Millis): Coverage {
  return new Coverage({ from, to, kinds: RANKS.length })
}

/** The times a span waited for a redrive go before all that was written meanwhile. */
export function addIdle(coverage: SplitCoverage, tree: ExecutionTree, span: Span): void {
  for (const idle of idleTimesOf(tree, span)) coverage.add(IDLE, idle.from, idle.to)
}

/** What a coverage adds up to. */
export function sumsOf(coverage: Coverage): Pick<TimeSplit, 'totalMs' | 'ms'> {
  const sums = coverage.sums()
  const ms: Record<TimeKind, Millis> = { running: 0, callback: 0, wait: 0, queued: 0, backoff: 0, idle: 0, overhead: 0 }
  for (const [index, kind] of RANKS.entries()) ms[kind] = sums[index] ?? 0
  return { totalMs: coverage.totalMs, ms }
}

/** Once the span had ended nothing in it counts any more, though what was being stopped may still have written an event. */
const RANKS: readonly TimeKind[] = ['idle', ...TIME_KINDS.filter(kind => kind !== 'idle')]

export const RUNNING = RANKS.indexOf('running')
const CALLBACK = RANKS.indexOf('callback')
const WAIT = RANKS.indexOf('wait')
const QUEUED = RANKS.indexOf('queued')
const BACKOFF = RANKS.indexOf('backoff')
const IDLE = RANKS.indexOf('idle')

function* addAll(split: Split, top: Span): Generator<void> {
  for (const span of downwards(split.tree, top)) {
    addOwn(split, span)
    yield
  }
}

/** A span's own part, without what is in it. */
export function addOwn(split: Split, span: Span): void {
  if (span.kind === 'mapRun') addStretches(split, span, RUNNING)
  else if (span.kind === 'taskAttempt') addPhases(split, span)
  else if (span.kind === 'stateVisit') {
    if (span.stateType === 'Wait') addStretches(split, span, WAIT)
    else if (span.children.length > 1) addBackoffs(split, span)
  }
}

function addStretches({ tree, coverage, end }: Split, span: Span, kind: number): void {
  for (const { from, to } of stretchesOf(tree, span)) coverage.add(kind, from, to ?? end)
}

function addPhases({ tree, coverage, end }: Split, attempt: TaskAttempt): void {
  for (const { kind, from, to } of phasesOf(tree, attempt)) {
    coverage.add(kind === 'queued' ? QUEUED : kind === 'waiting' ? CALLBACK : RUNNING, from, to ?? end)
  }
}

function addBackoffs({ tree, coverage }: Split, visit: StateVisit): void {
  if (visit.rounds.length === 1) return
  for (const { kind, from, to } of backoffsOf(tree, visit)) if (kind === 'backoff') coverage.add(BACKOFF, from, to)
}
