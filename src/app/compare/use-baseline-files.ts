import { useCallback, useContext, useLayoutEffect, useState } from 'react'
import type { FileChoice } from '../../source/file-source.ts'
import { SourceError, type SourceRef } from '../../source/source.ts'
import { openHistoryFiles } from '../../state/open-history-files.ts'
import { FilesDiverted } from '../parts/choose-file.tsx'

export interface BaselineFiles {
  /** What is being read. */
  readonly busy: string | undefined
  readonly error: SourceError | undefined
  /** More than one execution: the person chooses. */
  readonly choices: readonly FileChoice[]
  readonly onFiles: (files: readonly File[]) => void
}

const IDLE = { busy: undefined, error: undefined, choices: [] } as const

/** Files to compare with: while this is on the page, a file that is dropped anywhere is one. */
export function useBaselineFiles(onChoose: (ref: SourceRef) => void): BaselineFiles {
  const [state, setState] = useState<Omit<BaselineFiles, 'onFiles'>>(IDLE)
  const divert = useContext(FilesDiverted)
  const onFiles = useCallback(
    (files: readonly File[]) => {
      setState({ ...IDLE, busy: files.map(({ name }) => name).join(', ') })
      openHistoryFiles(files, undefined).then(
        ({ opened: { choices } }) => {
          const [only] = choices
          if (choices.length === 1 && only !== undefined) onChoose(only.ref)
          setState({
            ...IDLE,
            choices: choices.length > 1 ? choices : [],
            error: only === undefined ? noHistory() : undefined,
          })
        },
        (thrown: unknown) => setState({ ...IDLE, error: asError(thrown) }),
      )
    },
    [onChoose],
  )
  // Whoever sees that a file can be dropped may drop one.
  useLayoutEffect(() => {
    divert({ onFiles, words: 'Drop the file to compare with it' })
    return () => divert(undefined)
  }, [divert, onFiles])
  return { ...state, onFiles }
}

function noHistory(): SourceError {
  return new SourceError('StateMachineDefinition', 'There is no execution in this file to compare with.', {
    why: "It is a state machine's definition (Amazon States Language).",
    whatToDo: 'Choose the history of an execution.',
  })
}

function asError(thrown: unknown): SourceError {
  if (thrown instanceof SourceError) return thrown
  return new SourceError('FileUnreadable', 'The file cannot be read.', {
    why: thrown instanceof Error ? thrown.message : String(thrown),
  })
}
