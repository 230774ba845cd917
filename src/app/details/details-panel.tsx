import { type ReactNode, useContext, useId, useMemo, useRef, useState } from 'react'
import { knowsWhatRuns } from '../../analysis/completeness.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { EventId, Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import { TabList } from '../../kit/tab-list.tsx'
import { usePeek } from '../../kit/use-peek.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { pathTo, siblingOf } from '../../model/walk.ts'
import type { CssPx } from '../../timeline/chart-types.ts'
import { openEndWords } from '../../words/known-outcome.ts'
import { shortenMiddle, spanName, spanTitle } from '../../words/span-names.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { type LogsOnPage, LogsOnPageContext, loggedAttempt } from '../logs/logs-on-page.ts'
import { LogsTab } from '../logs/logs-tab.tsx'
import { OutcomeBadge } from '../parts/outcome.tsx'
import { PayloadView } from '../payload/payload-view.tsx'
import { Traced } from '../payload/value-trace.tsx'
import { besideOf, counterpartsOf } from './counterparts.ts'
import { PickSibling } from './pick-sibling.tsx'
import '../parts/blocks.css'
import { Edge } from '../../kit/edge.tsx'
import { payloadsOf } from '../payload/span-payloads.ts'
import { useRunStart } from './run-clock.ts'
import { SpanEvents } from './span-events.tsx'
import { SummaryTab } from './summary-tab.tsx'
import './details.css'

interface DetailsPanelProps {
  readonly tree: ExecutionTree
  readonly span: Span
  /** The event the link names. */
  readonly event: EventId | undefined
  readonly timeMode: TimeMode
  /** Which execution it lies in, where that is not the one on the page. */
  readonly within?: ReactNode
  readonly now: Millis
  readonly executionArn: string | undefined
  readonly definition: StateMachineDefinition | undefined
  /** Whether every payload was asked for. */
  readonly payloadsComplete: boolean
  maxConcurrency(visitName: string): number | undefined
  /** The index of the iteration that its payloads are compared with: to be seen first. */
  readonly beside: number | undefined
  readonly onBeside: (index: number | undefined) => void
  readonly onSelect: (span: Span) => void
  readonly onSelectEvent: (eventId: EventId) => void
  readonly onClose: () => void
}

const TABS: readonly { readonly id: Tab; readonly text: string }[] = [
  { id: 'summary', text: 'Summary' },
  { id: 'input', text: 'Input' },
  { id: 'output', text: 'Output' },
  { id: 'events', text: 'Events' },
]
const TABS_AND_LOGS: typeof TABS = [...TABS, { id: 'logs', text: 'Logs' }]
type Tab = 'summary' | 'input' | 'output' | 'events' | 'logs'

const DEFAULT_PX = 380
/** Lines are longer than facts. */
const LOGS_PX = 560
const MIN_PX = 280

/** Everything about the selected span, beside the chart. */
export function DetailsPanel(props: DetailsPanelProps) {
  const { tree, span } = props
  const page = useContext(LogsOnPageContext)
  const logged = useMemo(() => loggedAttempt(tree, span, props.executionArn), [tree, span, props.executionArn])
  const [tab, setTab] = useTab(props, logged === undefined ? undefined : page)
  const [chosenPx, setWidthPx] = useState<CssPx>()
  const widthPx = chosenPx ?? (tab === 'logs' ? LOGS_PX : DEFAULT_PX)
  const runStartedAt = useRunStart(tree)
  const panelId = useId()
  const panel = useRef<HTMLElement>(null)
  usePeek(panel, { name: String(span.key), about: '[role=row][aria-selected=true]' })
  const tabs = logged === undefined || page === undefined ? TABS : TABS_AND_LOGS
  const maxPx = Math.max(MIN_PX, Math.round(window.innerWidth * 0.7))
  return (
    <aside
      ref={panel}
      className="sfn-panel"
      aria-label={`Details of ${spanTitle(tree, span)}`}
      style={{ width: widthPx }}
    >
      <Edge
        label="Width of the details"
        className="sfn-panel-edge"
        axis="x"
        grows={-1}
        sizePx={widthPx}
        minPx={MIN_PX}
        maxPx={maxPx}
        stepPx={24}
        onSize={setWidthPx}
      />
      <PanelHead {...props} />
      <TabList label="Details" tabs={tabs} selected={tab} onSelect={setTab} panelId={panelId} />
      <div
        id={panelId}
        role="tabpanel"
        aria-label={tabs.find(({ id }) => id === tab)?.text}
        className="sfn-panel-body"
        tabIndex={0}
      >
        {tab === 'summary' && (
          <SummaryTab
            tree={tree}
            span={span}
            timeMode={props.timeMode}
            now={props.now}
            executionArn={props.executionArn}
            definition={props.definition}
            maxConcurrency={props.maxConcurrency}
            onSelect={props.onSelectEvent}
            onSelectSpan={props.onSelect}
          />
        )}
        {(tab === 'input' || tab === 'output') && <Payloads {...props} side={tab} />}
        {tab === 'events' && <SpanEvents tree={tree} span={span} timeMode={props.timeMode} linked={props.event} />}
        {tab === 'logs' && logged !== undefined && page !== undefined && (
          <LogsTab {...{ page, tree, ...logged, runStartedAt }} {...pickedForLogs(props)} />
        )}
      </div>
    </aside>
  )
}

function pickedForLogs({ executionArn, timeMode, now }: DetailsPanelProps) {
  return { executionArn, timeMode, now }
}

/** The tab on show; what is asked to be compared is seen at once. Whether it is that of logs stands in the link. */
function useTab({ beside, span }: DetailsPanelProps, logs: LogsOnPage | undefined): readonly [Tab, (tab: Tab) => void] {
  const [tab, setTab] = useState<Tab>('summary')
  const asked = beside === undefined ? undefined : `${span.key} ${beside}`
  const [last, setLast] = useState<string>()
  if (asked !== last) {
    setLast(asked)
    if (asked !== undefined && tab !== 'output') setTab('input')
  }
  if (logs?.isOpen === true && asked === undefined) return ['logs', next => (next === 'logs' ? undefined : leave(next))]
  return [tab, next => (next === 'logs' ? logs?.onOpen(true) : setTab(next))]

  function leave(next: Tab): void {
    setTab(next)
    logs?.onOpen(false)
  }
}

function PanelHead({ tree, span, within, onSelect, onClose }: DetailsPanelProps) {
  const path = pathTo(tree, span)
  const before = siblingOf(tree, span, -1)
  const after = siblingOf(tree, span, 1)
  return (
    <div className="sfn-panel-head">
      {within}
      <div className="sfn-panel-buttons">
        <SiblingButton tree={tree} icon="up" label="Previous sibling" to={before} onSelect={onSelect} />
        <SiblingButton tree={tree} icon="down" label="Next sibling" to={after} onSelect={onSelect} />
        <button type="button" className="sfn-icon-button" aria-label="Close details" onClick={onClose}>
          <Icon name="cross" size={14} />
        </button>
      </div>
      <nav aria-label="Path">
        <ol className="sfn-crumbs">
          {path.slice(0, -1).map(crumb => (
            <li key={crumb.key}>
              <button type="button" title={spanName(tree, crumb)} onClick={() => onSelect(crumb)}>
                {shortenMiddle(spanName(tree, crumb))}
              </button>
              <span aria-hidden="true">›</span>
            </li>
          ))}
          <li aria-current="true">{shortenMiddle(spanName(tree, span))}</li>
        </ol>
      </nav>
      <div className="sfn-panel-title">
        <h2>{spanTitle(tree, span)}</h2>
        {span.outcome === 'running' && !knowsWhatRuns(tree) ? null : <OutcomeBadge outcome={span.outcome} />}
      </div>
      <MissingPart tree={tree} span={span} />
    </div>
  )
}

/** What of a span is not here, and whether it will be. */
function MissingPart({ tree, span }: { readonly tree: ExecutionTree; readonly span: Span }) {
  const begins = span.beginningLoaded ? undefined : 'beginning'
  const isOpen = span.outcome === 'running' && !knowsWhatRuns(tree)
  const ends = span.endingLoaded && !isOpen ? undefined : 'end'
  const parts = [begins, ends].filter(part => part !== undefined).join(' and its ')
  if (parts === '') return null
  const words = tree.isFinal ? 'not in this history' : 'not loaded yet'
  return <p className="sfn-muted">{`Its ${parts} ${begins && ends ? 'are' : 'is'} ${words}.`}</p>
}

interface SiblingButtonProps {
  readonly tree: ExecutionTree
  readonly icon: 'up' | 'down'
  readonly label: string
  readonly to: Span | undefined
  readonly onSelect: (span: Span) => void
}

function SiblingButton({ tree, icon, label, to, onSelect }: SiblingButtonProps) {
  return (
    <button
      type="button"
      className="sfn-icon-button"
      aria-label={to === undefined ? label : `${label}: ${spanName(tree, to)}`}
      disabled={to === undefined}
      onClick={() => to !== undefined && onSelect(to)}
    >
      <Icon name={icon} size={14} />
    </button>
  )
}

function Payloads(props: DetailsPanelProps & { readonly side: 'input' | 'output' }) {
  const { tree, span, payloadsComplete, side, onSelectEvent, beside: picked, onBeside } = props
  const traceable = useMemo(() => ({ tree, onSelectEvent }), [tree, onSelectEvent])
  const payloads = payloadsOf(tree, span, payloadsComplete)[side]
  const counterparts = counterpartsOf(tree, span, { side, picked })
  if (payloads.length === 0) return <p className="sfn-muted">{emptyWords(tree, span, side)}</p>
  const pickedName = besideOf(counterparts, picked)
  return (
    <Traced value={traceable}>
      <PickSibling tree={tree} span={span} picked={picked} onPick={onBeside} />
      {payloads.map((payload, at) => (
        // Payloads have no identity but their place
        <PayloadView
          key={`${span.key}${payload.name}${at}${pickedName ?? ''}`}
          payload={payload}
          counterparts={counterparts}
          comparedWith={pickedName}
        />
      ))}
    </Traced>
  )
}

function emptyWords(tree: ExecutionTree, span: Span, side: 'input' | 'output'): string {
  if (side === 'output' && span.outcome === 'running')
    return knowsWhatRuns(tree) ? 'No output yet: it is still running.' : `Its end is ${openEndWords(tree)}.`
  if (side === 'output' && span.outcome !== 'succeeded' && span.outcome !== 'caught')
    return 'No output: it did not succeed.'
  return `The history records no ${side} for it.`
}
