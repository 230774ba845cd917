import type { SpanError } from '../../analysis/span-error.ts'
import type { EventId } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { formatCount } from '../../words/format-count.ts'
import { errorWords } from '../answers/error-words.ts'
import { CauseText } from './cause-text.tsx'

interface ErrorCardProps {
  readonly error: SpanError
  /** The event that tells it, where that is not the span's own. */
  readonly inside: EventId | undefined
  readonly onSelect: (eventId: EventId) => void
}

/** An error with its cause made readable: message first, then the stack, runtime frames muted. */
export function ErrorCard({ error, inside, onSelect }: ErrorCardProps) {
  return (
    <section className="sfn-block">
      <header className="sfn-block-head">
        <h3>Error</h3>
        {inside !== undefined && (
          <button type="button" className="sfn-cell-button sfn-event-link" onClick={() => onSelect(inside)}>
            inside, event #{formatCount(inside)}
          </button>
        )}
        <CopyButton
          label="Copy"
          ariaLabel="Copy error and cause"
          text={() => `${errorWords(error.error)}\n${error.cause ?? ''}`}
        />
      </header>
      <CauseText error={error.error} cause={error.cause} />
    </section>
  )
}
