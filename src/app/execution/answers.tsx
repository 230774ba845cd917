import type { StateMachineDefinition } from '../../history/definition.ts'
import type { EventId, Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span, SpanKey } from '../../model/span.ts'
import type { LinkPatch } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { AnswersDrawer } from '../answers/answers-drawer.tsx'
import { CostPanel } from '../answers/cost-panel.tsx'
import { FailuresPanel } from '../answers/failures-panel.tsx'
import { TimePanel } from '../answers/time-panel.tsx'
import { WaitingPanel } from '../answers/waiting-panel.tsx'

interface AnswersProps {
  readonly tree: ExecutionTree
  readonly definition: StateMachineDefinition | undefined
  readonly link: ViewLink
  readonly selected: Span | undefined
  readonly now: Millis
  readonly timeMode: TimeMode
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
  readonly onSelect: (span: Span) => void
  readonly onSelectEvent: (event: EventId) => void
}

/** The answers a link asks for, below the chart. */
export default function Answers(props: AnswersProps) {
  const { tree, link, navigate, timeMode } = props
  const { panel } = link
  if (panel === undefined) return null
  return (
    <AnswersDrawer
      panel={panel}
      isRunning={tree.root.outcome === 'running'}
      onPanel={next => navigate({ panel: next }, 'push')}
    >
      {panel === 'failures' && (
        <FailuresPanel
          tree={tree}
          definition={props.definition}
          selected={link.event}
          onSelectEvent={props.onSelectEvent}
        />
      )}
      {panel === 'time' && <Time {...props} />}
      {panel === 'waiting' && (
        <WaitingPanel tree={tree} now={props.now} timeMode={timeMode} onSelectKey={key => selectKey(props, key)} />
      )}
      {panel === 'cost' && <CostPanel tree={tree} timeMode={timeMode} />}
    </AnswersDrawer>
  )
}

function Time({ tree, link, selected, navigate, onSelect }: AnswersProps) {
  const { from, to } = link
  return (
    <TimePanel
      tree={tree}
      selected={selected}
      range={from === undefined || to === undefined ? undefined : { from, to }}
      criticalPath={link.criticalPath ?? false}
      onSelect={onSelect}
      onCriticalPath={on => navigate({ criticalPath: on ? true : undefined }, 'push')}
    />
  )
}

function selectKey({ tree, onSelect }: AnswersProps, key: SpanKey): void {
  const span = tree.span(key)
  if (span !== undefined) onSelect(span)
}
