import { useDeferredValue } from 'react'
import { knowsWhatRuns } from '../../analysis/completeness.ts'
import { type SpanError, spanErrorOf } from '../../analysis/span-error.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { EventId, HistoryEvent, Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { limitsOf } from '../../model/phases.ts'
import type { Span, SpanKey, StateVisit, TaskAttempt } from '../../model/span.ts'
import { idleTimesOf } from '../../model/stretches.ts'
import { attemptsOf, visitAround } from '../../model/walk.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { openEndWords } from '../../words/known-outcome.ts'
import { knownDuration } from '../../words/known-time.ts'
import { formatDateTime, formatTime, type TimeReading } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { AttemptsTable } from './attempts-table.tsx'
import { ErrorCard } from './error-card.tsx'
import { MapBlock } from './map-block.tsx'
import { PhasesBar } from './phases-bar.tsx'
import { useRunStart } from './run-clock.ts'
import { SpanLinks } from './span-links.tsx'
import { TimeBlock } from './time-block.tsx'

interface SummaryTabProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly timeMode: TimeMode
  readonly now: Millis
  readonly executionArn: string | undefined
  readonly definition: StateMachineDefinition | undefined
  maxConcurrency(visitName: string): number | undefined
  readonly onSelect: (eventId: EventId) => void
  readonly onSelectSpan: (span: Span) => void
}

/** What a person asks first of a span: how long, in which phases, what went wrong, what was called. */
export function SummaryTab(props: SummaryTabProps) {
  const { tree, span, timeMode, now, onSelect } = props
  const visit = visitOf(tree, span)
  const error = spanErrorOf(tree, span, props.definition) ?? errorBeforeRetry(tree, span)
  const attempt = span.kind === 'taskAttempt' ? span : undefined
  const showsAll = useWhenThere(span) || (visit ?? span).children.length < MANY_CHILDREN
  return (
    <>
      <section className="sfn-block">
        <header className="sfn-block-head">
          <h3>{isContainer(tree, span) ? 'Where the time went' : 'Phases'}</h3>
          <span className="sfn-muted">{rangeWords(tree, span, { mode: timeMode, startedAt: useRunStart(tree) })}</span>
        </header>
        {!showsAll ? null : isContainer(tree, span) ? (
          <TimeBlock tree={tree} span={span} now={now} />
        ) : (
          <PhasesBar tree={tree} span={span} now={now} />
        )}
      </section>
      {error !== undefined && (
        <ErrorCard
          error={error}
          inside={span.events.includes(error.eventId) ? undefined : error.eventId}
          onSelect={onSelect}
        />
      )}
      {showsAll && visit !== undefined && (
        <AttemptsTable tree={tree} visit={visit} selected={attempt} now={now} onSelect={onSelect} />
      )}
      {showsAll && span.kind === 'stateVisit' && span.stateType === 'Map' && (
        <MapBlock
          key={span.key}
          tree={tree}
          visit={span}
          limit={props.maxConcurrency(span.name)}
          onSelect={props.onSelectSpan}
        />
      )}
      <Facts {...props} />
      <SpanLinks tree={tree} span={span} executionArn={props.executionArn} onSelect={onSelect} />
    </>
  )
}

/** What goes through so many comes after the rest, one part at a time. */
const MANY_CHILDREN = 500

/** False in the render that shows another span first, true in the one that follows when there is time. */
function useWhenThere(span: Span): boolean {
  return useDeferredValue<SpanKey | null>(span.key, null) === span.key
}

/** Whether other states lie in it: their phases are not its own. */
function isContainer(tree: ExecutionTree, span: Span): boolean {
  return span.children.some(key => tree.span(key)?.kind !== 'taskAttempt')
}

/** While a retry is due, the error that it is to make up for. */
function errorBeforeRetry(tree: ExecutionTree, span: Span): SpanError | undefined {
  const last = span.kind === 'stateVisit' && span.outcome === 'running' ? attemptsOf(tree, span).at(-1) : undefined
  return last === undefined ? undefined : spanErrorOf(tree, last)
}

function visitOf(tree: ExecutionTree, span: Span): StateVisit | undefined {
  return span.kind === 'stateVisit' || span.kind === 'taskAttempt' ? visitAround(tree, span) : undefined
}

function rangeWords(tree: ExecutionTree, span: Span, reading: TimeReading): string {
  const end =
    span.endedAt === undefined ? (knowsWhatRuns(tree) ? 'now' : openEndWords(tree)) : formatTime(span.endedAt, reading)
  const start = tree.isFinal && !span.beginningLoaded ? 'not recorded' : formatTime(span.startedAt, reading)
  return `${start} → ${end}`
}

function Facts({ tree, span, timeMode, now, onSelect }: SummaryTabProps) {
  const attempt = span.kind === 'taskAttempt' ? span : lastAttempt(tree, span)
  const endEvent = span.endEventId === null ? undefined : tree.event(span.endEventId)
  const limits = attempt === undefined ? undefined : limitsOf(tree, attempt)
  return (
    <dl className="sfn-pairs">
      <Pair name="Duration" value={knownDuration(tree, span, { now, form: 'long' })} />
      <Pair name="Idle before redrive" value={idleWords(tree, span)} />
      {attempt !== undefined && <Pair name="Resource" value={resourceOf(tree.event(attempt.startEventId))} />}
      <Pair
        name={span.kind === 'taskAttempt' ? 'Scheduled' : 'Started'}
        value={`${tree.isFinal && !span.beginningLoaded ? 'before ' : ''}${formatDateTime(span.startedAt, timeMode)}`}
      />
      <Pair name="Ended" value={endWords(tree, span, timeMode)} />
      {limits?.timeout !== undefined && <Pair name="Timeout" value={formatDuration(limits.timeout)} />}
      {limits?.heartbeat !== undefined && <Pair name="Heartbeat" value={formatDuration(limits.heartbeat)} />}
      {span.children.length > 0 && span.kind !== 'stateVisit' && (
        <Pair name="States" value={formatCount(span.children.length)} />
      )}
      <EventPair name="First event" event={tree.event(span.startEventId)} onSelect={onSelect} />
      <EventPair name={span.inferredEnd ? 'Ended by' : 'Last event'} event={endEvent} onSelect={onSelect} />
    </dl>
  )
}

/** Undefined where no redrive took the span up again. */
function idleWords(tree: ExecutionTree, span: Span): string | undefined {
  const idle = idleTimesOf(tree, span)
  return idle.length === 0 ? undefined : formatDuration(idle.reduce((sum, { from, to }) => sum + to - from, 0))
}

function lastAttempt(tree: ExecutionTree, span: Span): TaskAttempt | undefined {
  return span.kind === 'stateVisit' ? attemptsOf(tree, span).at(-1) : undefined
}

function endWords(tree: ExecutionTree, span: Span, timeMode: TimeMode): string | undefined {
  if (span.endedAt === undefined) return knowsWhatRuns(tree) ? 'still running' : openEndWords(tree)
  const at = formatDateTime(span.endedAt, timeMode)
  if (!span.endingLoaded) return `by ${at} at the latest (its own end is not in this history)`
  return span.inferredEnd ? `${at} (inferred: closed by what ended its container)` : at
}

/** `lambda:invoke`, or the ARN where the details name no type. */
function resourceOf(event: HistoryEvent | undefined): string | undefined {
  const type = event?.details?.['resourceType']
  const resource = event?.details?.['resource']
  if (typeof resource !== 'string') return undefined
  return typeof type === 'string' ? `${type}:${resource}` : resource
}

/** So many characters stand in half the panel's width: neither a zone nor a name is broken in two. */
const WIDE = 24

function Pair({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined) return null
  return (
    <div className={value.length > WIDE ? 'sfn-pair-wide' : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

interface EventPairProps {
  readonly name: string
  readonly event: HistoryEvent | undefined
  readonly onSelect: (eventId: EventId) => void
}

function EventPair({ name, event, onSelect }: EventPairProps) {
  if (event === undefined) return null
  const id = `#${formatCount(event.id)}`
  return (
    <div className={id.length + 1 + event.type.length > WIDE ? 'sfn-pair-wide' : undefined}>
      <dt>{name}</dt>
      <dd>
        <button type="button" className="sfn-cell-button sfn-event-link" onClick={() => onSelect(event.id)}>
          {id}
        </button>{' '}
        {event.type}
      </dd>
    </div>
  )
}
