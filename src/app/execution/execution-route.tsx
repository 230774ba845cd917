import { useEffect, useMemo, useRef } from 'react'
import { useAnnounce } from '../../kit/announcer.tsx'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { SourceError } from '../../source/source.ts'
import { useExecution } from '../../state/use-execution.ts'
import type { DroppedDefinition } from '../open/use-open-file.ts'
import { type DefinitionTaken, definitionTaken } from './dropped-definition.ts'
import { ExecutionPage, type ExecutionPageProps } from './execution-page.tsx'

interface ExecutionRouteProps extends Omit<ExecutionPageProps, 'view' | 'below'> {
  /** Grows when a file was opened that this link may have waited for. */
  readonly filesOpened: number
  /** What is wrong with a file that was dropped here. */
  readonly fileError: SourceError | undefined
  /** What became of files that were dropped on others. */
  readonly fileTold: string | undefined
  /** Taken in place of the source's own, as someone meant it. */
  readonly definition: DroppedDefinition | undefined
}

/** The execution of a link, loading while it is on show. */
export default function ExecutionRoute({
  filesOpened,
  fileError,
  fileTold,
  definition,
  ...props
}: ExecutionRouteProps) {
  const { link } = props
  const { view, below } = useExecution(link.ref)
  const key = JSON.stringify(link.ref)
  const dropped = definition !== undefined && JSON.stringify(definition.ref) === key ? definition : undefined
  const taken = useMemo(() => dropped && definitionTaken(dropped, view.tree), [dropped, view.tree])
  const shown = useMemo(() => withWords(view, { taken, fileTold }), [view, taken, fileTold])
  useAnnounced(taken?.words)
  const problems = fileError === undefined ? props.problems : [...props.problems, fileWords(fileError)]
  // Only a newly opened file is a reason to try again.
  const latest = useRef(view)
  latest.current = view
  useEffect(() => {
    if (filesOpened > 0 && latest.current.error?.code === 'FileMissing') latest.current.retry()
  }, [filesOpened])
  // Another execution is another page: nothing thought about one holds for the other.
  return <ExecutionPage key={key} {...props} problems={problems} view={shown} below={below} />
}

/** What a person's files have done is told with what else is told of how the history was read. */
function withWords(
  view: ExecutionView,
  { taken, fileTold }: { readonly taken: DefinitionTaken | undefined; readonly fileTold: string | undefined },
): ExecutionView {
  const words = [fileTold, taken?.words].filter(told => told !== undefined)
  const { summary } = view
  const notices = [...words, ...(summary?.notices ?? [])]
  return {
    ...view,
    ...(taken?.text !== undefined && { definition: taken.text }),
    ...(summary !== undefined && words.length > 0 && { summary: { ...summary, notices } }),
  }
}

function useAnnounced(words: string | undefined): void {
  const announce = useAnnounce()
  useEffect(() => {
    if (words !== undefined) announce(words)
  }, [words, announce])
}

function fileWords({ message, why, whatToDo }: SourceError): string {
  return [message, why, whatToDo].filter(words => words !== undefined).join(' ')
}
