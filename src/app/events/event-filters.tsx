import { SearchField } from '../../kit/search-field.tsx'
import { OUTCOMES } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { outcomeName } from '../../words/outcomes.ts'
import type { EventFilter } from './event-rows.ts'

interface EventFiltersProps {
  readonly filter: EventFilter
  readonly types: readonly { readonly type: string; readonly count: number }[]
  readonly counts: string
  readonly missing: number
  /** No more events will come. */
  readonly isFinal: boolean
  readonly onChange: (filter: EventFilter) => void
}

/** What to list: a text, a type, the outcome of the span. */
export function EventFilters({ filter, types, counts, missing, isFinal, onChange }: EventFiltersProps) {
  return (
    <div className="sfn-event-filters">
      <SearchField
        label="Text, state or event id"
        placeholder="Text, state or #id"
        value={filter.text}
        onText={text => onChange({ ...filter, text })}
      />
      <select
        aria-label="Event type"
        value={filter.type}
        onChange={event => onChange({ ...filter, type: event.target.value })}
      >
        <option value="">All types</option>
        {types.map(({ type, count }) => (
          <option key={type} value={type}>
            {type} ({formatCount(count)})
          </option>
        ))}
      </select>
      <select
        aria-label="Outcome of the span"
        value={filter.outcome}
        onChange={event =>
          onChange({ ...filter, outcome: OUTCOMES.find(outcome => outcome === event.target.value) ?? '' })
        }
      >
        <option value="">All outcomes</option>
        {OUTCOMES.map(outcome => (
          <option key={outcome} value={outcome}>
            {outcomeName(outcome)}
          </option>
        ))}
      </select>
      <span role="status">{counts}</span>
      {missing > 0 && (
        <span className="sfn-muted">
          {formatCount(missing)} {isFinal ? 'missing' : 'not loaded yet'}
        </span>
      )}
    </div>
  )
}
