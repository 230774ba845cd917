import { Fragment } from 'react'
import { consoleLink } from '../../history/console-links.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import type { AttemptLogView } from '../../loading/attempt-log-view.ts'
import type { LinesOfAttempt } from '../../logs/lines-of-attempt.ts'
import type { StreamGroup } from '../../logs/log-place.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatSize } from '../../words/format-size.ts'
import type { AttemptLogPaneProps } from './attempt-log-props.ts'
import { ConsoleAction } from './console-action.tsx'
import { requestCount } from './line-count.ts'
import { TraceAction } from './trace-action.tsx'

interface LogHeadProps extends AttemptLogPaneProps {
  readonly view: AttemptLogView
  readonly own: LinesOfAttempt
}

/** Where the lines come from, how they were told apart, and what reading them has cost. */
export function LogHead({ view, own, place, page, attempt, of }: LogHeadProps) {
  // Of streams by their names it is known at once; a function's lies where it was found.
  const groups =
    place.kind === 'streams' ? place.groups : view.groups.slice(-1).map(arn => ({ name: nameIn(arn), arn }))
  const [groupArn] = groups.map(({ arn }) => arn)
  const toConsole = page.ref.kind !== 'sample'
  const traceId = own.invocation?.traceId ?? (place.kind === 'lambda' ? place.traceId : undefined)
  const id = own.by === 'requestId' ? requestIdOf(place) : own.invocation?.requestId
  return (
    <header className="sfn-logs-head">
      <p>
        {groups.map(({ name, arn }, at) => (
          <Fragment key={arn}>
            {at > 0 && ' and '}
            <code className="sfn-mono">{name}</code>
          </Fragment>
        ))}{' '}
        {place.kind === 'streams' && place.about !== undefined && (
          <span className="sfn-muted">{`of ${place.about}`}</span>
        )}{' '}
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
        <span className="sfn-muted" title={toConsole ? ceilingWords(view) : undefined}>
          {page.ref.kind === 'sample' ? 'a file of the sample' : requestCount(view.requests)}
          {view.bytes > 0 && ` · ${formatSize(view.bytes)}`}
        </span>
        {toConsole && <GroupActions groups={groups} />}
        {toConsole && <TraceAction arn={groupArn} traceId={traceId} />}
      </p>
    </header>
  )
}

/** Leads to each group in the console; to the stream, where there is one alone. */
function GroupActions({
  groups,
}: {
  readonly groups: readonly (Pick<StreamGroup, 'name' | 'arn'> & Partial<StreamGroup>)[]
}) {
  return groups.map(({ name, arn, streams = [] }) => {
    const [stream, ...others] = streams
    const of = groups.length === 1 ? '' : `: ${name.split('/').at(-1)}`
    const href = consoleLink(stream === undefined || others.length > 0 ? arn : `${arn}:log-stream:${stream}`)
    return <ConsoleAction key={arn} text={`CloudWatch${of}`} href={href} />
  })
}

function nameIn(groupArn: string): string {
  return groupArn.split(':')[6] ?? ''
}

/** Of what is scanned to find them CloudWatch Logs tells nothing. */
function ceilingWords({ ceiling }: AttemptLogView): string {
  return `Requests sent to AWS, and the size of the lines that came. Beyond ${formatCount(ceiling.requests)} requests or ${formatSize(ceiling.bytes)} you are asked again.`
}

function requestIdOf(place: AttemptLogPaneProps['place']): string | undefined {
  return place.kind === 'lambda' ? place.requestId : undefined
}
