import { useState } from 'react'
import { readCause } from '../../analysis/cause.ts'
import type { SpanError } from '../../analysis/span-error.ts'
import type { EventId } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { formatCount } from '../../words/format-count.ts'
import { errorWords } from '../answers/error-words.ts'
import { JsonTree } from '../payload/json-tree.tsx'

const FOLDED_STACK_LINES = 6

interface ErrorCardProps {
  readonly error: SpanError
  /** The event that tells it, where that is not the span's own. */
  readonly inside: EventId | undefined
  readonly onSelect: (eventId: EventId) => void
}

/** An error with its cause made readable: message first, then the stack, runtime frames muted. */
export function ErrorCard({ error, inside, onSelect }: ErrorCardProps) {
  const [whole, setWhole] = useState(false)
  const cause = error.cause === undefined ? undefined : readCause(error.cause)
  const stack = cause?.frames ?? []
  const shown = whole ? stack : stack.slice(0, FOLDED_STACK_LINES)
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
      <div className="sfn-error-card">
        <div className="sfn-error-text">
          <div className="sfn-error-name">{errorWords(error.error)}</div>
          {cause?.title !== undefined && cause.title !== error.error && (
            <div className="sfn-error-title">{cause.title}</div>
          )}
          {cause !== undefined && <div className="sfn-error-message">{cause.message}</div>}
          {cause !== undefined && cause.fields.length > 0 && (
            <dl className="sfn-error-fields">
              {cause.fields.map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
        {shown.length > 0 && (
          <div className="sfn-stack">
            {shown.map((line, at) => (
              // Frames have no identity but their place
              <div key={at} className={line.runtime ? 'sfn-frame-runtime' : 'sfn-frame'}>
                {line.text}
              </div>
            ))}
            {stack.length > FOLDED_STACK_LINES && (
              <button type="button" className="sfn-action" onClick={() => setWhole(!whole)}>
                {whole ? 'Show less' : `Show all ${stack.length} lines`}
              </button>
            )}
          </div>
        )}
      </div>
      {cause?.json !== undefined && (
        <details className="sfn-cause-json">
          <summary>Cause as JSON</summary>
          <JsonTree
            value={cause.json}
            characters={error.cause?.length ?? 0}
            label="Cause as a tree"
            query=""
            reveal={undefined}
          />
        </details>
      )}
    </section>
  )
}
