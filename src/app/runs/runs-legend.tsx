import { OutcomeSwatch } from '../../chart/outcome-swatch.tsx'
import '../../chart/legend.css'
import { outcomeName } from '../../words/outcomes.ts'

const ENDS = ['succeeded', 'failed', 'timedOut', 'aborted'] as const

/** What the charts' marks mean. */
export function RunsLegend() {
  return (
    <div className="sfn-runs-legend" role="group" aria-label="Legend">
      {ENDS.map(outcome => (
        <span key={outcome}>
          <OutcomeSwatch outcome={outcome} /> {outcomeName(outcome)}
        </span>
      ))}
      <span>
        <i className="sfn-runs-running" /> {outcomeName('running')}
      </span>
      <span>
        <i className="sfn-runs-redriven" /> Redriven
      </span>
      <span>
        <i className="sfn-runs-line" /> p50 of the last 20 successes; where there are many, of each stretch of hours,
        days or weeks
      </span>
      <span>
        <i className="sfn-runs-line sfn-runs-line-dashed" /> p95
      </span>
      <span className="sfn-muted">Drag in the chart for a range of time</span>
    </div>
  )
}
