import { OUTCOMES, type Outcome } from '../model/span.ts'
import { outcomeName } from '../words/outcomes.ts'
import { OutcomeIcon } from './icons.tsx'
import './legend.css'

const PHASES = ['Queued', 'Running', 'Waiting', 'Backoff'] as const

interface LegendProps {
  readonly criticalPath: boolean
  /** Only outcomes that occur are explained. */
  readonly occurring: ReadonlySet<Outcome>
  readonly onHelp: (() => void) | undefined
}

/** What shapes and colours mean, and that there are keys. */
export function Legend({ criticalPath, occurring, onHelp }: LegendProps) {
  return (
    <div className="chart-legend">
      <ul className="chart-legend-list" aria-label="Legend">
        {PHASES.map(phase => (
          <li key={phase}>
            <span className={`chart-swatch chart-swatch--${phase.toLowerCase()}`} />
            {phase}
          </li>
        ))}
        {OUTCOMES.filter(outcome => outcome === 'succeeded' || occurring.has(outcome)).map(outcome => (
          <li key={outcome} className={outcome === 'succeeded' ? 'chart-legend-rule' : undefined}>
            <span className={`chart-swatch chart-swatch--${outcome}`}>
              {outcome !== 'succeeded' && outcome !== 'running' && (
                <span className="chart-swatch-cap">
                  <OutcomeIcon outcome={outcome} />
                </span>
              )}
            </span>
            {outcomeName(outcome)}
          </li>
        ))}
        {criticalPath && (
          <li>
            <span className="chart-swatch chart-swatch--critical" />
            Critical path
          </li>
        )}
      </ul>
      {onHelp !== undefined && (
        <button type="button" className="chart-help-hint" onClick={onHelp} aria-keyshortcuts="?">
          <kbd className="chart-kbd" aria-hidden="true">
            ?
          </kbd>{' '}
          Shortcuts
        </button>
      )}
    </div>
  )
}
