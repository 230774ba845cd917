import { useEffect } from 'react'
import { parseTarget } from '../../history/target.ts'
import { Notice } from '../../kit/notice.tsx'
import { useNow } from '../../kit/use-now.ts'
import type { FileChoice } from '../../source/file-source.ts'
import type { SourceError } from '../../source/source.ts'
import type { Gateway } from '../../state/use-gateway.ts'
import { useRecentExecutions } from '../../state/use-recent-executions.ts'
import { useSamples } from '../../state/use-samples.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { ChooseExecution } from './choose-execution.tsx'
import { ChooseMachine } from './choose-machine.tsx'
import { DropZone } from './drop-zone.tsx'
import { GatewayNotice } from './gateway-notice.tsx'
import { VERSION } from './version.ts'
import './open.css'
import { RecentTable } from './recent-table.tsx'
import { SampleGallery } from './sample-gallery.tsx'
import { type Openable, TargetForm } from './target-form.tsx'

interface OpenPageProps {
  readonly gateway: Gateway
  /** Why the link in the address could not be opened. */
  readonly problem: string | undefined
  /** What is being read from a file. */
  readonly busy: string | undefined
  readonly fileError: SourceError | undefined
  /** What was joined with what. */
  readonly fileTold: string | undefined
  /** Executions of a file that holds several. */
  readonly choices: readonly FileChoice[]
  readonly onOpen: (target: Openable) => void
  readonly onFiles: (files: readonly File[]) => void
  readonly onChoose: (choice: FileChoice) => void
  /** Where the person says what this browser keeps. */
  readonly onKept: () => void
}

/** Opens what an ARN found in a file leads to. */
function openPasted(arn: string, onOpen: OpenPageProps['onOpen']): void {
  const target = parseTarget(arn)
  if (target.kind === 'execution') onOpen(target)
}

/** Where everything begins: paste an ARN, drop a file, go back to what was open, try a sample. */
export function OpenPage(props: OpenPageProps) {
  const recent = useRecentExecutions()
  const samples = useSamples()
  const now = useNow(true, 30_000)
  useEffect(() => {
    document.title = 'sfn-timeline'
  }, [])
  return (
    <main className="sfn-open">
      <h1>Open an execution</h1>
      <p className="sfn-open-lead">
        Paste an ARN to read its history with your AWS profile, or drop a file you already have. Nothing is uploaded.
      </p>
      <TargetForm onOpen={props.onOpen} />
      <ChooseMachine gateway={props.gateway} onOpen={props.onOpen} />
      {props.problem !== undefined && (
        <ErrorNotice
          error={{
            code: 'LinkInvalid',
            message: 'This link cannot be opened.',
            why: props.problem,
            whatToDo: undefined,
            copy: undefined,
            retryable: false,
          }}
        />
      )}
      <GatewayNotice gateway={props.gateway} />
      <DropZone busy={props.busy} onFiles={props.onFiles} />
      {props.fileError !== undefined && (
        <ErrorNotice error={props.fileError} onOpen={arn => openPasted(arn, props.onOpen)} />
      )}
      {props.fileTold !== undefined && props.choices.length > 1 && <Notice tone="info">{props.fileTold}</Notice>}
      {props.choices.length > 1 && <ChooseExecution choices={props.choices} onChoose={props.onChoose} />}
      <RecentTable
        {...{ kept: recent.kept, list: recent.list, machines: recent.machines, now }}
        onKept={props.onKept}
      />
      <SampleGallery samples={samples.list} problem={samples.error?.message} />
      <footer className="sfn-footer">
        <span>sfn-timeline {VERSION} · Apache-2.0 · not affiliated with AWS</span>
        <span>Read-only: it calls DescribeExecution, GetExecutionHistory, ListExecutions and the Map Run APIs</span>
      </footer>
    </main>
  )
}
