import { lazy, Suspense, useCallback, useMemo } from 'react'
import { consoleLink } from '../../history/console-links.ts'
import type { EventId } from '../../history/events.ts'
import { useNow } from '../../kit/use-now.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import type { LinkPatch } from '../../state/use-link.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { outcomeName } from '../../words/outcomes.ts'
import { pathOfRun } from '../analyses/analyses.ts'
import { DetailsPanel } from '../details/details-panel.tsx'
import { QueryLine } from '../query/query-line.tsx'
import { useMatchSteps } from '../query/use-match-steps.ts'
import { bannerStoryOf } from './banner-story.ts'
import { type DefinitionAnswers, definitionAnswers } from './definition-answers.ts'
import './execution.css'
import { NO_SELECTION, selectedSpan, selectionAt, selectionOf } from '../../model/selection.ts'
import { useSettledTree } from '../../state/use-settled-tree.ts'
import { useQuery } from '../query/use-query.ts'
import { eventProblem } from './event-problem.ts'
import { factsOf } from './execution-facts.ts'
import { ExecutionHeader } from './execution-header.tsx'
import { ExecutionNotices } from './execution-notices.tsx'
import { ExecutionTimeline } from './execution-timeline.tsx'
import { ExportMenu } from './export-menu.tsx'
import { FailureBanner } from './failure-banner.tsx'
import { QuerySearch } from './query-search.tsx'
import { RunningBanner } from './running-banner.tsx'
import { Toolbar } from './toolbar.tsx'
import { useAnnouncements, useTitle } from './use-announcements.ts'
import { useQueryText } from './use-query-text.ts'
import { useWanted } from './use-wanted.ts'

const EventsTab = lazy(() => import('../events/events-tab.tsx').then(({ EventsTab }) => ({ default: EventsTab })))
const Answers = lazy(() => import('./answers.tsx'))
const StatesTab = lazy(() => import('../states/states-tab.tsx').then(({ StatesTab }) => ({ default: StatesTab })))

export interface ExecutionPageProps {
  readonly view: ExecutionView
  readonly link: ViewLink
  /** Parts of the link that could not be understood. */
  readonly problems: readonly string[]
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
  readonly address: () => string
  readonly timeMode: 'relative' | 'utc' | 'local'
  readonly foldIdle: boolean
  readonly singleKeys: boolean
  readonly onHelp: () => void
}

/** One execution: header, banner, toolbar, then the chart or a table, and the details of what is selected. */
export function ExecutionPage(props: ExecutionPageProps) {
  const { view, link, navigate, timeMode } = props
  const { tree, progress } = view
  const clock = useNow(tree?.root.outcome === 'running' || progress.phase === 'following')
  // A file is a picture of a moment: what was running then may have ended long since.
  const now = view.live ? clock : (tree?.lastEventAt ?? clock)
  const facts = factsOf(view, now)
  const settled = useSettledTree(tree)
  const answers = useMemo(() => definitionAnswers(view.definition), [view.definition])
  const { definition } = answers
  const story = useMemo(
    () => (settled === undefined ? undefined : bannerStoryOf(settled, definition)),
    [settled, definition],
  )
  const [queryText, setQueryText] = useQueryText(link, navigate)
  const query = useQuery(settled, { text: queryText, filters: link.queryMode === 'filter' })
  const span = tree && selectedSpan(tree, link)
  useWanted(view, link.event)
  useAnnouncements(view, story)
  useTitle(titleOf(facts))
  const onSelect = useCallback((chosen: Span) => tree && navigate(selectionOf(tree, chosen), 'push'), [navigate, tree])
  const onSelectEvent = useCallback((event: EventId) => navigate(selectionAt(event), 'push'), [navigate])
  const steps = useMatchSteps({
    ...{ tree: settled, result: query, ofEvents: link.tab === 'events', selected: span, selectedEvent: link.event },
    ...{ singleKeys: props.singleKeys, onSelect, onSelectEvent },
  })
  const problem = eventProblem(link.event, progress.totalEvents, facts.outcome === 'running')
  const arn = view.summary?.executionArn ?? (link.ref.kind === 'aws' ? link.ref.arn : undefined)
  return (
    <main className="sfn-execution">
      <ExecutionHeader
        view={view}
        now={now}
        timeMode={timeMode}
        address={props.address}
        consoleLink={arn === undefined ? undefined : consoleLink(arn)}
        actions={<ExportMenu view={view} name={facts.name} />}
        onBudget={() => navigate({ panel: link.panel === 'cost' ? undefined : 'cost' }, 'push')}
      />
      {story !== undefined && (
        <FailureBanner
          story={story}
          onShow={event => navigate({ ...selectionAt(event), tab: undefined }, 'push')}
          groupsShown={link.panel === 'failures'}
          onGroups={shown => navigate({ panel: shown ? 'failures' : undefined }, 'push')}
        />
      )}
      {settled !== undefined && facts.outcome === 'running' && (
        <RunningBanner
          tree={settled}
          now={now}
          onShow={key => {
            const open = settled.span(key)
            if (open !== undefined) navigate({ ...selectionOf(settled, open), tab: undefined }, 'push')
          }}
          onAll={() => navigate({ panel: 'waiting' }, 'push')}
        />
      )}
      <ExecutionNotices view={view} problems={problem === undefined ? props.problems : [...props.problems, problem]} />
      <Toolbar
        tab={link.tab ?? 'timeline'}
        timeMode={timeMode}
        criticalPath={link.criticalPath ?? false}
        foldIdle={props.foldIdle}
        queryBox={
          <QuerySearch
            tree={settled}
            query={queryText}
            result={query}
            steps={steps}
            singleKeys={props.singleKeys}
            onQuery={setQueryText}
          />
        }
        onTab={tab => navigate({ tab: tab === 'timeline' ? undefined : tab }, 'push')}
        onTimeMode={mode => navigate({ timeMode: mode }, 'push')}
        onCriticalPath={on => navigate(criticalPathPatch(on, link), 'push')}
        onFoldIdle={on => navigate({ folds: on }, 'push')}
      />
      {queryText.trim() !== '' && (
        <QueryLine
          query={queryText}
          result={query}
          isFinal={tree?.isFinal === true}
          mode={link.queryMode ?? 'highlight'}
          onQuery={setQueryText}
          onMode={mode => navigate({ queryMode: mode === 'filter' ? mode : undefined }, 'push')}
        />
      )}
      <div className="sfn-work">
        <div className="sfn-work-main">
          <Work {...props} settled={settled} answers={answers} query={query} onSelectEvent={onSelectEvent} />
          {settled !== undefined && link.panel !== undefined && (
            <Suspense>
              <Answers
                tree={settled}
                definition={definition}
                link={link}
                selected={span}
                now={now}
                timeMode={timeMode}
                navigate={navigate}
                onSelect={onSelect}
                onSelectEvent={onSelectEvent}
              />
            </Suspense>
          )}
        </div>
        {tree !== undefined && span !== undefined && (
          <DetailsPanel
            tree={tree}
            span={span}
            event={link.event}
            timeMode={timeMode}
            now={now}
            executionArn={arn}
            maxConcurrency={answers.maxConcurrency}
            definition={definition}
            payloadsComplete={progress.payloadShare >= 1}
            onSelect={onSelect}
            onSelectEvent={onSelectEvent}
            onClose={() => navigate(NO_SELECTION, 'push')}
          />
        )}
      </div>
    </main>
  )
}

/** The path is drawn and listed, or neither. */
function criticalPathPatch(on: boolean, { panel }: ViewLink): LinkPatch {
  if (on) return { criticalPath: true, panel: 'time' }
  return { criticalPath: undefined, ...(panel === 'time' && { panel: undefined }) }
}

interface WorkProps extends ExecutionPageProps {
  readonly answers: DefinitionAnswers
  readonly settled: ExecutionTree | undefined
  readonly query: ReturnType<typeof useQuery>
  readonly onSelectEvent: (event: EventId) => void
}

function Work(props: WorkProps) {
  const { view, link, navigate, timeMode, query, settled, answers } = props
  const { tree } = view
  const criticalPath = settled === undefined || link.criticalPath !== true ? undefined : pathOfRun(settled).steps
  if ((link.tab ?? 'timeline') === 'timeline' || tree === undefined) {
    return (
      <ExecutionTimeline
        view={view}
        link={link}
        navigate={navigate}
        marked={query.marked}
        only={query.only}
        criticalPath={criticalPath}
        maxConcurrency={answers.maxConcurrency}
        definition={answers.definition}
        timeMode={timeMode}
        foldIdle={props.foldIdle}
        singleKeys={props.singleKeys}
        onHelp={props.onHelp}
      />
    )
  }
  return (
    <Suspense fallback={<div className="sfn-empty">Loading…</div>}>
      {link.tab === 'events' ? (
        <EventsTab
          tree={tree}
          totalEvents={view.progress.totalEvents}
          selected={link.event}
          timeMode={timeMode}
          matches={query.events}
          onlyMatches={query.only !== undefined}
          onSelect={props.onSelectEvent}
        />
      ) : (
        <StatesTab tree={settled ?? tree} navigate={navigate} neverReached={answers.neverReached} />
      )}
    </Suspense>
  )
}

function titleOf(facts: ReturnType<typeof factsOf>): string {
  const name = [facts.name, facts.machineName].filter(part => part !== '').join(' · ')
  const status = facts.outcome === undefined ? '' : `${outcomeName(facts.outcome)} · `
  return name === '' ? 'sfn-timeline' : `${status}${name} · sfn-timeline`
}
