import { type FallbackProps } from 'react-error-boundary'
import { CopyButton } from '../kit/copy-button.tsx'

/** What stands where a part of the page broke: what happened, and how to go on. */
export function PageError({ error, resetErrorBoundary }: FallbackProps) {
  const message = error instanceof Error ? error.message : String(error)
  const report = error instanceof Error ? (error.stack ?? message) : message
  return (
    <div role="alert" className="sfn-page-error">
      <h1>This part of the page stopped working</h1>
      <p>A fault of sfn-timeline, not of your execution: {message}</p>
      <p>What was loaded is kept. Try again; if it happens again, a report with the text below helps to mend it.</p>
      <div className="sfn-page-error-actions">
        <button type="button" className="sfn-secondary" onClick={resetErrorBoundary}>
          Try again
        </button>
        <CopyButton label="Copy report" text={() => report} />
        <a className="sfn-action" href="#/">
          Open page
        </a>
      </div>
    </div>
  )
}
