import { useState } from 'react'
import { readCause } from '../../analysis/cause.ts'
import { errorWords } from '../answers/error-words.ts'
import { JsonTree } from '../payload/json-tree.tsx'

const FOLDED_STACK_LINES = 6

interface CauseTextProps {
  readonly error: string | undefined
  readonly cause: string | undefined
}

/** An error and its cause as one reads them: type and message first, then the stack, runtime frames muted; JSON as a tree. */
export function CauseText({ error, cause: text }: CauseTextProps) {
  const [whole, setWhole] = useState(false)
  const cause = text === undefined ? undefined : readCause(text)
  const stack = cause?.frames ?? []
  const shown = whole ? stack : stack.slice(0, FOLDED_STACK_LINES)
  return (
    <>
      <div className="sfn-error-card">
        <div className="sfn-error-text">
          <div className="sfn-error-name">{errorWords(error)}</div>
          {cause?.title !== undefined && cause.title !== error && <div className="sfn-error-title">{cause.title}</div>}
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
            characters={text?.length ?? 0}
            label="Cause as a tree"
            query=""
            reveal={undefined}
          />
        </details>
      )}
    </>
  )
}
