import type { IterationMeasure } from '../analysis/iteration-comparison.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { Span } from '../model/span.ts'
import { type LaneSummary, type OutcomeLine, PHASES } from '../timeline/lane-summary.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration } from '../words/format-duration.ts'
import { outcomeName } from '../words/outcomes.ts'
import { OutcomeSwatch } from './outcome-swatch.tsx'

interface OutcomeTableProps {
  readonly summary: LaneSummary
  readonly map: Span
  /** What is known of iterations without an end. */
  readonly open: keyof typeof OPEN_NAMES
  /** Before all is here, what has not begun and what is not loaded look the same. */
  readonly allIsHere: boolean
}

const OPEN_NAMES = { running: 'Running', loading: 'Still loading', untold: 'Outcome not told' } as const

/** How the iterations of a Map ended, how many each way, and how long these took. */
export function OutcomeTable({ summary, map, open, allIsHere }: OutcomeTableProps) {
  const isLastOf = map.kind === 'stateVisit' && map.rounds.length > 1
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{isLastOf ? 'Outcome in the last round' : 'Outcome'}</th>
          <th scope="col">Count</th>
          <th scope="col">Median</th>
        </tr>
      </thead>
      <tbody>
        {summary.outcomes.map(({ outcome, count, medianMs }) => (
          <tr key={outcome}>
            <th scope="row">
              <Swatch outcome={outcome} isTold={outcome !== 'running' || open === 'running'} />
              {nameOf(outcome, open)}
            </th>
            <td>{formatCount(count)}</td>
            <td>{outcome === 'running' && open !== 'running' ? '—' : formatDuration(medianMs)}</td>
          </tr>
        ))}
        {summary.notBegun > 0 && allIsHere && (
          <tr>
            <th scope="row">
              <span className="chart-swatch chart-swatch--none" />
              {map.endedAt === undefined ? 'Still to start' : 'Never started'}
            </th>
            <td>{formatCount(summary.notBegun)}</td>
            <td>—</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function nameOf(outcome: OutcomeLine['outcome'], open: OutcomeTableProps['open']): string {
  if (outcome === 'caughtInside') return 'Caught inside'
  return outcome === 'running' ? OPEN_NAMES[open] : outcomeName(outcome)
}

function Swatch({ outcome, isTold }: { readonly outcome: OutcomeLine['outcome']; readonly isTold: boolean }) {
  if (!isTold) return <span className="chart-swatch chart-swatch--untold" />
  return <OutcomeSwatch outcome={outcome === 'caughtInside' ? 'caught' : outcome} />
}

const PHASE_NAMES = { queued: 'Queued', running: 'Running', waiting: 'Waiting', backoff: 'Backoff' } as const

/** On what the time of all iterations went, added up. */
export function PhaseTable({ phaseMs }: Pick<LaneSummary, 'phaseMs'>) {
  const totalMs = PHASES.reduce((sum, phase) => sum + phaseMs[phase], 0)
  if (totalMs === 0) return null
  const occurring = PHASES.filter(phase => phaseMs[phase] > 0)
  return (
    <table title="Time spent in states, added up over all iterations; a Map or Parallel inside counts as running">
      <thead>
        <tr>
          <th scope="col">Time in states</th>
          <th scope="col">Share</th>
          <th scope="col">{formatDuration(totalMs)}</th>
        </tr>
      </thead>
      <tbody>
        <tr aria-hidden="true">
          <td colSpan={3}>
            <span className="chart-lane-shares">
              {occurring.map(phase => (
                <span
                  key={phase}
                  className={`chart-swatch chart-swatch--${phase}`}
                  style={{ width: `${(phaseMs[phase] / totalMs) * 100}%` }}
                />
              ))}
            </span>
          </td>
        </tr>
        {occurring.map(phase => (
          <tr key={phase}>
            <th scope="row">
              <span className={`chart-swatch chart-swatch--${phase}`} />
              {PHASE_NAMES[phase]}
            </th>
            <td>{shareText(phaseMs[phase] / totalMs)}</td>
            <td>{formatDuration(phaseMs[phase])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What is there is never told as nothing. */
function shareText(share: number): string {
  return share > 0 && share < 0.005 ? '< 1 %' : `${Math.round(share * 100)} %`
}

interface SlowestTableProps {
  /** Slowest first, each with the name of the state it spent most of its time in. */
  readonly slowest: readonly (IterationMeasure & { readonly state: string })[]
  readonly medianMs: Millis | undefined
  readonly onSelect: (key: GlobalKey) => void
}

/** The iterations that took longest, and how often the median that is; pressing one selects it. */
export function SlowestTable({ slowest, medianMs = 0, onSelect }: SlowestTableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Slowest</th>
          <th scope="col">Took</th>
          <th scope="col">× median</th>
        </tr>
      </thead>
      <tbody>
        {slowest.map(({ key, index, round, state, durationMs }) => (
          <tr key={key}>
            <th scope="row">
              <button type="button" className="chart-text-button" onClick={() => onSelect(key)}>
                #{index}
                {round > 1 && ` (round ${round})`}
              </button>{' '}
              {state}
            </th>
            <td>{formatDuration(durationMs)}</td>
            <td>{medianMs > 0 ? (durationMs / medianMs).toFixed(1) : '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
