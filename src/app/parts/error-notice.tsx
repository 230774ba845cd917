import { useContext } from 'react'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Notice } from '../../kit/notice.tsx'
import { ScrollingText } from '../../kit/scrolling-text.tsx'
import type { SourceError } from '../../source/source.ts'
import { ChooseFile, FilesTaken } from './choose-file.tsx'
import './error-notice.css'

interface ErrorNoticeProps {
  readonly error: Pick<SourceError, 'message' | 'why' | 'whatToDo' | 'copy' | 'retryable' | 'code'> &
    Partial<Pick<SourceError, 'executionArn'>>
  readonly onRetry?: () => void
  /** Opens the execution that the error speaks of. */
  readonly onOpen?: (executionArn: string) => void
}

/** A failure in words: what happened, why, what to do. */
export function ErrorNotice({ error, onRetry, onOpen }: ErrorNoticeProps) {
  const { executionArn } = error
  const onFiles = useContext(FilesTaken)
  return (
    <div role="alert" className="sfn-error-notice">
      <Notice
        tone="error"
        title={<Words text={error.message} />}
        action={
          // A link to a file waits for the file: asking again changes nothing.
          error.code === 'FileMissing' && onFiles !== undefined ? (
            <ChooseFile onFiles={onFiles} />
          ) : (
            onRetry !== undefined && (
              <button type="button" className="sfn-secondary" onClick={onRetry}>
                Retry
              </button>
            )
          )
        }
      >
        {error.why !== undefined && (
          <p>
            <Words text={error.why} />
          </p>
        )}
        {error.whatToDo !== undefined && (
          <p>
            <Words text={error.whatToDo} />
          </p>
        )}
        {executionArn !== undefined && onOpen !== undefined && (
          <button type="button" className="sfn-secondary" onClick={() => onOpen(executionArn)}>
            Open this execution from AWS
          </button>
        )}
        {error.copy !== undefined && (
          <div className="sfn-error-copy">
            <ScrollingText className="sfn-mono" text={error.copy} />
            <CopyButton label="Copy" text={() => error.copy ?? ''} />
          </div>
        )}
      </Notice>
    </div>
  )
}

/** Words with `code` in backquotes. */
function Words({ text }: { readonly text: string }) {
  const pieces = text.split('`')
  if (pieces.length < 3) return <>{text}</>
  // Pieces have no identity but their place
  return <>{pieces.map((piece, at) => (at % 2 === 1 ? <code key={at}>{piece}</code> : piece))}</>
}
