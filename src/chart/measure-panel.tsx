import { useMemo } from 'react'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { OUTCOMES } from '../model/span.ts'
import type { Viewport } from '../timeline/chart-types.ts'
import { measure } from '../timeline/measure.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration } from '../words/format-duration.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { OutcomeIcon } from './icons.tsx'
import './measure-panel.css'

interface MeasurePanelProps {
  readonly range: Viewport
  readonly tree: ExecutionTree
  readonly onZoom: (range: Viewport) => void
  /** Zooms there and tells what the time was spent on. */
  readonly onExplain: ((range: Viewport) => void) | undefined
  readonly onStop: () => void
}

/** What the measured range holds: its length, how many spans, and how they ended. */
export default function MeasurePanel({ range, tree, onZoom, onExplain, onStop }: MeasurePanelProps) {
  const found = useMemo(() => measure(tree, range.from, range.to), [tree, range])
  return (
    <div className="chart-measure-panel" role="status" data-testid="measure">
      <strong>{formatDuration(found.length)}</strong>
      <span>
        {formatCount(found.spans)} {found.spans === 1 ? 'span' : 'spans'} · {formatCount(found.events)}{' '}
        {found.events === 1 ? 'event' : 'events'}
      </span>
      {OUTCOMES.toReversed()
        .filter(outcome => found.byOutcome[outcome] > 0)
        .map(outcome => (
          <span key={outcome} className="chart-measure-outcome">
            <OutcomeIcon outcome={outcome} />
            {formatCount(found.byOutcome[outcome])} {outcomeWords(outcome)}
          </span>
        ))}
      <button type="button" className="chart-button" onClick={() => onZoom(range)}>
        Zoom to range
      </button>
      {onExplain !== undefined && (
        <button type="button" className="chart-button" onClick={() => onExplain(range)}>
          Where the time went
        </button>
      )}
      <button type="button" className="chart-button chart-button--icon" aria-label="Stop measuring" onClick={onStop}>
        ✕
      </button>
    </div>
  )
}
