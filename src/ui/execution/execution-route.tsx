import { useEffect, useRef } from 'react'
import { useExecution } from '../../state/use-execution.ts'
import { ExecutionPage, type ExecutionPageProps } from './execution-page.tsx'

interface ExecutionRouteProps extends Omit<ExecutionPageProps, 'view'> {
  /** Grows when a file was opened that this link may have waited for. */
  readonly filesOpened: number
}

/** The execution of a link, loading while it is on show. */
export default function ExecutionRoute({ filesOpened, ...props }: ExecutionRouteProps) {
  const view = useExecution(props.link.ref)
  // Only a newly opened file is a reason to try again.
  const latest = useRef(view)
  latest.current = view
  useEffect(() => {
    if (filesOpened > 0 && latest.current.error?.code === 'FileMissing') latest.current.retry()
  }, [filesOpened])
  // Another execution is another page: nothing thought about one holds for the other.
  return <ExecutionPage key={JSON.stringify(props.link.ref)} {...props} view={view} />
}
