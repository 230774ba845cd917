import type { EventId, HistoryEvent } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatTime } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { CauseText } from './cause-text.tsx'
import { useRunStart } from './run-clock.ts'

interface SpanEventsProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly timeMode: TimeMode
  readonly linked: EventId | undefined
}

const SHOWN_EVENTS = 200

/** The span's own events as they were recorded. */
export function SpanEvents({ tree, span, timeMode, linked }: SpanEventsProps) {
  const reading = { mode: timeMode, startedAt: useRunStart(tree) }
  return (
    <div className="sfn-span-events">
      {span.events.slice(0, SHOWN_EVENTS).map(id => {
        const event = tree.event(id)
        if (event === undefined) return null
        const text = () =>
          JSON.stringify({ ...event, timestamp: new Date(event.timestamp).toISOString() }, undefined, 2)
        return (
          <details key={id} className="sfn-span-event" open={id === linked || span.events.length === 1}>
            <summary>
              <b>#{formatCount(id)}</b>
              <span>{event.type}</span>
              <span className="sfn-muted">{formatTime(event.timestamp, reading)}</span>
            </summary>
            <EventError event={event} />
            <EventText text={text} />
            <CopyButton label="Copy event" ariaLabel={`Copy event ${id}`} text={text} />
          </details>
        )
      })}
      {span.events.length > SHOWN_EVENTS && (
        <p className="sfn-muted">{formatCount(span.events.length - SHOWN_EVENTS)} more: the Events tab lists all.</p>
      )}
    </div>
  )
}

/** An error and its cause as one reads them, before the event as it was recorded. */
function EventError({ event: { details } }: { readonly event: HistoryEvent }) {
  const { error, cause } = details ?? {}
  if (typeof cause !== 'string' || cause === '') return null
  return <CauseText error={typeof error === 'string' ? error : undefined} cause={cause} />
}

const SHOWN_CHARACTERS = 20_000

function EventText({ text }: { readonly text: () => string }) {
  const whole = text()
  const shown = whole.length > SHOWN_CHARACTERS ? `${whole.slice(0, SHOWN_CHARACTERS)}\n… (copy for the rest)` : whole
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be reachable by keyboard
    <pre className="sfn-mono" tabIndex={0}>
      {shown}
    </pre>
  )
}
