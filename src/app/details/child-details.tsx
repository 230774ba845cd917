import { definitionOf } from '../../analysis/definition-of.ts'
import type { Selection } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import { arnOf, type Member, type MemberAction, startOf, stopOf } from '../../forest/member.ts'
import { maxConcurrencyOf } from '../../history/definition-questions.ts'
import type { EventId, Millis } from '../../history/events.ts'
import type { ExecutionSummary } from '../../history/execution-summary.ts'
import { Icon } from '../../kit/icons.tsx'
import { selectedSpan, selectionAt, selectionOf } from '../../model/selection.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { machineName, memberName } from '../../words/member-names.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { formatDateTime } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { isLogsOffCode } from '../parts/logs-off-code.ts'
import { OutcomeBadge } from '../parts/outcome.tsx'
import { PayloadView } from '../payload/payload-view.tsx'
import './details.css'
import { DetailsPanel } from './details-panel.tsx'
import { LogsOffChild } from './logs-off-child.tsx'
import { RunClock } from './run-clock.ts'

interface ChildDetailsProps {
  readonly forest: Forest
  /** When the execution on the page began. */
  readonly runStartedAt: Millis | undefined
  readonly member: Member
  readonly selection: Selection
  readonly timeMode: TimeMode
  readonly now: Millis
  /** Whether a link to it alone leads somewhere: executions of a sample are in the sample only. */
  readonly opensAlone: boolean
  readonly beside: number | undefined
  readonly onBeside: (index: number | undefined) => void
  readonly onSelect: (selection: Selection) => void
  readonly onAct: (action: MemberAction) => void
  readonly onClose: () => void
}

/** The details of what is selected in an execution below the one on the page. */
export function ChildDetails(props: ChildDetailsProps) {
  const { member, selection, onSelect } = props
  const { tree, id } = member
  if (tree === undefined || tree.root.children.length === 0) return <UnreadChild {...props} />
  const span = selectedSpan(tree, selection) ?? tree.root
  const definition = definitionOf(props.forest, member)
  return (
    <RunClock value={props.runStartedAt}>
      <DetailsPanel
        tree={tree}
        span={span}
        event={selection.event}
        timeMode={props.timeMode}
        now={props.now}
        within={<Within {...props} />}
        executionArn={arnOf(member)}
        maxConcurrency={visit => (definition === undefined ? undefined : maxConcurrencyOf(definition, visit))}
        definition={definition}
        payloadsComplete={member.state.kind === 'read'}
        beside={props.beside}
        onBeside={props.onBeside}
        onSelect={chosen => onSelect({ member: id, ...selectionOf(tree, chosen) })}
        onSelectEvent={(event: EventId) => onSelect({ member: id, ...selectionAt(event) })}
        onClose={props.onClose}
      />
    </RunClock>
  )
}

/** Which execution it lies in, and the way to that one alone. */
function Within({ member, selection, opensAlone }: ChildDetailsProps) {
  const arn = arnOf(member)
  const { event, span } = selection
  const at = { ...(event !== undefined && { event }), ...(span !== undefined && { span }) }
  const machine = machineName(member)
  return (
    <p className="sfn-panel-within" title={arn}>
      <Icon name="mapRun" size={12} />
      <span>
        {machine === undefined ? '' : `${machine} / `}
        {memberName(member)}
      </span>
      {opensAlone && arn !== undefined && (
        <a className="sfn-action" href={encodeLink({ ref: { kind: 'aws', arn }, ...at })}>
          Open alone
        </a>
      )}
    </p>
  )
}

/** An execution that is listed, on its way, or cannot be read. */
function UnreadChild(props: ChildDetailsProps) {
  const { member, timeMode, now, onAct, onClose } = props
  const { summary, state } = member
  const outcome = outcomeOfStatus(summary?.status)
  const [startedAt, stoppedAt] = [startOf(member), stopOf(member)]
  const read = () => onAct('retry')
  return (
    <aside className="sfn-panel sfn-panel--unread" aria-label={`Details of ${memberName(member)}`}>
      <div className="sfn-panel-head">
        <Within {...props} />
        <div className="sfn-panel-title">
          <h2>{memberName(member)}</h2>
          {outcome !== undefined && <OutcomeBadge outcome={outcome} />}
          <div className="sfn-panel-buttons">
            <button type="button" className="sfn-icon-button" aria-label="Close details" onClick={onClose}>
              <Icon name="cross" size={14} />
            </button>
          </div>
        </div>
      </div>
      <div className="sfn-panel-body">
        {state.kind === 'trouble' && isLogsOffCode(state.trouble.code) && (
          <LogsOffChild arn={arnOf(member)} onRead={read} />
        )}
        {state.kind === 'trouble' && !isLogsOffCode(state.trouble.code) && (
          <ErrorNotice error={state.trouble} {...(state.trouble.retryable && { onRetry: read })} />
        )}
        {state.kind === 'loading' && <Reading paused={state.paused === true} onAct={onAct} />}
        {state.kind === 'listed' && (
          <p>
            <button type="button" className="sfn-secondary" onClick={read}>
              Read this execution
            </button>
          </p>
        )}
        <dl className="sfn-pairs">
          {startedAt !== undefined && <Fact name="Started" value={formatDateTime(startedAt, timeMode)} />}
          {stoppedAt !== undefined && <Fact name="Ended" value={formatDateTime(stoppedAt, timeMode)} />}
          {startedAt !== undefined && <Fact name="Duration" value={formatDuration((stoppedAt ?? now) - startedAt)} />}
          {summary?.error !== undefined && <Fact name="Error" value={summary.error} />}
          {summary?.cause !== undefined && <Fact name="Cause" value={summary.cause} />}
          {arnOf(member) !== undefined && <Fact name="ARN" value={arnOf(member) ?? ''} />}
        </dl>
        {summary?.standIn === 'ends' && <EndsAlone summary={summary} />}
      </div>
    </aside>
  )
}

/** A child of which a file of the Map Run's results tells. */
function EndsAlone({ summary }: { readonly summary: ExecutionSummary }) {
  const { input, output, partial } = summary
  return (
    <>
      {partial !== undefined && <p className="sfn-muted">{partial}.</p>}
      {input !== undefined && (
        <PayloadView payload={{ name: 'Input', state: 'here', text: input, truncated: false }} counterparts={[]} />
      )}
      {output !== undefined && (
        <PayloadView payload={{ name: 'Output', state: 'here', text: output, truncated: false }} counterparts={[]} />
      )}
    </>
  )
}

/** An execution on its way, which can be held up or given up. */
function Reading({ paused, onAct }: Pick<ChildDetailsProps, 'onAct'> & { readonly paused: boolean }) {
  return (
    <>
      <p className="sfn-muted">{paused ? 'Reading it was paused.' : 'Reading the execution…'}</p>
      <p>
        <button type="button" className="sfn-secondary" onClick={() => onAct(paused ? 'resume' : 'pause')}>
          {paused ? 'Go on' : 'Pause'}
        </button>{' '}
        <button type="button" className="sfn-secondary" onClick={() => onAct('cancel')}>
          Cancel
        </button>
      </p>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={value.length > 40 ? 'sfn-pair-wide' : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
