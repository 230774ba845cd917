import { consoleLink, xrayTraceLink } from '../../history/console-links.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import type { AttemptLogView } from '../../loading/attempt-log-view.ts'
import type { LinesOfAttempt } from '../../logs/lines-of-attempt.ts'
import { formatCount } from '../../words/format-count.ts'
import type { AttemptLogPaneProps } from './attempt-log-props.ts'
import { ConsoleAction } from './console-action.tsx'

interface LogHeadProps extends AttemptLogPaneProps {
  readonly view: AttemptLogView
  readonly own: LinesOfAttempt
}

/** Where the lines come from, how they were told apart, and what reading them has cost. */
export function LogHead({ view, own, place, page, attempt, of }: LogHeadProps) {
  const groupArn = view.groups.at(-1)
  const [, , , region = '', , , name = ''] = groupArn?.split(':') ?? []
  const toConsole = page.ref.kind !== 'sample'
  const traceId = own.invocation?.traceId ?? (place.kind === 'lambda' ? place.traceId : undefined)
  const [, partition = 'aws'] = groupArn?.split(':') ?? []
  const id = own.by === 'requestId' ? requestIdOf(place) : own.invocation?.requestId
  return (
    <header className="sfn-logs-head">
      <p>
        {groupArn !== undefined && <code className="sfn-mono">{name}</code>}{' '}
        {id !== undefined && (
          <span className="sfn-logs-id">
            <span className="sfn-muted">{own.by === 'time' ? 'by time' : 'by request id'}</span>{' '}
            <code className="sfn-mono" title={id}>{`${id.slice(0, 8)}…${id.slice(-4)}`}</code>{' '}
            <CopyButton label="" ariaLabel={`Copy request id ${id}`} text={() => id} />
          </span>
        )}
        {of > 1 && <span className="sfn-muted">{`of attempt ${attempt.attempt} of ${of}`}</span>}
      </p>
      <p className="sfn-logs-cost">
        <span className="sfn-muted">
          {page.ref.kind === 'sample'
            ? 'a file of the sample'
            : `${formatCount(view.requests)} ${plural(view.requests)}`}
          {view.bytes > 0 && ` · ${sizeWords(view.bytes)}`}
        </span>
        {toConsole && groupArn !== undefined && <ConsoleAction text="CloudWatch" href={consoleLink(groupArn)} />}
        {toConsole && traceId !== undefined && (
          <ConsoleAction
            text="X-Ray trace"
            title="The call carried this trace id; whether a trace was kept depends on sampling"
            href={xrayTraceLink({ partition, region }, traceId)}
          />
        )}
      </p>
    </header>
  )
}

function requestIdOf(place: AttemptLogPaneProps['place']): string | undefined {
  return place.kind === 'lambda' ? place.requestId : undefined
}

function plural(count: number): string {
  return count === 1 ? 'request' : 'requests'
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
