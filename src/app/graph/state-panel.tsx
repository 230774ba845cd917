import type { ReactNode } from 'react'
import { queryOfState } from '../../analysis/query-text.ts'
import type { StateStatistics, StatisticsOfStates } from '../../analysis/state-statistics.ts'
import { countAt, type Presence } from '../../graph/presence.ts'
import { type GraphState, type StateGraph, type StateId, wayKey } from '../../graph/state-graph.ts'
import type { DefinedState, StateMachineDefinition } from '../../history/definition.ts'
import type { Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome, Span, StateVisit } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { placeOf } from '../../words/places.ts'
import { formatMoment, type TimeReading } from '../../words/points-in-time.ts'
import '../states/states.css'
import { OutcomeBadge, OutcomeText } from '../parts/outcome.tsx'
import { Histogram } from '../states/histogram.tsx'
import { worstOutcome } from './state-words.ts'

/** Visits listed one by one: those that failed, then the longest. */
const MOST_VISITS = 8

interface StatePanelProps {
  readonly tree: ExecutionTree
  readonly state: GraphState
  readonly graph: StateGraph
  readonly taken: ReadonlyMap<string, number>
  readonly statistics: StatisticsOfStates
  readonly presence: ReadonlyMap<StateId, Presence>
  readonly moment: Millis | undefined
  readonly reading: TimeReading
  readonly definition: StateMachineDefinition | undefined
  readonly navigate: Navigate
  /** Of an execution below: its state machine, where that is known. */
  readonly machine: string | undefined
  readonly onSelectVisit: (span: Span) => void
  readonly onSelectState: (id: StateId) => void
  readonly onClose: () => void
}

/** One state over all its visits: how long, how badly, where it led. */
export function StatePanel(props: StatePanelProps) {
  const { state, statistics, definition, onClose } = props
  const own = statistics.states.find(({ path }) => path === state.id)
  const outcome = worstOutcome(own)
  const defined = state.isForeign ? undefined : definition?.states.get(state.name)
  return (
    <aside className="sfn-panel sfn-state-panel" aria-label={`State ${state.name}`}>
      <div className="sfn-panel-head">
        {state.frame !== undefined && <p className="sfn-muted">{state.frame}</p>}
        <div className="sfn-panel-title">
          <h2>{state.name}</h2>
          {outcome !== undefined && <OutcomeBadge outcome={outcome} />}
          <div className="sfn-panel-buttons">
            <button type="button" className="sfn-icon-button" aria-label="Close the state" onClick={onClose}>
              <Icon name="cross" size={14} />
            </button>
          </div>
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be reachable by keyboard */}
      <div className="sfn-panel-body" role="region" aria-label="About the state" tabIndex={0}>
        {own === undefined ? <Unvisited {...props} /> : <Visited {...props} own={own} />}
        {defined !== undefined && <Rules defined={defined} />}
        {state.isForeign && <p className="sfn-muted">It is not in the definition, which may have changed since.</p>}
      </div>
    </aside>
  )
}

function Unvisited({ state, statistics }: StatePanelProps) {
  if (state.runsElsewhere) {
    return <p>It lies in a distributed Map: its visits are in the histories of the child executions.</p>
  }
  return <p>{statistics.complete ? 'This execution never reached it.' : 'Not reached in what is loaded so far.'}</p>
}

function Visited(props: StatePanelProps & { readonly own: StateStatistics }) {
  const { own, moment, presence, reading, navigate, state } = props
  const here = presence.get(state.id)
  return (
    <>
      <dl className="sfn-state-figures">
        <Figure name="Visits">{formatCount(own.visits)}</Figure>
        {own.attempts > 0 && <Figure name="Attempts">{formatCount(own.attempts)}</Figure>}
        <Figure name="Share of the run">{(own.share * 100).toFixed(1)} %</Figure>
        <Figure name="p50">{duration(own.p50Ms)}</Figure>
        <Figure name="p95">{duration(own.p95Ms)}</Figure>
        <Figure name="Longest">{duration(own.maxMs)}</Figure>
      </dl>
      <Block title="How long a visit takes">
        <Histogram counts={own.histogram} />
      </Block>
      <WhereItLeads {...props} />
      {moment !== undefined && here !== undefined && (
        <Block title={`At ${formatMoment(moment, reading)}`}>
          <p>
            {formatCount(countAt(here, moment))} of {formatCount(own.visits)} visits are in it.
          </p>
        </Block>
      )}
      <Visits {...props} />
      <p>
        <button
          type="button"
          className="sfn-cell-button"
          onClick={() =>
            navigate({ tab: undefined, query: queryOfState(own.name, props.machine), queryMode: 'filter' }, 'push')
          }
        >
          Show its {formatCount(own.visits)} {own.visits === 1 ? 'visit' : 'visits'} on the timeline
        </button>
      </p>
    </>
  )
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="sfn-state-block">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The ways on from a state, by how often each was taken. */
function WhereItLeads({
  state,
  graph,
  taken,
  own,
  onSelectState,
}: StatePanelProps & { readonly own: StateStatistics }) {
  const names = new Map(graph.states.map(({ id, name }) => [id, name]))
  const ways = graph.ways
    .filter(({ from }) => from === state.id)
    .map(way => ({ way, count: taken.get(wayKey(way)) ?? 0 }))
    .toSorted((a, b) => b.count - a.count)
  const over = own.visits - ways.reduce((sum, { count }) => sum + count, 0) - own.running - own.failures - own.aborted
  const most = Math.max(1, over, ...ways.map(({ count }) => count))
  return (
    <Block title="Where it leads">
      <ul className="sfn-state-ways">
        {ways.map(({ way, count }) => (
          <li key={wayKey(way)} data-kind={way.kind}>
            <button type="button" className="sfn-cell-button" onClick={() => onSelectState(way.to)}>
              {names.get(way.to)}
            </button>
            {way.kind === 'catch' && <span className="sfn-muted">Catch</span>}
            <CountBar count={count} most={most} />
          </li>
        ))}
        {over > 0 && (
          <li data-kind="end">
            <span>{state.frame === undefined ? 'End' : 'End of its iteration or branch'}</span>
            <CountBar count={over} most={most} />
          </li>
        )}
      </ul>
    </Block>
  )
}

function CountBar({ count, most }: { readonly count: number; readonly most: number }) {
  return (
    <>
      <span className="sfn-state-bar" aria-hidden="true">
        <i style={{ width: `${(100 * count) / most}%` }} />
      </span>
      <b>{formatCount(count)}</b>
    </>
  )
}

const WORST: readonly Outcome[] = ['failed', 'timedOut', 'running', 'caught', 'aborted', 'succeeded']

function Visits({ tree, own, onSelectVisit }: StatePanelProps & { readonly own: StateStatistics }) {
  const visits = own.visitKeys.flatMap(key => {
    const span = tree.span(key)
    return span?.kind === 'stateVisit' ? [span] : []
  })
  const told = visits.toSorted(
    (a, b) => WORST.indexOf(a.outcome) - WORST.indexOf(b.outcome) || tookMs(tree, b) - tookMs(tree, a),
  )
  return (
    <Block title={visits.length > MOST_VISITS ? `Visits: ${MOST_VISITS} of ${formatCount(visits.length)}` : 'Visits'}>
      <ul className="sfn-state-visits">
        {told.slice(0, MOST_VISITS).map(visit => (
          <li key={visit.key}>
            <button type="button" className="sfn-cell-button" onClick={() => onSelectVisit(visit)}>
              {placeOf(tree, visit).text}
            </button>
            <OutcomeText outcome={visit.outcome} />
            <span>{formatDuration(tookMs(tree, visit))}</span>
          </li>
        ))}
      </ul>
    </Block>
  )
}

function tookMs(tree: ExecutionTree, { startedAt, endedAt }: StateVisit): Millis {
  return (endedAt ?? tree.lastEventAt ?? startedAt) - startedAt
}

/** What the definition says of failures. */
function Rules({ defined }: { readonly defined: DefinedState }) {
  if (defined.retry.length === 0 && defined.catch.length === 0) return null
  return (
    <Block title="Retry and Catch">
      <dl className="sfn-state-rules">
        {defined.retry.map((rule, at) => (
          <div key={`retry ${at}`}>
            <dt>Retry</dt>
            <dd>
              {rule.errorEquals.join(', ')}: {formatCount(rule.maxAttempts)} × from{' '}
              {formatDuration(rule.intervalSeconds * 1000)}, rate {rule.backoffRate}
            </dd>
          </div>
        ))}
        {defined.catch.map((rule, at) => (
          <div key={`catch ${at}`}>
            <dt>Catch</dt>
            <dd>
              {rule.errorEquals.join(', ')} → {rule.next}
            </dd>
          </div>
        ))}
      </dl>
    </Block>
  )
}

function duration(ms: Millis | undefined): string {
  return ms === undefined ? '—' : formatDuration(ms)
}
