import { textField } from '../history/event-fields.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { limitsOf, phasesOf } from '../model/phases.ts'
import type { Span, SpanKey, StateVisit, TaskAttempt } from '../model/span.ts'
import { atOnce } from '../waits/slices.ts'
import { isComplete } from './completeness.ts'
import { type MapProgress, mapProgress } from './map-progress.ts'

/** A state that a running execution is in, other than a Map or Parallel whose inside is. */
export interface OpenState {
  /** The attempt under way, else the visit. */
  readonly key: SpanKey
  /** The state's visit. Where it lies is for whoever shows it: of 25,000 open ones a few are shown. */
  readonly visitKey: SpanKey
  readonly name: string
  /** `callback`: someone has to send the task token back. `backoff`: a retry is due, or the failure will be final. */
  readonly doing: 'queued' | 'running' | 'callback' | 'wait' | 'backoff' | 'starting'
  /** Since when it does that. */
  readonly since: Millis
  readonly ageMs: Millis
  /** Of the visit as a whole. */
  readonly enteredAt: Millis
  readonly attempt: number | undefined
  readonly resource: string | undefined
  /** When the task times out; undefined where it has no timeout. */
  readonly timeoutAt: Millis | undefined
  /** Negative once it is over: AWS has not told yet. */
  readonly timeoutLeftMs: Millis | undefined
  /** The longest silence allowed between heartbeats. A history does not tell when the last one came. */
  readonly heartbeatMs: Millis | undefined
  /** The earliest moment it can time out for want of a heartbeat, if none came since it started. */
  readonly heartbeatDueAt: Millis | undefined
}

export interface WaitingFor {
  /** The oldest first. Empty once the execution has ended. */
  readonly open: readonly OpenState[]
  readonly maps: readonly MapProgress[]
  readonly complete: boolean
}

/** What a running execution is waiting for at `now`. */
export function waitingFor(tree: ExecutionTree, now: Millis): WaitingFor {
  return atOnce(waitingSteps(tree, now))
}

/** Open spans looked at in one step. */
const STEP_SPANS = 128

// A line, a figure and a panel ask at each strike of the clock.
const last = new WeakMap<ExecutionTree, { readonly now: Millis; readonly waiting: WaitingFor }>()

/** The same in steps; of one moment it is worked out once. */
export function* waitingSteps(tree: ExecutionTree, now: Millis): Generator<void, WaitingFor> {
  const known = last.get(tree)
  if (known?.now === now) return known.waiting
  const waiting = yield* look(tree, now)
  last.set(tree, { now, waiting })
  return waiting
}

function* look(tree: ExecutionTree, now: Millis): Generator<void, WaitingFor> {
  const open: OpenState[] = []
  const maps: MapProgress[] = []
  const pending: Span[] = tree.root.outcome === 'running' ? [tree.root] : []
  let looked = 0
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    let isContainer = false
    for (const key of span.children) {
      if (++looked % STEP_SPANS === 0) yield
      const child = tree.span(key)
      if (child === undefined || child.outcome !== 'running' || child.kind === 'taskAttempt') continue
      pending.push(child)
      isContainer = true
    }
    if (span.kind !== 'stateVisit') continue
    if (span.stateType === 'Map' && span.rounds.length > 0) {
      const progress = mapProgress(tree, span, now)
      if (progress !== undefined) maps.push(progress)
    }
    if (!isContainer) open.push(openState(tree, span, now))
    if (++looked % STEP_SPANS === 0) yield
  }
  yield
  return { open: open.toSorted((a, b) => a.since - b.since), maps, complete: isComplete(tree) }
}

function openState(tree: ExecutionTree, visit: StateVisit, now: Millis): OpenState {
  const attempt = lastAttemptOf(tree, visit)
  const { doing, since } = doingOf(tree, visit, attempt)
  const isOpen = attempt?.outcome === 'running'
  const scheduled = attempt === undefined ? undefined : tree.event(attempt.startEventId)
  const { timeoutAt, timeoutLeftMs, heartbeatMs, heartbeatDueAt } = isOpen
    ? deadlines(tree, attempt, now)
    : NO_DEADLINES
  return {
    key: isOpen ? attempt.key : visit.key,
    visitKey: visit.key,
    name: visit.name,
    doing,
    since,
    ageMs: Math.max(0, now - since),
    enteredAt: visit.startedAt,
    attempt: attempt?.attempt,
    resource: scheduled === undefined ? undefined : textField(scheduled, 'resource'),
    timeoutAt,
    timeoutLeftMs,
    heartbeatMs,
    heartbeatDueAt,
  }
}

function lastAttemptOf(tree: ExecutionTree, visit: StateVisit): TaskAttempt | undefined {
  for (let at = visit.children.length - 1; at >= 0; at--) {
    const child = tree.span(visit.children[at] ?? 0)
    if (child?.kind === 'taskAttempt') return child
  }
  return undefined
}

const NO_DEADLINES = {
  timeoutAt: undefined,
  timeoutLeftMs: undefined,
  heartbeatMs: undefined,
  heartbeatDueAt: undefined,
}

function deadlines(tree: ExecutionTree, attempt: TaskAttempt, now: Millis) {
  const { timeout, heartbeat } = limitsOf(tree, attempt)
  const timeoutAt = timeout === undefined ? undefined : attempt.startedAt + timeout
  // A heartbeat is due so long after the task started; before that there is nobody who could send one.
  const started = phasesOf(tree, attempt).find(phase => phase.kind !== 'queued')
  const heartbeatDueAt = heartbeat === undefined || started === undefined ? undefined : started.from + heartbeat
  return {
    timeoutAt,
    timeoutLeftMs: timeoutAt === undefined ? undefined : timeoutAt - now,
    heartbeatMs: heartbeat,
    heartbeatDueAt,
  }
}

function doingOf(
  tree: ExecutionTree,
  visit: StateVisit,
  attempt: TaskAttempt | undefined,
): Pick<OpenState, 'doing' | 'since'> {
  if (attempt === undefined) return { doing: visit.stateType === 'Wait' ? 'wait' : 'starting', since: visit.startedAt }
  if (attempt.outcome !== 'running') {
    const doing = attempt.outcome === 'succeeded' ? 'starting' : 'backoff'
    return { doing, since: attempt.endedAt ?? attempt.startedAt }
  }
  const phase = phasesOf(tree, attempt).at(-1)
  const doing = phase?.kind === 'queued' ? 'queued' : phase?.kind === 'waiting' ? 'callback' : 'running'
  return { doing, since: phase?.from ?? attempt.startedAt }
}
