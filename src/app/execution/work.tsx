import { lazy, type ReactNode, type RefObject, Suspense, useMemo } from 'react'
import type { Selection, TimelineHandle, TimelineProps } from '../../chart/timeline-props.ts'
import type { Member } from '../../forest/member.ts'
import type { Millis } from '../../history/events.ts'
import { lateCode } from '../../kit/late-code.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { NO_SELECTION } from '../../model/selection.ts'
import type { Span } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { pathOfForest } from '../analyses/path-of-forest.ts'
import type { Comparing } from '../compare/comparing.ts'
import type { GraphSubject } from '../graph/graph-tab.tsx'
import type { QueryResult } from '../query/use-query.ts'
import { Charts } from './charts.tsx'
import { type DefinitionAnswers, definitionAnswers } from './definition-answers.ts'
import type { EventsSubject } from './events-subject.ts'
import { graphNotOf, graphSubjectBelow } from './graph-subject.ts'
import type { PageSelection } from './use-selection.ts'

const EventsOf = lazy(lateCode(() => import('./events-of.tsx')))
const Answers = lazy(lateCode(() => import('./answers.tsx')))
const StatesTab = lazy(
  lateCode(() => import('../states/states-tab.tsx').then(({ StatesTab }) => ({ default: StatesTab }))),
)

const GraphTab = lazy(lateCode(() => import('../graph/graph-tab.tsx').then(({ GraphTab }) => ({ default: GraphTab }))))

interface WorkProps {
  readonly view: ExecutionView
  readonly below: BelowView | undefined
  /** The executions of which something is here, the one on the page first. */
  readonly members: readonly Member[]
  readonly selection: Selection
  /** Selects something in the chart, in whichever execution. */
  readonly onChoose: PageSelection['onSelect']
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly timeMode: TimeMode
  readonly foldIdle: boolean
  readonly singleKeys: boolean
  readonly onHelp: () => void
  readonly chart: RefObject<TimelineHandle | null>
  readonly onWayUp: () => boolean
  readonly onMenu: NonNullable<TimelineProps['onMenu']>
  readonly answers: DefinitionAnswers
  readonly settled: ExecutionTree | undefined
  readonly comparing: Comparing | undefined
  readonly query: QueryResult
  /** Whose events are listed. */
  readonly events: EventsSubject
  readonly selected: Span | undefined
  readonly now: Millis
  readonly onSelect: (span: Span) => void
  /** What came up since the chart was there. */
  readonly notices: ReactNode
}

/** What a tab shows, and below it the answers. */
export function Work(props: WorkProps) {
  const { settled, answers, link } = props
  return (
    <div className="sfn-work-main">
      <Tab {...props} />
      {props.notices}
      {settled !== undefined && link.panel !== undefined && (
        <Suspense>
          <Answers
            tree={settled}
            below={props.below}
            view={props.view}
            comparing={props.comparing}
            selection={props.selection}
            definition={answers.definition}
            link={link}
            selected={props.selected}
            now={props.now}
            timeMode={props.timeMode}
            navigate={props.navigate}
            onChoose={props.onChoose}
          />
        </Suspense>
      )}
    </div>
  )
}

/** The chart, or a table. */
function Tab(props: WorkProps) {
  const { view, link, navigate, timeMode, query, settled, answers } = props
  const { tree } = view
  const criticalPath =
    settled === undefined || link.criticalPath !== true ? undefined : pathOfForest(settled, props.below?.forest).steps
  if ((link.tab ?? 'timeline') === 'timeline' || tree === undefined) {
    return (
      <Charts
        comparing={props.comparing}
        now={props.now}
        view={view}
        below={props.below}
        selection={props.selection}
        onChoose={props.onChoose}
        link={link}
        navigate={navigate}
        marked={query.marked}
        words={query.words}
        only={query.filtered?.only}
        asked={query.filtered?.asked}
        criticalPath={criticalPath}
        ghosts={link.ghosts === false ? undefined : props.comparing?.ghosts}
        maxConcurrency={answers.maxConcurrency}
        definition={answers.definition}
        timeMode={timeMode}
        foldIdle={props.foldIdle}
        singleKeys={props.singleKeys}
        onHelp={props.onHelp}
        chart={props.chart}
        onWayUp={props.onWayUp}
        onMenu={props.onMenu}
      />
    )
  }
  return (
    <Suspense fallback={<div className="sfn-empty">Loading…</div>}>
      {link.tab === 'graph' ? (
        <Graph {...props} tree={settled ?? tree} />
      ) : link.tab === 'events' ? (
        <EventsOf
          of={props.events}
          {...{ view, below: props.below, query, timeMode, link, navigate }}
          selected={props.selection.event}
          onChoose={props.onChoose}
        />
      ) : (
        <StatesTab
          tree={settled ?? tree}
          members={props.members}
          forest={props.below?.forest}
          link={link}
          navigate={navigate}
          before={props.comparing?.told?.statesBefore}
          beforeBelow={props.comparing?.against.kind === 'run' ? props.comparing.told?.statesBelow : undefined}
          neverReached={answers.neverReached}
        />
      )}
    </Suspense>
  )
}

/** The state machine of the execution in which something is selected. */
function Graph(props: WorkProps & { readonly tree: ExecutionTree }) {
  const { below, selection, onChoose, link, navigate } = props
  const forest = below?.forest
  const inside = graphSubjectBelow({ forest, selection, onChoose })
  const { todaysDefinition } = props.view.log ?? {}
  const todays = useMemo(() => definitionAnswers(todaysDefinition).definition, [todaysDefinition])
  const own: GraphSubject = {
    tree: props.tree,
    definition: props.answers.definition ?? todays,
    isTodays: props.answers.definition === undefined && todays !== undefined,
    selected: props.selected,
    onSelect: props.onSelect,
    onSelectState: state => navigate({ state, ...NO_SELECTION }, 'push'),
  }
  return (
    <GraphTab
      // What is worked out of one execution is never shown as another's.
      key={inside === undefined ? 0 : selection.member}
      of={inside ?? own}
      unread={inside === undefined ? graphNotOf(forest, selection) : undefined}
      {...{ link, navigate, timeMode: props.timeMode, now: props.now }}
    />
  )
}
