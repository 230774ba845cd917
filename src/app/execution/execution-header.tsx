import type { ReactNode } from 'react'
import { parseArn } from '../../history/arn.ts'
import { consoleLink as linkToConsole, xrayTraceLink } from '../../history/console-links.ts'
import type { Millis } from '../../history/events.ts'
import { parseStatesArn, stateMachineArnOf } from '../../history/states-arn.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { readSampleRunName } from '../../source/sample-runs.ts'
import { encodeRunsLink } from '../../state/runs-link.ts'
import type { Parent } from '../../state/use-parent.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import { shortenMiddle } from '../../words/span-names.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { ConsoleLink } from '../parts/console-link.tsx'
import { OutcomeBadge } from '../parts/outcome.tsx'
import { type ExecutionFacts, factsOf } from './execution-facts.ts'
import { ProgressLine } from './progress-line.tsx'
import { ProgressText } from './progress-text.tsx'

interface ExecutionHeaderProps {
  readonly view: ExecutionView
  readonly now: Millis
  readonly timeMode: TimeMode
  readonly address: () => string
  readonly consoleLink: string | undefined
  /** What started it, where that is known. */
  readonly parent: Parent | undefined
  /** Further actions, such as export. */
  readonly actions: ReactNode
  /** Opens what uses the events and what they cost. */
  readonly onBudget: () => void
}

/** Who, how it ended, how long, how much of it is here. */
export function ExecutionHeader({
  view,
  now,
  timeMode,
  address,
  consoleLink,
  parent,
  actions,
  onBudget,
}: ExecutionHeaderProps) {
  const facts = factsOf(view, now)
  return (
    <header className="sfn-header">
      <div className="sfn-header-row">
        <h1 title={`${facts.machineName} / ${facts.name}`}>
          {facts.machineName !== '' && (
            <>
              <Machine name={facts.machineName} place={machinePlace(view)} />
              <span className="sfn-slash"> / </span>
            </>
          )}
          {facts.name === '' ? 'Execution' : facts.name}
        </h1>
        {facts.outcome !== undefined && <OutcomeBadge outcome={facts.outcome} />}
        <div className="sfn-header-actions">
          <CopyButton label="Copy link" icon="link" text={address} />
          {actions}
          <ConsoleLink href={consoleLink} />
        </div>
      </div>
      <div className="sfn-header-row sfn-facts">
        <Facts view={view} facts={facts} parent={parent} timeMode={timeMode} onBudget={onBudget} />
        <ProgressText view={view} now={now} />
      </div>
      {view.progress.phase !== 'complete' && view.progress.phase !== 'following' && (
        <ProgressLine progress={view.progress} />
      )}
    </header>
  )
}

interface MachinePlace {
  readonly href: string
  /** In the console: a file's machine may be out of reach from here. */
  readonly isElsewhere: boolean
}

/** Where the state machine is: its runs for an execution from AWS or a sample of runs, the console for one from a file; others are made up. */
function machinePlace({ ref, summary }: ExecutionView): MachinePlace | undefined {
  if (ref.kind === 'aws') {
    const execution = parseStatesArn(ref.arn)
    const arn = execution?.kind === 'execution' ? stateMachineArnOf(execution) : undefined
    return arn === undefined ? undefined : { href: encodeRunsLink({ arn }), isElsewhere: false }
  }
  const sample = ref.kind === 'sample' ? readSampleRunName(ref.name)?.sample : undefined
  if (sample !== undefined && summary?.stateMachineArn !== undefined) {
    return { href: encodeRunsLink({ arn: summary.stateMachineArn, sample }), isElsewhere: false }
  }
  const arn = ref.kind === 'sample' ? undefined : summary?.stateMachineArn
  const href = arn === undefined ? undefined : linkToConsole(arn)
  return href === undefined ? undefined : { href, isElsewhere: true }
}

/** The state machine's name, which leads to it. */
function Machine({ name, place }: { readonly name: string; readonly place: MachinePlace | undefined }) {
  if (place === undefined) return <span className="sfn-machine">{name}</span>
  const elsewhere = place.isElsewhere ? ({ target: '_blank', rel: 'noreferrer noopener' } as const) : {}
  const title = place.isElsewhere ? `Open ${name} in the console` : `The runs of ${name}`
  return (
    <a className="sfn-machine" href={place.href} title={title} {...elsewhere}>
      {name}
    </a>
  )
}

interface FactsProps {
  readonly view: ExecutionView
  readonly facts: ExecutionFacts
  readonly parent: Parent | undefined
  readonly timeMode: TimeMode
  readonly onBudget: () => void
}

function Facts({ view, facts, parent, timeMode, onBudget }: FactsProps) {
  const { total, active, startedAt, startKnown, events, eventLimit, eventsHere, redrives } = facts
  return (
    <dl className="sfn-fact-list">
      {total !== undefined && (
        <div>
          <dt>{facts.outcome === 'running' ? 'Running for' : 'Duration'}</dt>
          <dd>
            {!startKnown && 'more than '}
            <b>{formatDuration(active ?? total)}</b>
            {active !== undefined && ` active of ${formatDuration(total)}`}
          </dd>
        </div>
      )}
      {startedAt !== undefined && (
        <div>
          <dt>{startKnown ? 'Started' : 'Started before'}</dt>
          <dd>
            <b>{formatDateTimeToSecond(startedAt, timeMode)}</b>
          </dd>
        </div>
      )}
      {events !== undefined && (
        <div>
          <dt className="sfn-hidden">Events</dt>
          <dd>
            <button
              type="button"
              className="sfn-fact-button"
              title="What uses them, and what it costs"
              onClick={onBudget}
            >
              <b>{formatCount(eventsHere ?? events)}</b> {eventWords(facts, events)}
              {eventLimit !== undefined && <Gauge share={events / eventLimit} />}
            </button>
          </dd>
        </div>
      )}
      <TraceFact summary={view.summary} />
      {parent !== undefined && <ParentFact parent={parent} />}
      {redrives > 0 && (
        <div>
          <dt className="sfn-hidden">Redrives</dt>
          <dd>
            <b>{redrives}</b> {redrives === 1 ? 'redrive' : 'redrives'}
          </dd>
        </div>
      )}
    </dl>
  )
}

function TraceFact({ summary }: Pick<ExecutionView, 'summary'>) {
  const { traceId, executionArn = '' } = summary ?? {}
  const place = parseArn(executionArn)
  const href = traceId && place && xrayTraceLink(place, traceId)
  if (href === undefined || href === '') return null
  return (
    <div>
      <dt className="sfn-hidden">Trace</dt>
      <dd>
        <a className="sfn-action" href={href} title={TRACE_NOTE} target="_blank" rel="noreferrer noopener">
          X-Ray trace <Icon name="external" size={12} />
        </a>
      </dd>
    </div>
  )
}

const TRACE_NOTE = 'It was started with this trace; whether one was kept depends on sampling'

function eventWords({ eventsHere, eventLimit, isFromLog }: ExecutionFacts, events: number): string {
  if (eventsHere !== undefined) return `of ${formatCount(events)} events are in the ${isFromLog ? 'log' : 'file'}`
  if (eventLimit !== undefined) return `events of ${formatCount(eventLimit)}`
  return events === 1 ? 'event' : 'events'
}

/** The way up. That an input names a parent is what somebody wrote there: it is told as that. */
function ParentFact({ parent: { arn, told, href } }: { readonly parent: Parent }) {
  const parsed = parseStatesArn(arn)
  const name = parsed?.kind === 'execution' ? `${parsed.stateMachineName} / ${parsed.executionName}` : arn
  const how =
    told === 'mapRun'
      ? 'Its Map Run belongs to this execution'
      : 'Its input names this execution as the one that started it'
  return (
    <div>
      <dt>{told === 'mapRun' ? 'Child of' : 'Started by'}</dt>
      <dd>
        <a className="sfn-fact-link" href={href} title={`${how}: ${arn}`}>
          {shortenMiddle(name)}
        </a>
      </dd>
    </div>
  )
}

function Gauge({ share }: { readonly share: number }) {
  return (
    <span className={share > 0.9 ? 'sfn-gauge sfn-gauge-high' : 'sfn-gauge'} aria-hidden="true">
      <span style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  )
}
