import { useCallback, useState } from 'react'
import { useAnnounce } from '../../kit/announcer.tsx'
import type { FileChoice } from '../../source/file-source.ts'
import { SourceError, type SourceRef } from '../../source/source.ts'
import { type FilesAdded, openHistoryFiles } from '../../state/open-history-files.ts'
import { sharedRoute } from '../../state/shared-view.ts'
import type { LinkStore } from '../../state/use-link.ts'

export interface OpenFile {
  /** The file being read. */
  readonly busy: string | undefined
  readonly error: SourceError | undefined
  /** More than one: the person chooses. */
  readonly choices: readonly FileChoice[]
  /** A state machine's definition that was dropped on an execution. */
  readonly definition: DroppedDefinition | undefined
  /** What became of the latest files, where they were dropped on others. */
  readonly told: string | undefined
  /** Grows with every file opened: a link that waited for its file can go on. */
  readonly opened: number
  readonly onFiles: (files: readonly File[]) => void
  readonly onChoose: (choice: FileChoice) => void
}

/** Amazon States Language for the execution that was on show when it was dropped. */
export interface DroppedDefinition {
  readonly ref: SourceRef
  readonly fileName: string
  readonly text: string
}

type FileState = Pick<OpenFile, 'busy' | 'error' | 'choices' | 'told' | 'opened'>

const IDLE: FileState = { busy: undefined, error: undefined, choices: [], told: undefined, opened: 0 }

/** Reading dropped and chosen files, and going where they lead. */
export function useOpenFile({ route, open }: Pick<LinkStore, 'route' | 'open'>): OpenFile {
  const [state, setState] = useState(IDLE)
  const [definition, setDefinition] = useState<DroppedDefinition>()
  const announce = useAnnounce()
  const onChoose = useCallback(
    (choice: FileChoice, view?: string) => {
      // Back leads to the others again.
      setState(({ opened, choices, told }) => ({ ...IDLE, choices, told, opened: opened + 1 }))
      open(sharedRoute(choice.ref, view))
    },
    [open],
  )
  const onOpened = (added: FilesAdded) => {
    const { choices, all, definitions } = added.opened
    const [only] = choices
    if (only === undefined) return takeDefinition(definitions[0])
    const told = wordsOf(added)
    if (told !== undefined) announce(told)
    if (all.some(choice => isAwaited(choice, route))) {
      setState(former => ({ ...IDLE, told, opened: former.opened + 1 }))
    } else if (choices.length === 1) {
      setState(former => ({ ...IDLE, told, opened: former.opened }))
      onChoose(only, added.opened.shared?.view)
    } else {
      setState(former => ({ ...IDLE, choices, told, opened: former.opened }))
      open({ kind: 'open' })
    }
  }
  const onFiles = (files: readonly File[]) => {
    const names = files.map(file => file.name).join(', ')
    setState(former => ({ ...IDLE, busy: names, opened: former.opened }))
    openHistoryFiles(files, hashOnPage(route)).then(onOpened, (thrown: unknown) => onError(asError(thrown)))
  }
  const onError = (error: SourceError) => {
    announce(error.message, 'assertive')
    setState(former => ({ ...IDLE, error, opened: former.opened }))
  }
  const takeDefinition = (file: FilesAdded['opened']['definitions'][number] | undefined) => {
    if (file === undefined) return
    if (route.kind !== 'execution') return onError(definitionAlone(file.fileName))
    setDefinition({ ref: route.link.ref, ...file })
    setState(former => ({ ...IDLE, opened: former.opened }))
  }
  return { ...state, definition, onFiles, onChoose: choice => onChoose(choice) }
}

/** The files that the page shows, which new ones may belong to. */
function hashOnPage(route: LinkStore['route']): string | undefined {
  return route.kind === 'execution' && route.link.ref.kind === 'file' ? route.link.ref.hash : undefined
}

/** What was joined with what, or not. */
function wordsOf({ how, files, before }: FilesAdded): string | undefined {
  if (how === 'alone' || before === undefined) return undefined
  const isNew = (file: File) => how === 'apart' || !before.files.includes(file)
  const names = namesOf(files.filter(isNew))
  const others = namesOf(before.files)
  return how === 'joined'
    ? `Joined with ${others}: ${names}`
    : `${names} ${files.length === 1 ? 'belongs' : 'belong'} to nothing in ${others}: shown alone`
}

function namesOf(files: readonly File[]): string {
  const first = files.slice(0, 3).map(file => file.name)
  return files.length > 3 ? `${first.join(', ')} and ${files.length - 3} more` : first.join(', ')
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
