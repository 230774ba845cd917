import { useEffect, useMemo, useRef } from 'react'
import type { SourceError } from '../../source/source.ts'
import { useExecution } from '../../state/use-execution.ts'
import type { DroppedDefinition } from '../open/use-open-file.ts'
import { ExecutionPage, type ExecutionPageProps } from './execution-page.tsx'

interface ExecutionRouteProps extends Omit<ExecutionPageProps, 'view' | 'below'> {
  /** Grows when a file was opened that this link may have waited for. */
  readonly filesOpened: number
  /** What is wrong with a file that was dropped here. */
  readonly fileError: SourceError | undefined
  /** Taken in place of the source's own, as someone meant it. */
  readonly definition: DroppedDefinition | undefined
}

/** The execution of a link, loading while it is on show. */
export default function ExecutionRoute({ filesOpened, fileError, definition, ...props }: ExecutionRouteProps) {
  const { link } = props
  const { view, below } = useExecution(link.ref)
  const key = JSON.stringify(link.ref)
  const dropped = definition !== undefined && JSON.stringify(definition.ref) === key ? definition.text : undefined
  const shown = useMemo(() => (dropped === undefined ? view : { ...view, definition: dropped }), [view, dropped])
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

function fileWords({ message, why, whatToDo }: SourceError): string {
  return [message, why, whatToDo].filter(words => words !== undefined).join(' ')
}
