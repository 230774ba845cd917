import type { CSSProperties } from 'react'
import type { EventId, HistoryEvent } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import type { Outcome } from '../../model/span.ts'
import { outcomeIconName, outcomeName } from '../../words/outcomes.ts'
import { formatTime, type TimeReading } from '../../words/points-in-time.ts'
import { Marked } from '../payload/marked.tsx'
import { detailsExcerpt } from './event-rows.ts'
import '../parts/blocks.css'

interface EventRowProps {
  readonly event: HistoryEvent
  /** Shown where the event ended its span other than well. */
  readonly outcome: Outcome | undefined
  readonly path: string
  readonly rowIndex: number
  readonly style: CSSProperties
  readonly reading: TimeReading
  readonly query: string
  readonly selected: boolean
  /** Whether the page's query found it. */
  readonly matched: boolean
  readonly onSelect: (eventId: EventId) => void
}

/** One event: a click anywhere selects it, its previous id leads to that event. */
export function EventRow(props: EventRowProps) {
  const { event, outcome, path, rowIndex, style, reading, query, selected, matched, onSelect } = props
  const select = () => onSelect(event.id)
  return (
    // The grid has the keys, and the first cell is a button
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selected}
      tabIndex={-1}
      className={`sfn-event-row${selected ? ' sfn-event-selected' : ''}${matched ? ' sfn-event-matched' : ''}`}
      style={style}
      onClick={select}
    >
      <div role="gridcell">
        <button type="button" className="sfn-cell-button sfn-event-link" tabIndex={-1} onClick={select}>
          {event.id}
        </button>
        {matched && <span className="sfn-hidden"> (match)</span>}
      </div>
      <div role="gridcell">{formatTime(event.timestamp, reading)}</div>
      <div role="gridcell" title={event.type} className={outcome === undefined ? undefined : `sfn-outcome-${outcome}`}>
        {outcome !== undefined && <Icon name={outcomeIconName(outcome)} size={12} />}
        {outcome !== undefined && <span className="sfn-hidden">{outcomeName(outcome)}: </span>}
        <Marked text={event.type} query={query} />
      </div>
      <div role="gridcell" title={path}>
        <Marked text={path} query={query} />
      </div>
      <div role="gridcell">
        {event.previousEventId === 0 ? (
          '—'
        ) : (
          <button
            type="button"
            className="sfn-cell-button sfn-event-link"
            tabIndex={-1}
            aria-label={`Previous event ${event.previousEventId}`}
            onClick={click => {
              click.stopPropagation()
              onSelect(event.previousEventId)
            }}
          >
            {event.previousEventId}
          </button>
        )}
      </div>
      <div role="gridcell" className="sfn-event-details">
        <Marked text={detailsExcerpt(event)} query={query} />
      </div>
    </div>
  )
}
