import { useCallback, useState } from 'react'
import { decodeTextFile } from '../history/decode-history-file.ts'
import { useAnnounce } from '../kit/announcer.tsx'
import type { FileChoice } from '../source/file-source.ts'
import { SourceError, type SourceRef } from '../source/source.ts'
import { openHistoryFile } from '../state/open-history-file.ts'
import type { LinkStore } from '../state/use-link.ts'

export interface OpenFile {
  /** The file being read. */
  readonly busy: string | undefined
  readonly error: SourceError | undefined
  /** More than one: the person chooses. */
  readonly choices: readonly FileChoice[]
  /** A state machine's definition that was dropped on an execution. */
  readonly definition: DroppedDefinition | undefined
  /** Grows with every file opened: a link that waited for its file can go on. */
  readonly opened: number
  readonly onFile: (file: File) => void
  readonly onChoose: (choice: FileChoice) => void
}

/** Amazon States Language for the execution that was on show when it was dropped. */
export interface DroppedDefinition {
  readonly ref: SourceRef
  readonly text: string
}

type FileState = Pick<OpenFile, 'busy' | 'error' | 'choices' | 'opened'>

const IDLE: FileState = { busy: undefined, error: undefined, choices: [], opened: 0 }

/** Reading dropped and chosen files, and going where they lead. */
export function useOpenFile({ route, open }: Pick<LinkStore, 'route' | 'open'>): OpenFile {
  const [state, setState] = useState(IDLE)
  const [definition, setDefinition] = useState<DroppedDefinition>()
  const announce = useAnnounce()
  const onChoose = useCallback(
    (choice: FileChoice) => {
      setState(former => ({ ...IDLE, opened: former.opened + 1 }))
      open({ kind: 'execution', link: { ref: choice.ref }, problems: [] })
    },
    [open],
  )
  const onFile = (file: File) => {
    setState(former => ({ ...IDLE, busy: file.name, opened: former.opened }))
    openHistoryFile(file).then(
      choices => {
        const awaited = choices.find(choice => isAwaited(choice, route))
        const [only] = choices
        if (awaited !== undefined) setState(former => ({ ...IDLE, opened: former.opened + 1 }))
        else if (choices.length === 1 && only !== undefined) onChoose(only)
        else {
          setState(former => ({ ...IDLE, choices, opened: former.opened }))
          open({ kind: 'open' })
        }
      },
      (thrown: unknown) => {
        const error = asError(thrown)
        if (error.code === 'StateMachineDefinition' && route.kind === 'execution') {
          void takeDefinition(file, route.link.ref)
          return
        }
        announce(error.message, 'assertive')
        setState(former => ({ ...IDLE, error, opened: former.opened }))
      },
    )
  }
  const takeDefinition = async (file: File, ref: SourceRef) => {
    const text = decodeTextFile(new Uint8Array(await file.arrayBuffer()), file.name)
    setDefinition({ ref, text })
    setState(former => ({ ...IDLE, opened: former.opened }))
    announce(`The definition in ${file.name} names branches and limits now.`)
  }
  return { ...state, definition, onFile, onChoose }
}

/** A link to this very file is open and waits for it: it opens where its sender was. */
function isAwaited(choice: FileChoice, route: LinkStore['route']): boolean {
  if (route.kind !== 'execution' || route.link.ref.kind !== 'file') return false
  const { hash, executionArn } = route.link.ref
  return hash === choice.ref.hash && (executionArn === undefined || executionArn === choice.ref.executionArn)
}

function asError(thrown: unknown): SourceError {
  if (thrown instanceof SourceError) return thrown
  return new SourceError('FileUnreadable', 'The file cannot be read.', {
    why: thrown instanceof Error ? thrown.message : String(thrown),
  })
}
