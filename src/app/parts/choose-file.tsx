import { createContext, useRef } from 'react'

export type TakeFiles = (files: readonly File[]) => void

/** Takes files wherever they are chosen on the page; undefined where nothing can be opened. */
export const FilesTaken = createContext<TakeFiles | undefined>(undefined)

/** Has files that are dropped anywhere go elsewhere than they do by themselves; undefined lets them go there again. */
export const FilesDiverted = createContext<(taker: FileTaker | undefined) => void>(() => {})

/** Who takes files meanwhile, and what the veil over the page says of it. */
export interface FileTaker {
  readonly onFiles: TakeFiles
  readonly words: string
}

interface ChooseFileProps {
  readonly disabled?: boolean
  readonly onFiles: TakeFiles
}

/** Opens the browser's own chooser. The input behind it has a name for tools that fill in files; a person meets the button. */
export function ChooseFile({ disabled = false, onFiles }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="sfn-secondary" disabled={disabled} onClick={() => input.current?.click()}>
        Choose file
      </button>
      <input
        ref={input}
        type="file"
        multiple
        className="sfn-hidden"
        tabIndex={-1}
        aria-label="History file"
        accept=".json,.ndjson,.jsonl,.csv,.tsv,.log,.txt,.yaml,.yml,.gz,.zip,application/json,text/csv,text/plain"
        onChange={event => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </>
  )
}
