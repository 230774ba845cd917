import { useMemo } from 'react'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { backoffsOf, phasesOf } from '../../model/phases.ts'
import type { Outcome, Span } from '../../model/span.ts'
import { idleTimesOf } from '../../model/stretches.ts'
import { attemptsOf, parentOf } from '../../model/walk.ts'
import { formatDuration } from '../../words/format-duration.ts'

/** A stretch of the bar: a phase of an attempt, or the backoff before one. */
interface Stretch {
  readonly kind: 'queued' | 'running' | 'waiting' | 'backoff' | 'idle'
  readonly from: Millis
  /** Undefined while it lasts. */
  readonly to: Millis | undefined
  /** How the attempt it belongs to ended. */
  readonly outcome: Outcome
}

const WORDS: Readonly<Record<Stretch['kind'], string>> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  backoff: 'Backoff',
  idle: 'Idle before redrive',
}

/**
 * The stretches of a span in order. An attempt's begin with the backoff before it; a visit's are those of all its
 * attempts. Containers have none of their own.
 */
function stretchesOf(tree: ExecutionTree, span: Span): readonly Stretch[] {
  if (span.kind === 'taskAttempt') {
    const visit = parentOf(tree, span)
    const before =
      visit?.kind === 'stateVisit' ? backoffsOf(tree, visit).filter(gap => gap.endEventId === span.startEventId) : []
    return [...before, ...phasesOf(tree, span)].map(stretch => ofOutcome(stretch, span.outcome))
  }
  if (span.kind !== 'stateVisit') return []
  const attempts = attemptsOf(tree, span)
  const idle = idleTimesOf(tree, span).map(time => ({ kind: 'idle' as const, ...time }))
  if (attempts.length === 0) {
    if (span.children.length > 0) return []
    return inOrder([...phasesOf(tree, span), ...idle].map(stretch => ofOutcome(stretch, span.outcome)))
  }
  const backoffs = backoffsOf(tree, span).filter(({ kind }) => kind === 'backoff')
  const stretches = [...backoffs, ...idle].map(gap => ofOutcome(gap, span.outcome))
  for (const attempt of attempts)
    for (const phase of phasesOf(tree, attempt)) stretches.push(ofOutcome(phase, attempt.outcome))
  return inOrder(stretches)
}

function inOrder(stretches: readonly Stretch[]): readonly Stretch[] {
  const end = (stretch: Stretch) => stretch.to ?? Number.POSITIVE_INFINITY
  // Two open ends are equal, and their difference is no number.
  return stretches.toSorted((a, b) => a.from - b.from || (end(a) === end(b) ? 0 : end(a) - end(b)))
}

function ofOutcome({ kind, from, to }: Omit<Stretch, 'outcome'>, outcome: Outcome): Stretch {
  return { kind, from, to: to === undefined ? undefined : Math.max(from, to), outcome }
}

interface PhasesBarProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly now: Millis
}

/** The phases of a span as one bar, and how long each kind took in all. */
export function PhasesBar({ tree, span, now }: PhasesBarProps) {
  // Thousands of attempts are gone through once; while one runs, a tick of the clock only draws again.
  const stretches = useMemo(() => stretchesOf(tree, span), [tree, span])
  const first = stretches[0]
  const last = stretches.at(-1)
  if (first === undefined || last === undefined) return null
  const { from } = first
  const until = (stretch: Stretch) => stretch.to ?? Math.max(stretch.from, now)
  const whole = Math.max(1, until(last) - from)
  const sums = new Map<Stretch['kind'], Millis>()
  for (const stretch of stretches) sums.set(stretch.kind, (sums.get(stretch.kind) ?? 0) + until(stretch) - stretch.from)
  return (
    <div className={`sfn-phases sfn-fill-${span.outcome}`}>
      <div className="sfn-phases-bar" aria-hidden="true">
        {drawn(stretches, whole, until).map((piece, at) => (
          <span
            key={at}
            className={`sfn-phase sfn-phase-${piece.kind} sfn-fill-${piece.outcome}`}
            style={{
              left: `${((piece.from - from) / whole) * 100}%`,
              width: `${((piece.to - piece.from) / whole) * 100}%`,
            }}
          />
        ))}
      </div>
      <dl className="sfn-phase-list">
        {KINDS.filter(kind => sums.has(kind)).map(kind => (
          <div key={kind}>
            <dt>
              <span className={`sfn-swatch sfn-phase-${kind}`} aria-hidden="true" />
              {kind === 'backoff' && span.kind === 'taskAttempt' ? 'Backoff before' : WORDS[kind]}
            </dt>
            <dd>{formatDuration(sums.get(kind) ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const KINDS = ['backoff', 'idle', 'queued', 'running', 'waiting'] as const

interface Piece {
  readonly kind: Stretch['kind']
  readonly from: Millis
  to: Millis
  outcome: Outcome
}

/** A pixel or two of the panel. */
const NARROWEST = 1 / 200

/** What is too narrow to be seen joins with what comes before it: thousands of attempts draw as fast as ten. */
function drawn(stretches: readonly Stretch[], whole: Millis, until: (stretch: Stretch) => Millis): readonly Piece[] {
  const joined: Piece[] = []
  for (const stretch of stretches) {
    const last = joined.at(-1)
    const to = until(stretch)
    if (last !== undefined && to - last.from < whole * NARROWEST) {
      last.to = Math.max(last.to, to)
      last.outcome = stretch.outcome
    } else joined.push({ kind: stretch.kind, from: stretch.from, to, outcome: stretch.outcome })
  }
  return joined
}
