import { useMemo } from 'react'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome, Span } from '../../model/span.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { endOfStretch, type Stretch, stretchesOfBar } from './bar-stretches.ts'

const WORDS: Readonly<Record<Stretch['kind'], string>> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  backoff: 'Backoff',
  idle: 'Idle before redrive',
}

interface PhasesBarProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly now: Millis
}

/** The phases of a span as one bar, and how long each kind took in all. */
export function PhasesBar({ tree, span, now }: PhasesBarProps) {
  // Thousands of attempts are gone through once; while one runs, a tick of the clock only draws again.
  const stretches = useMemo(() => stretchesOfBar(tree, span), [tree, span])
  const first = stretches[0]
  const last = stretches.at(-1)
  if (first === undefined || last === undefined) return null
  const { from } = first
  const until = (stretch: Stretch) => endOfStretch(stretch, now)
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
              {kind === 'backoff' && span.kind === 'taskAttempt' ? 'Backoff after' : WORDS[kind]}
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
