import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import type { EventId, Millis } from '../../history/events.ts'
import { VirtualRows, type VirtualRowsHandle } from '../../kit/virtual-rows.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome } from '../../model/span.ts'
import type { LinkPatch, Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { pathWords } from '../../words/places.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { useDraft } from '../parts/use-draft.ts'
import { EventFilters } from './event-filters.tsx'
import { EventRow } from './event-row.tsx'
import { type EventFilter, filterEvents, typeCounts } from './event-rows.ts'
import './events.css'

const ROW_PX = 26
const HEADER_PX = 28

interface EventsTabProps {
  /** Whose events they are, where it is not the execution on the page. */
  readonly of: ReactNode
  readonly tree: ExecutionTree
  /** What times are counted from. */
  readonly startedAt: Millis
  readonly totalEvents: number | undefined
  readonly selected: EventId | undefined
  readonly timeMode: TimeMode
  /** Events that the page's query found: marked, or the only ones listed. */
  readonly matches: ReadonlySet<EventId> | undefined
  readonly onlyMatches: boolean
  /** What is listed is in the link. */
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly onSelect: (eventId: EventId) => void
}

/** Every event of the history as a table: what the chart draws, in words. */
export function EventsTab(props: EventsTabProps) {
  const { tree, totalEvents, selected, timeMode, matches, onlyMatches, link, navigate, onSelect } = props
  const [filter, setFilter] = useDraft(filterOf(link), chosen => navigate(partsOf(chosen), 'replace'))
  const deferred = useDeferredValue(filter)
  const rows = useRef<VirtualRowsHandle>(null)
  const pathOf = useMemo(() => pathsOf(tree), [tree])
  const types = useMemo(() => typeCounts(tree), [tree])
  const ids = useMemo(() => {
    const passed = filterEvents(tree, deferred, pathOf)
    return onlyMatches && matches !== undefined ? passed.filter(id => matches.has(id)) : passed
  }, [tree, deferred, pathOf, matches, onlyMatches])
  const at = selected === undefined ? -1 : ids.indexOf(selected)
  useEffect(() => {
    if (at >= 0) rows.current?.scrollToRow(at)
  }, [at])
  const go = (row: number) => {
    const id = ids[Math.max(0, Math.min(ids.length - 1, row))]
    if (id !== undefined) onSelect(id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 20, PageUp: at - 20, Home: 0, End: ids.length - 1 }[
      event.key
    ]
    if (to === undefined || event.target !== event.currentTarget) return
    event.preventDefault()
    go(to)
  }
  const reading = { mode: timeMode, startedAt: props.startedAt }
  const sort = () => setFilter({ ...filter, newestFirst: !filter.newestFirst })
  return (
    <section className="sfn-events" aria-label="Events">
      {props.of}
      <EventFilters
        filter={filter}
        types={types}
        onChange={setFilter}
        counts={`${formatCount(ids.length)} of ${formatCount(totalEvents ?? tree.eventCount)} events`}
        missing={(totalEvents ?? tree.eventCount) - tree.eventCount}
        isFinal={tree.isFinal}
      />
      <VirtualRows
        ref={rows}
        className="sfn-events-table"
        count={ids.length}
        rowHeightPx={ROW_PX}
        headerHeightPx={HEADER_PX}
        header={<EventsHeader newestFirst={filter.newestFirst} onSort={sort} />}
        scroller={{
          role: 'grid',
          'aria-label': 'Events',
          'aria-rowcount': ids.length + 1,
          'aria-colcount': 6,
          onKeyDown,
        }}
        renderRow={(row, style) => {
          const event = tree.event(ids[row] ?? 0)
          if (event === undefined) return null
          return (
            <EventRow
              key={event.id}
              event={event}
              outcome={outcomeShown(tree, event.id)}
              path={pathOf(event.id)}
              rowIndex={row + 2}
              style={style}
              reading={reading}
              query={deferred.text}
              selected={event.id === selected}
              matched={!onlyMatches && (matches?.has(event.id) ?? false)}
              onSelect={onSelect}
            />
          )
        }}
      />
      {ids.length === 0 && <p className="sfn-events-none">No event matches these filters.</p>}
    </section>
  )
}

function filterOf({ eventText, eventType, eventOutcome, newestFirst }: ViewLink): EventFilter {
  return {
    text: eventText ?? '',
    type: eventType ?? '',
    outcome: eventOutcome ?? '',
    newestFirst: newestFirst ?? false,
  }
}

/** The inverse; what is as at first is not in a link. */
function partsOf({ text, type, outcome, newestFirst }: EventFilter): LinkPatch {
  return {
    eventText: text === '' ? undefined : text,
    eventType: type === '' ? undefined : type,
    eventOutcome: outcome === '' ? undefined : outcome,
    newestFirst: newestFirst || undefined,
  }
}

/** Only the event that ended a span tells its outcome; the others are steps on the way. */
function outcomeShown(tree: ExecutionTree, id: EventId): Outcome | undefined {
  const span = tree.spanOfEvent(id)
  return span?.endEventId === id && span.outcome !== 'succeeded' ? span.outcome : undefined
}

/** Paths by event, remembered by span: a span's events share one. */
function pathsOf(tree: ExecutionTree): (id: EventId) => string {
  const known = new Map<number, string>()
  return id => {
    const span = tree.spanOfEvent(id)
    if (span === undefined) return ''
    let path = known.get(span.key)
    if (path === undefined) {
      path = pathWords(tree, span)
      known.set(span.key, path)
    }
    return path
  }
}

function EventsHeader({ newestFirst, onSort }: { readonly newestFirst: boolean; readonly onSort: () => void }) {
  return (
    // The grid has the keys
    <div role="row" aria-rowindex={1} className="sfn-events-header">
      <div role="columnheader" aria-sort={newestFirst ? 'descending' : 'ascending'}>
        <button type="button" className="sfn-sort" onClick={onSort}>
          Id {newestFirst ? '↓' : '↑'}
        </button>
      </div>
      {['Time', 'Type', 'State', 'Previous', 'Details'].map(name => (
        <div key={name} role="columnheader">
          {name}
        </div>
      ))}
    </div>
  )
}
