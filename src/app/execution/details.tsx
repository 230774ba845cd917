import { type RefObject, useMemo } from 'react'
import type { Selection, TimelineHandle } from '../../chart/timeline-props.ts'
import type { Member } from '../../forest/member.ts'
import type { EventId, Millis } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { NO_SELECTION } from '../../model/selection.ts'
import type { Span } from '../../model/span.ts'
import type { SourceRef } from '../../source/source.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { ChildDetails } from '../details/child-details.tsx'
import { DetailsPanel } from '../details/details-panel.tsx'
import { ConsoleLinks, LinkedExecutions, type LinkTo, toItsOwnPage } from '../details/linked-execution.ts'
import { LogsOnPageContext } from '../logs/logs-on-page.ts'
import type { DefinitionAnswers } from './definition-answers.ts'
import { tellsState } from './graph-subject.ts'
import { linkOfItself } from './link-of-itself.ts'
import { linksInPlace } from './links-in-place.ts'
import { useLogsOnPage } from './logs-on-chart.ts'
import type { PageSelection } from './use-selection.ts'

interface DetailsProps {
  readonly view: ExecutionView
  readonly below: BelowView | undefined
  readonly link: ViewLink
  readonly selection: Selection
  readonly onChoose: PageSelection['onSelect']
  /** The execution below in which something is selected. */
  readonly child: Member | undefined
  /** What is selected in the one on the page. */
  readonly span: Span | undefined
  readonly arn: string | undefined
  readonly answers: DefinitionAnswers
  readonly timeMode: TimeMode
  readonly now: Millis
  readonly navigate: Navigate
  readonly chart: RefObject<TimelineHandle | null>
  readonly onSelect: (span: Span) => void
  readonly onSelectEvent: (event: EventId) => void
  readonly onBeside: (index: number | undefined) => void
}

/** What is selected, in detail. Loaded with the first selection: until then nothing of it is shown. */
export default function Details(props: DetailsProps) {
  const { view, below, child, span, selection, timeMode, now, onChoose } = props
  const { tree, progress } = view
  const link = linkOfItself(props.link)
  const linkTo = useLinkTo(link.ref, below)
  return (
    <ConsoleLinks value={link.ref.kind !== 'sample'}>
      <LogsOnPageContext value={useLogsOnPage(props)}>
        <LinkedExecutions value={linkTo}>
          {child !== undefined && below !== undefined && !tellsState(link, selection) && (
            <ChildDetails
              forest={below.forest}
              runStartedAt={tree?.root.startedAt}
              member={child}
              selection={selection}
              timeMode={timeMode}
              now={now}
              opensAlone={link.ref.kind === 'aws'}
              beside={props.link.beside}
              onBeside={props.onBeside}
              onSelect={chosen => onChoose(chosen, 'push')}
              onAct={action => below.opening.act(child.id, action)}
              onClose={() => onChoose(undefined, 'push')}
            />
          )}
          {child === undefined && tree !== undefined && span !== undefined && (
            <DetailsPanel
              tree={tree}
              span={span}
              event={link.event}
              timeMode={timeMode}
              now={now}
              executionArn={props.arn}
              maxConcurrency={props.answers.maxConcurrency}
              definition={props.answers.definition}
              payloadsComplete={progress.payloadShare >= 1}
              beside={link.beside}
              onSelect={props.onSelect}
              onSelectEvent={props.onSelectEvent}
              onBeside={props.onBeside}
              onClose={() => props.navigate(NO_SELECTION, 'push')}
            />
          )}
        </LinkedExecutions>
      </LogsOnPageContext>
    </ConsoleLinks>
  )
}

/** How the details lead to other executions. */
function useLinkTo(ref: SourceRef, below: BelowView | undefined): LinkTo {
  const forest = ref.kind === 'sample' ? below?.forest : undefined
  return useMemo(() => (forest === undefined ? toItsOwnPage : linksInPlace(ref, forest)), [ref, forest])
}
