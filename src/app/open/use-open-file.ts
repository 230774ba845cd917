import { useCallback, useState } from 'react'
import { useAnnounce } from '../../kit/announcer.tsx'
import type { FileChoice, OpenedFiles } from '../../source/file-source.ts'
import { SourceError, type SourceRef } from '../../source/source.ts'
import { openHistoryFiles } from '../../state/open-history-files.ts'
import type { LinkStore } from '../../state/use-link.ts'

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
  readonly onFiles: (files: readonly File[]) => void
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
  const onOpened = ({ choices, definitions }: OpenedFiles) => {
    const [only] = choices
    if (only === undefined) takeDefinition(definitions[0])
    else if (choices.some(choice => isAwaited(choice, route))) {
      setState(former => ({ ...IDLE, opened: former.opened + 1 }))
    } else if (choices.length === 1) onChoose(only)
    else {
      setState(former => ({ ...IDLE, choices, opened: former.opened }))
      open({ kind: 'open' })
    }
  }
  const onFiles = (files: readonly File[]) => {
    const names = files.map(file => file.name).join(', ')
    setState(former => ({ ...IDLE, busy: names, opened: former.opened }))
    openHistoryFiles(files).then(onOpened, (thrown: unknown) => onError(asError(thrown)))
  }
  const onError = (error: SourceError) => {
    announce(error.message, 'assertive')
    setState(former => ({ ...IDLE, error, opened: former.opened }))
  }
  const takeDefinition = (file: OpenedFiles['definitions'][number] | undefined) => {
    if (file === undefined) return
    if (route.kind !== 'execution') return onError(definitionAlone(file.fileName))
    setDefinition({ ref: route.link.ref, text: file.text })
    setState(former => ({ ...IDLE, opened: former.opened }))
    announce(`The definition in ${file.fileName} names branches and limits now.`)
  }
  return { ...state, definition, onFiles, onChoose }
}

/** A link to this very file is open and waits for it: it opens where its sender was. */
function isAwaited(choice: FileChoice, route: LinkStore['route']): boolean {
  if (route.kind !== 'execution' || route.link.ref.kind !== 'file') return false
  const { hash, executionArn } = route.link.ref
  return hash === choice.ref.hash && (executionArn === undefined || executionArn === choice.ref.executionArn)
}

function definitionAlone(fileName: string): SourceError {
  return new SourceError('StateMachineDefinition', `${fileName} cannot be opened.`, {
    why: "It is a state machine's definition (Amazon States Language), not the history of an execution.",
    whatToDo: 'Open a history first, or both together: the definition names its branches.',
  })
}

function asError(thrown: unknown): SourceError {
  if (thrown instanceof SourceError) return thrown
  return new SourceError('FileUnreadable', 'The file cannot be read.', {
    why: thrown instanceof Error ? thrown.message : String(thrown),
  })
}
