import { type ReactNode, useEffect, useState } from 'react'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icons.tsx'
import { ChooseFile } from '../parts/choose-file.tsx'

const COMMAND = 'aws stepfunctions get-execution-history --execution-arn "$EXECUTION_ARN" > history.json'

interface DropZoneProps {
  readonly busy: string | undefined
  readonly onFiles: (files: readonly File[]) => void
}

/** Where a file can be dropped or chosen, and the command that makes one. */
export function DropZone({ busy, onFiles }: DropZoneProps) {
  return (
    <section className="sfn-drop" aria-label="Open a file">
      <Icon name="upload" size={20} />
      <div className="sfn-drop-words">
        <h2>{busy === undefined ? 'Drop a history file' : `Reading ${busy}…`}</h2>
        <div className="sfn-drop-command">
          <code className="sfn-mono">aws stepfunctions get-execution-history --execution-arn … &gt; history.json</code>
          <CopyButton label="Copy" ariaLabel="Copy the command that writes a history file" text={() => COMMAND} />
        </div>
        <p className="sfn-muted">
          Also the console's export, and exports of CloudWatch Logs (JSON, CSV, .gz): the only history an Express
          execution has. Several files at once are read together.
        </p>
      </div>
      <ChooseFile disabled={busy !== undefined} onFiles={onFiles} />
    </section>
  )
}

interface DropTargetProps {
  readonly onFiles: (files: readonly File[]) => void
  /** What dropping a file does. */
  readonly words: string
  readonly children: ReactNode
}

/** Makes the whole window take a dropped file, and shows so while one hovers. */
export function DropTarget({ onFiles, words, children }: DropTargetProps) {
  const [over, setOver] = useState(false)
  useEffect(() => listenForFiles({ onFiles, setOver }), [onFiles])
  return (
    <>
      {children}
      {over && (
        <div className="sfn-drop-veil" aria-hidden="true">
          <div>
            <Icon name="upload" size={28} />
            {words}
          </div>
        </div>
      )}
    </>
  )
}

interface FileListeners {
  readonly onFiles: (files: readonly File[]) => void
  readonly setOver: (over: boolean) => void
}

function listenForFiles({ onFiles, setOver }: FileListeners): () => void {
  // dragleave also fires on entering a child: count, so that the veil does not flicker.
  let depth = 0
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return
    depth++
    setOver(true)
  }
  const leave = (event: DragEvent) => {
    if (hasFiles(event)) depth = Math.max(0, depth - 1)
    if (depth === 0) setOver(false)
  }
  const over = (event: DragEvent) => {
    if (hasFiles(event)) event.preventDefault()
  }
  const drop = (event: DragEvent) => {
    depth = 0
    setOver(false)
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    onFiles(files)
  }
  const stop = new AbortController()
  addEventListener('dragenter', enter, { signal: stop.signal })
  addEventListener('dragleave', leave, { signal: stop.signal })
  addEventListener('dragover', over, { signal: stop.signal })
  addEventListener('drop', drop, { signal: stop.signal })
  return () => stop.abort()
}
