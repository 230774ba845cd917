import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { backoffsOf, phasesOf } from '../../model/phases.ts'
import type { Outcome, Span } from '../../model/span.ts'
import { idleTimesOf } from '../../model/stretches.ts'
import { attemptsOf, parentOf } from '../../model/walk.ts'
import { formatDuration } from '../../words/format-duration.ts'

/** A stretch of the bar: a phase of an attempt, or the backoff before one. */
export interface Stretch {
  readonly kind: 'queued' | 'running' | 'waiting' | 'backoff' | 'idle'
  readonly from: Millis
  readonly to: Millis
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
function stretchesOf(tree: ExecutionTree, span: Span, now: Millis): readonly Stretch[] {
  if (span.kind === 'taskAttempt') {
    const visit = parentOf(tree, span)
    const before =
      visit?.kind === 'stateVisit' ? backoffsOf(tree, visit).filter(gap => gap.endEventId === span.startEventId) : []
    return [...before, ...phasesOf(tree, span)].map(stretch => ended(stretch, now, span.outcome))
  }
  if (span.kind !== 'stateVisit') return []
  const attempts = attemptsOf(tree, span)
  const idle = idleTimesOf(tree, span).map(time => ({ kind: 'idle' as const, ...time }))
  if (attempts.length === 0) {
    if (span.children.length > 0) return []
    return inOrder([...phasesOf(tree, span), ...idle].map(stretch => ended(stretch, now, span.outcome)))
  }
  const backoffs = backoffsOf(tree, span).filter(({ kind }) => kind === 'backoff')
  const gaps = [...backoffs, ...idle].map(gap => ended(gap, now, span.outcome))
  const phases = attempts.flatMap(attempt => phasesOf(tree, attempt).map(phase => ended(phase, now, attempt.outcome)))
  return inOrder([...gaps, ...phases])
}

function inOrder(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.toSorted((a, b) => a.from - b.from || a.to - b.to)
}

interface OpenStretch {
  readonly kind: Stretch['kind']
  readonly from: Millis
  readonly to: Millis | undefined
}

function ended({ kind, from, to }: OpenStretch, now: Millis, outcome: Outcome): Stretch {
  return { kind, from, to: Math.max(from, to ?? now), outcome }
}

interface PhasesBarProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly now: Millis
}

/** The phases of a span as one bar, and how long each kind took in all. */
export function PhasesBar({ tree, span, now }: PhasesBarProps) {
  const stretches = stretchesOf(tree, span, now)
  const first = stretches[0]
  const last = stretches.at(-1)
  if (first === undefined || last === undefined) return null
  const from = first.from
  const whole = Math.max(1, last.to - from)
  const kinds = (['backoff', 'idle', 'queued', 'running', 'waiting'] as const).filter(kind =>
    stretches.some(stretch => stretch.kind === kind),
  )
  return (
    <div className={`sfn-phases sfn-fill-${span.outcome}`}>
      <div className="sfn-phases-bar" aria-hidden="true">
        {drawn(stretches, whole).map((stretch, at) => (
          <span
            key={at}
            className={`sfn-phase sfn-phase-${stretch.kind} sfn-fill-${stretch.outcome}`}
            style={{
              left: `${((stretch.from - from) / whole) * 100}%`,
              width: `${((stretch.to - stretch.from) / whole) * 100}%`,
            }}
          />
        ))}
      </div>
      <dl className="sfn-phase-list">
        {kinds.map(kind => (
          <div key={kind}>
            <dt>
              <span className={`sfn-swatch sfn-phase-${kind}`} aria-hidden="true" />
              {kind === 'backoff' && span.kind === 'taskAttempt' ? 'Backoff before' : WORDS[kind]}
            </dt>
            <dd>{formatDuration(sum(stretches, kind))}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Narrower than any pixel of the panel. */
const NARROWEST = 1 / 500

/** What is too narrow to be seen joins with what comes before it: thousands of attempts draw as fast as ten. */
function drawn(stretches: readonly Stretch[], whole: Millis): readonly Stretch[] {
  const joined: Stretch[] = []
  for (const stretch of stretches) {
    const last = joined.at(-1)
    if (last !== undefined && stretch.to - last.from < whole * NARROWEST) {
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, stretch.to), outcome: stretch.outcome }
    } else joined.push(stretch)
  }
  return joined
}

function sum(stretches: readonly Stretch[], kind: Stretch['kind']): Millis {
  return stretches
    .filter(stretch => stretch.kind === kind)
    .reduce((total, stretch) => total + stretch.to - stretch.from, 0)
}
