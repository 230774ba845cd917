import type { EventId, Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { type Backoff, backoffsOf, phasesOf } from '../../model/phases.ts'
import type { Outcome, Span, StateVisit } from '../../model/span.ts'
import { idleTimesOf, stretchesOf } from '../../model/stretches.ts'
import { attemptsOf, parentOf } from '../../model/walk.ts'

/** A stretch of a span's bar: a phase of an attempt, the backoff or the idle time after one. Epoch ms. */
export interface Stretch {
  readonly kind: 'queued' | 'running' | 'waiting' | 'backoff' | 'idle'
  readonly from: Millis
  /** Undefined while it lasts. */
  readonly to: Millis | undefined
  /** How the attempt it belongs to ended. */
  readonly outcome: Outcome
}

/**
 * The stretches of a span in order. An attempt's end with the backoff after it, as on the chart; a
 * visit's are those of all its attempts. A state
 * with others inside has none of its own; what lies in another execution (a Map Run) runs as long as it lasts.
 */
export function stretchesOfBar(tree: ExecutionTree, span: Span): readonly Stretch[] {
  if (span.kind === 'taskAttempt') {
    const visit = parentOf(tree, span)
    const after = visit?.kind === 'stateVisit' ? gapsAfter(tree, visit).get(span.endEventId ?? 0) : undefined
    return [...phasesOf(tree, span), ...(after ?? [])].map(stretch => ofOutcome(stretch, span.outcome))
  }
  if (span.kind !== 'stateVisit') {
    const idle = idleTimesOf(tree, span).map(time => ({ kind: 'idle' as const, ...time }))
    const active = stretchesOf(tree, span).map(({ from, to }) => ({ kind: 'running' as const, from, to }))
    return inOrder([...active, ...idle].map(stretch => ofOutcome(stretch, span.outcome)))
  }
  const attempts = attemptsOf(tree, span)
  const idle = idleTimesOf(tree, span).map(time => ({ kind: 'idle' as const, ...time }))
  if (attempts.length === 0) {
    if (span.children.length > 0) return []
    return inOrder([...phasesOf(tree, span), ...idle].map(stretch => ofOutcome(stretch, span.outcome)))
  }
  const backoffs = backoffsOf(tree, span).filter(({ kind }) => kind === 'backoff')
  const gaps = [...backoffs, ...idle].map(gap => ofOutcome(gap, span.outcome))
  const phases = attempts.flatMap((attempt, nth) => {
    // What a Catch took wears its colour, as on the chart; what was tried again stays failed.
    const outcome = span.outcome === 'caught' && nth === attempts.length - 1 ? 'caught' : attempt.outcome
    return phasesOf(tree, attempt).map(phase => ofOutcome(phase, outcome))
  })
  return inOrder([...gaps, ...phases])
}

// Thousands of attempts each ask for theirs: found once for each version of the visit.
const gapsOf = new WeakMap<StateVisit, ReadonlyMap<EventId, readonly Backoff[]>>()

/** Backoffs and idle times of a visit by the failure they follow. */
function gapsAfter(tree: ExecutionTree, visit: StateVisit): ReadonlyMap<EventId, readonly Backoff[]> {
  const known = gapsOf.get(visit)
  if (known !== undefined) return known
  const gaps = new Map<EventId, Backoff[]>()
  for (const gap of backoffsOf(tree, visit)) {
    gaps.set(gap.startEventId, [...(gaps.get(gap.startEventId) ?? []), gap])
  }
  gapsOf.set(visit, gaps)
  return gaps
}

/** Where a stretch ends, at `now` while it lasts. */
export function endOfStretch({ from, to }: Stretch, now: Millis): Millis {
  return to ?? Math.max(from, now)
}

/** How long a span's stretches of one kind took in all; undefined where it has none. */
export function timeIn(stretches: readonly Stretch[], kind: Stretch['kind'], now: Millis): Millis | undefined {
  const own = stretches.filter(stretch => stretch.kind === kind)
  return own.length === 0 ? undefined : own.reduce((total, one) => total + endOfStretch(one, now) - one.from, 0)
}

function inOrder(stretches: readonly Stretch[]): readonly Stretch[] {
  const end = (stretch: Stretch) => stretch.to ?? Number.POSITIVE_INFINITY
  // Two open ends are equal, and their difference is no number.
  return stretches.toSorted((a, b) => a.from - b.from || (end(a) === end(b) ? 0 : end(a) - end(b)))
}

function ofOutcome({ kind, from, to }: Omit<Stretch, 'outcome'>, outcome: Outcome): Stretch {
  return { kind, from, to: to === undefined ? undefined : Math.max(from, to), outcome }
}
