import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree } from './execution-tree.ts'
import type { StateVisit, TaskAttempt } from './span.ts'
import { type IdleTime, stretchesOf } from './stretches.ts'
import { attemptsOf } from './walk.ts'

/** What a stretch of an attempt or of a Wait state was: told by its pattern in the chart. */
export interface Phase {
  /** `queued`: Scheduled → Started. `running`: Started → end. `waiting`: for a callback, or a Wait state's whole time. */
  readonly kind: 'queued' | 'running' | 'waiting'
  readonly from: Millis
  /** Undefined while it lasts. */
  readonly to: Millis | undefined
  readonly startEventId: EventId
  readonly endEventId: EventId | null
}

/** The time between a failure and the attempt or round that makes up for it. */
export interface Backoff {
  /** `idle`: the execution had ended and a redrive took it up again. */
  readonly kind: 'backoff' | 'idle'
  readonly from: Millis
  readonly to: Millis
  readonly startEventId: EventId
  readonly endEventId: EventId
}

/** `timeoutInSeconds` and `heartbeatInSeconds` of the Scheduled event, in ms. */
export interface Limits {
  readonly timeout: Millis | undefined
  readonly heartbeat: Millis | undefined
}

/**
 * The phases of an attempt, or of a visit that has no attempts, in order: without gaps, but where a redrive took the visit
 * up again.
 */
export function phasesOf(tree: ExecutionTree, span: TaskAttempt | StateVisit): readonly Phase[] {
  if (span.kind === 'stateVisit') {
    const kind = span.stateType === 'Wait' ? 'waiting' : 'running'
    return stretchesOf(tree, span).map(({ from, to, startEventId, endEventId }) => {
      return { kind, from, to, startEventId, endEventId }
    })
  }
  const marks = span.events.map(id => tree.event(id)).filter(event => event !== undefined)
  const started = marks.find(event => /^(Task|LambdaFunction|Activity)Started$/.test(event.type))
  const submitted = marks.find(event => event.type === 'TaskSubmitted')
  const called = submitted !== undefined && waitsForCallback(tree, span) ? submitted : undefined
  const running = started ?? (submitted === called ? undefined : submitted)
  const phases: Phase[] = []
  const opening = tree.event(span.startEventId)?.type.endsWith('Scheduled') === true
  if (opening) phases.push(phase('queued', span, { end: running ?? called }))
  if (running !== undefined || !opening) phases.push(phase('running', span, { start: running, end: called }))
  if (called !== undefined) phases.push(phase('waiting', span, { start: called }))
  return phases
}

function phase(
  kind: Phase['kind'],
  span: TaskAttempt,
  edges: { start?: HistoryEvent | undefined; end?: HistoryEvent | undefined },
): Phase {
  return {
    kind,
    from: edges.start?.timestamp ?? span.startedAt,
    to: edges.end?.timestamp ?? span.endedAt,
    startEventId: edges.start?.id ?? span.startEventId,
    endEventId: edges.end?.id ?? span.endEventId,
  }
}

/** Whether someone outside has to call back with the task token: told by the resource of the Scheduled event. */
export function waitsForCallback(tree: ExecutionTree, attempt: TaskAttempt): boolean {
  const resource = tree.event(attempt.startEventId)?.details?.['resource']
  return typeof resource === 'string' && resource.endsWith('.waitForTaskToken')
}

/**
 * The times a visit spent between a failed attempt (or round of a Map or Parallel) and the next, in order. Where a
 * redrive lies between, the time from the visit's end on is idle: a backoff that the end of the execution cut short comes
 * before it.
 */
export function backoffsOf(tree: ExecutionTree, visit: StateVisit): readonly Backoff[] {
  const backoffs: Backoff[] = []
  for (const { failing, next } of restartsOf(tree, visit)) {
    if (failing === undefined || next === undefined) continue
    const between = { startEventId: failing.id, endEventId: next.id }
    let from = failing.timestamp
    for (const idle of idleBetween(tree, visit, between)) {
      if (idle.from > from) backoffs.push({ kind: 'backoff', from, to: idle.from, ...between })
      backoffs.push({ kind: 'idle', ...idle, ...between })
      from = idle.to
    }
    if (from < next.timestamp || from === failing.timestamp) {
      backoffs.push({ kind: 'backoff', from, to: next.timestamp, ...between })
    }
  }
  return backoffs
}

/** The idle times of a visit that lie between two of its events. */
function idleBetween(
  tree: ExecutionTree,
  visit: StateVisit,
  { startEventId, endEventId }: Pick<Backoff, 'startEventId' | 'endEventId'>,
): readonly IdleTime[] {
  if (visit.earlierSegments.length === 0) return []
  const stretches = stretchesOf(tree, visit)
  return stretches.slice(1).flatMap((next, at) => {
    const former = stretches[at]
    if (former?.to === undefined || next.startEventId > endEventId) return []
    const isMeant = (former.endEventId ?? 0) >= startEventId && next.from > former.to
    return isMeant ? [{ from: former.to, to: next.from }] : []
  })
}

interface Restart {
  /** What the next try made up for: the former attempt's end; for a round, the event its Started follows from. */
  readonly failing: HistoryEvent | undefined
  readonly next: HistoryEvent | undefined
}

function restartsOf(tree: ExecutionTree, visit: StateVisit): readonly Restart[] {
  if (visit.rounds.length > 0) {
    return visit.rounds.slice(1).map(id => {
      const next = tree.event(id)
      return { failing: tree.event(next?.previousEventId ?? 0), next }
    })
  }
  const attempts = attemptsOf(tree, visit)
  return attempts.slice(1).map(({ startEventId }, at) => {
    return { failing: tree.event(attempts[at]?.endEventId ?? 0), next: tree.event(startEventId) }
  })
}

/** How long an attempt may take in all, and between heartbeats. Undefined where the state machine sets no limit. */
export function limitsOf(tree: ExecutionTree, attempt: TaskAttempt): Limits {
  const details = tree.event(attempt.startEventId)?.details
  return { timeout: inMs(details?.['timeoutInSeconds']), heartbeat: inMs(details?.['heartbeatInSeconds']) }
}

function inMs(seconds: unknown): Millis | undefined {
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined
}
