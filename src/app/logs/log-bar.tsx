import { type PointerEvent, useEffect, useMemo } from 'react'
import type { Millis } from '../../history/events.ts'
import { phasesWithin, startsWithin } from '../../logs/bar-told.ts'
import { type InvocationPhase, phasesOfInvocation } from '../../logs/invocations.ts'
import type { LineLevel } from '../../logs/line-level.ts'
import type { LinesOfAttempt } from '../../logs/lines-of-attempt.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { phasesOf } from '../../model/phases.ts'
import type { Outcome, TaskAttempt } from '../../model/span.ts'
import { parentOf } from '../../model/walk.ts'
import { formatDuration } from '../../words/format-duration.ts'

interface LogBarProps {
  readonly tree: ExecutionTree
  readonly attempt: TaskAttempt
  readonly own: LinesOfAttempt
  readonly moment: Millis | undefined
  readonly now: Millis
  /** The hand is at a moment of the bar, or has left it. */
  readonly onPoint: (attempt: TaskAttempt, at: Millis | undefined) => void
}

/** Lines in one hundredth of the bar are one tick, of the worst level. */
const TICKS = 120

/** The attempt as a bar: its own phases, those that Lambda reports within, its lines as ticks, and the moment looked at. */
export function LogBar({ tree, attempt, own, moment, now, onPoint }: LogBarProps) {
  const phases = useMemo(() => phasesOf(tree, attempt), [tree, attempt])
  const from = attempt.startedAt
  const to = Math.max(from + 1, attempt.endedAt ?? now)
  const at = (time: Millis) => Math.max(0, Math.min(100, ((time - from) / (to - from)) * 100))
  const stretch = (start: Millis, end: Millis) => ({ left: `${at(start)}%`, width: `${at(end) - at(start)}%` })
  const reported = own.invocation === undefined ? [] : phasesOfInvocation(own.invocation)
  const inside = phasesWithin(reported, { from, to })
  const point = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    onPoint(attempt, from + ((clientX - left) / Math.max(1, width)) * (to - from))
  }
  useEffect(() => () => onPoint(attempt, undefined), [onPoint, attempt])
  const ticks = useMemo(() => ticksOf(own, from, to), [own, from, to])
  return (
    <div className={`sfn-log-bar sfn-phases sfn-fill-${outcomeShown(tree, attempt)}`}>
      <div
        className="sfn-phases-bar"
        aria-hidden="true"
        onPointerMove={point}
        onPointerLeave={() => onPoint(attempt, undefined)}
      >
        {phases.map(phase => (
          <span
            key={phase.kind}
            className={`sfn-phase sfn-phase-${phase.kind}`}
            style={stretch(phase.from, phase.to ?? now)}
          />
        ))}
        {inside
          .filter(({ kind }) => kind !== 'run')
          .map(phase => (
            <span key={phase.kind} className="sfn-phase sfn-log-init" style={stretch(phase.from, phase.to)} />
          ))}
      </div>
      <div className="sfn-log-ticks" aria-hidden="true">
        {ticks.map(({ share, level }) => (
          <span key={share} className={`sfn-log-tick sfn-level-${level}`} style={{ left: `${share}%` }} />
        ))}
      </div>
      {moment !== undefined && (
        <span className="sfn-log-moment" aria-hidden="true" style={{ left: `${at(moment)}%` }} />
      )}
      <Figures {...{ phases, reported, own, now }} startedAt={from} />
    </div>
  )
}

interface FiguresProps {
  readonly phases: ReturnType<typeof phasesOf>
  readonly reported: ReturnType<typeof phasesOfInvocation>
  readonly startedAt: Millis
  readonly own: LinesOfAttempt
  readonly now: Millis
}

const NAMES = { init: 'Init', restore: 'Restore', run: 'Run' } as const
const NOTES = { init: 'cold start', restore: 'from a snapshot', run: '' } as const

function noteOf(phase: InvocationPhase, startedAt: Millis): string {
  return phase.kind === 'run' || startsWithin(phase, startedAt) ? NOTES[phase.kind] : 'before it was called'
}

/** How long each part took, what is billed, how much memory it had. */
function Figures({ phases, reported, startedAt, own, now }: FiguresProps) {
  const queued = phases.find(({ kind }) => kind === 'queued')
  const report = own.invocation?.report
  const lines = own.lines.length
  // Of several that it may have been, none has figures that are the attempt's.
  if (report === undefined && (lines === 0 || own.by !== 'requestId')) return null
  return (
    <dl className="sfn-phase-list sfn-log-figures">
      {queued !== undefined && (
        <div>
          <dt>
            <span className="sfn-swatch sfn-phase-queued" aria-hidden="true" />
            Queued
          </dt>
          <dd>{formatDuration((queued.to ?? now) - queued.from)}</dd>
        </div>
      )}
      {reported.map(phase => (
        <div key={phase.kind}>
          <dt>
            <span
              className={`sfn-swatch ${phase.kind === 'run' ? 'sfn-phase-running' : 'sfn-log-init'}`}
              aria-hidden="true"
            />
            {NAMES[phase.kind]}
          </dt>
          <dd>
            {formatDuration(phase.to - phase.from)} <small>{noteOf(phase, startedAt)}</small>
          </dd>
        </div>
      ))}
      {report?.billedMs !== undefined && (
        <div className="sfn-log-plain">
          <dt>Billed</dt>
          <dd>{formatDuration(report.billedMs)}</dd>
        </div>
      )}
      {report?.usedMB !== undefined && <Memory used={report.usedMB} size={report.memoryMB} />}
      {report?.status !== undefined && report.status !== 'success' && (
        <div className="sfn-log-plain">
          <dt>Status</dt>
          <dd>{[report.status, report.errorType].filter(word => word !== undefined).join(' · ')}</dd>
        </div>
      )}
      {report === undefined && <p className="sfn-muted">Its report is not here: no billed time, no memory.</p>}
    </dl>
  )
}

/** Nearly all of it used: the next run may not have enough. */
const TIGHT = 0.9

function Memory({ used, size }: { readonly used: number; readonly size: number | undefined }) {
  const share = size === undefined ? undefined : Math.min(1, used / size)
  return (
    <div className="sfn-log-plain">
      <dt>Memory</dt>
      <dd>
        {used} {size === undefined ? 'MB' : <small>{`of ${size} MB`}</small>}
        {share !== undefined && (
          <span className={`sfn-log-gauge${share >= TIGHT ? ' sfn-log-tight' : ''}`} aria-hidden="true">
            <span style={{ width: `${share * 100}%` }} />
          </span>
        )}
      </dd>
    </div>
  )
}

const RANK: readonly LineLevel[] = ['none', 'platform', 'debug', 'info', 'warn', 'error']

/** As on the chart: what the state caught shows that. */
function outcomeShown(tree: ExecutionTree, attempt: TaskAttempt): Outcome {
  const visit = parentOf(tree, attempt)
  const isLast = visit?.kind === 'stateVisit' && visit.children.at(-1) === attempt.key
  return isLast && visit.outcome === 'caught' ? 'caught' : attempt.outcome
}

/** Where on the bar lines stand, in percent; several in one place wear the worst level. */
function ticksOf(own: LinesOfAttempt, from: Millis, to: Millis): readonly { share: number; level: LineLevel }[] {
  const worst = new Map<number, LineLevel>()
  for (const { line, level } of own.lines) {
    if (line.at === undefined || line.at < from || line.at > to) continue
    const place = Math.round(((line.at - from) / (to - from)) * TICKS)
    const former = worst.get(place)
    if (former === undefined || RANK.indexOf(level) > RANK.indexOf(former)) worst.set(place, level)
  }
  return [...worst].map(([place, level]) => ({ share: (place / TICKS) * 100, level }))
}
