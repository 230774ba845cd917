import { lazy, type RefObject, Suspense, useMemo, useRef, useState } from 'react'
import type { TimelineHandle } from '../../chart/timeline-props.ts'
import type { GlobalKey } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import { consoleLink } from '../../history/console-links.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { Millis } from '../../history/events.ts'
import { useNow } from '../../kit/use-now.ts'
import { usePrefetch } from '../../kit/use-prefetch.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { useSettled } from '../analyses/use-settled.ts'
import type { Comparing } from '../compare/comparing.ts'
import type { OpenPalette } from '../palette/page-palette.tsx'
import { bannerStoryOf } from './banner-story.ts'
import { definitionAnswers } from './definition-answers.ts'
import './execution.css'
import { lateCode } from '../../kit/late-code.ts'
import { selectedSpan } from '../../model/selection.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { type Parent, useParent } from '../../state/use-parent.ts'
import { AnswersStrip } from './answers-strip.tsx'
import { BelowNotices } from './below-notices.tsx'
import { CompareButton } from './compare-button.tsx'
import { leaveDetails } from './details-keys.ts'
import { eventProblem } from './event-problem.ts'
import { eventsSubjectOf } from './events-subject.ts'
import { factsOf, titleOf } from './execution-facts.ts'
import { ExecutionHeader } from './execution-header.tsx'
import { ExecutionNotices, LateNotices } from './execution-notices.tsx'
import { ExportMenu } from './export-menu.tsx'
import { linkOfItself } from './link-of-itself.ts'
import { QueryBar } from './query-bar.tsx'
import { RegionKeys } from './region-keys.tsx'
import { useAnnouncements, useTitle } from './use-announcements.ts'
import { useAsked } from './use-asked.ts'
import { type CauseBelow, useCauseBelow } from './use-cause-below.ts'
import { useChoose } from './use-choose.ts'
import { usePageMembers } from './use-page-members.ts'
import { useRowMenu } from './use-row-menu.tsx'
import { useSelectedKey } from './use-selected-key.ts'
import { useSelection } from './use-selection.ts'
import { useWanted } from './use-wanted.ts'
import { useWayUp } from './use-way-up.ts'
import { wayProblem } from './way-problem.ts'
import { Work } from './work.tsx'

const Details = lazy(lateCode(() => import('./details.tsx')))
const ReadComparing = lazy(lateCode(() => import('../compare/read-comparing.tsx')))
const ExecutionPalette = lazy(lateCode(() => import('./execution-palette.tsx')))

/** What is asked for by a key or a press, and is to be there at once. */
const loadNext = () =>
  Promise.all([
    import('./row-menu.tsx'),
    import('./execution-palette.tsx'),
    import('../query/suggest.ts'),
    import('../query/answer-query.ts'),
    import('../query/query-line.tsx'),
    import('../../chart/measure-panel.tsx'),
    import('../../chart/tooltip.tsx'),
  ])

export interface ExecutionPageProps {
  readonly view: ExecutionView
  /** What is known of the executions below it; undefined where nothing can be had. */
  readonly below: BelowView | undefined
  readonly link: ViewLink
  /** Parts of the link that could not be understood. */
  readonly problems: readonly string[]
  readonly navigate: Navigate
  readonly address: () => string
  readonly timeMode: TimeMode
  readonly foldIdle: boolean
  readonly singleKeys: boolean
  readonly onHelp: () => void
  /** While it is open. */
  readonly palette: OpenPalette | undefined
}

/** One execution: header, verdict and answers, toolbar, then the chart or a table, and the details of what is selected. */
export function ExecutionPage(props: ExecutionPageProps) {
  const { view, below, navigate, timeMode } = props
  const link = useMemo(() => linkOfItself(props.link), [props.link])
  const { tree, progress } = view
  const look = { link, navigate, timeMode, foldIdle: props.foldIdle, singleKeys: props.singleKeys }
  const clock = useNow(tree?.root.outcome === 'running' || progress.phase === 'following')
  // A file is a picture of a moment: what was running then may have ended long since.
  const now = view.live ? clock : Math.max(tree?.lastEventAt ?? clock, view.summary?.stoppedAt ?? 0)
  const facts = factsOf(view, now)
  const answers = useMemo(() => definitionAnswers(view.definition), [view.definition])
  const { tree: settled, definition } = useSettled(tree, answers.definition)
  const story = useMemo(() => settled && bannerStoryOf(settled, definition), [settled, definition])
  const { selection, onSelect: select } = useSelection(props.link, navigate, below)
  const [comparing, setComparing] = useState<Comparing>()
  const cause = useCauseBelow(story, below, select)
  const child = selection.member === undefined ? undefined : below?.forest.member(selection.member)
  const span = tree && selectedSpan(tree, link)
  useWanted(view, link.event, span)
  useAnnouncements(view, story)
  usePrefetch(loadNext)
  useTitle(titleOf(facts))
  const choose = useChoose(tree, navigate)
  const absent = eventProblem(link.event, progress.totalEvents, facts.outcome === 'running')
  const problems = [absent, wayProblem(props.link, below?.forest)].filter(problem => problem !== undefined)
  const members = usePageMembers(settled, below?.forest)
  const { selectedKey, selectKey } = useSelectedKey({ members, forest: below?.forest, selection, select })
  const chart = useRef<TimelineHandle>(null)
  const events = eventsSubjectOf(tree, below?.forest, selection)
  const asked = useAsked(
    { members, forest: below?.forest, selectedKey, chart, selection, select, onSelectKey: selectKey },
    look,
  )
  const arn = view.summary?.executionArn ?? (link.ref.kind === 'aws' ? link.ref.arn : undefined)
  const parent = useParent(view)
  const onWayUp = useWayUp(parent, (link.tab ?? 'timeline') === 'timeline' || tree === undefined)
  const { onMenu, menu } = useRowMenu({
    ...{ members, forest: below?.forest, link: props.link, navigate, onChoose: select, chart },
    executionArn: link.ref.kind === 'sample' ? undefined : arn,
  })
  return (
    <main className="sfn-execution">
      {link.baseline !== undefined && (
        <Suspense>
          <ReadComparing baseline={link.baseline} own={view} {...{ below, tree: settled }} onComparing={setComparing} />
        </Suspense>
      )}
      <Head
        {...props}
        link={link}
        tree={settled}
        members={members}
        definition={definition}
        cause={cause}
        comparing={comparing}
        facts={facts}
        now={now}
        arn={arn}
        parent={parent}
        chart={chart}
        shown={props.link}
        selectedKey={selectedKey}
      />
      <QueryBar {...look} members={members} forest={below?.forest} asked={asked} />
      <RegionKeys navigate={navigate} singleKeys={props.singleKeys} />
      <div className="sfn-work" role="presentation" onKeyDown={leaveDetails}>
        <Work
          {...look}
          notices={
            <>
              <LateNotices view={view} problems={problems} />
              <BelowNotices below={below} />
            </>
          }
          view={view}
          below={below}
          members={members}
          selection={selection}
          onChoose={select}
          onHelp={props.onHelp}
          chart={chart}
          onWayUp={onWayUp}
          onMenu={onMenu}
          settled={settled}
          comparing={comparing}
          answers={answers}
          query={asked.result}
          events={events}
          selected={span}
          now={now}
          {...choose}
        />
        {(child ?? span) !== undefined && (
          <Suspense>
            <Details
              {...choose}
              view={view}
              below={below}
              link={props.link}
              child={child}
              span={span}
              selection={selection}
              onChoose={select}
              arn={arn}
              answers={answers}
              timeMode={timeMode}
              now={now}
              navigate={navigate}
              chart={chart}
            />
          </Suspense>
        )}
      </div>
      {menu}
      {props.palette !== undefined && (
        <Suspense>
          <ExecutionPalette
            {...{ answers, cause, link, navigate, chart }}
            palette={props.palette}
            tree={settled}
            events={events}
            onChoose={select}
          />
        </Suspense>
      )}
    </main>
  )
}

interface HeadProps {
  readonly view: ExecutionView
  readonly below: BelowView | undefined
  readonly tree: ExecutionTree | undefined
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly timeMode: TimeMode
  readonly members: readonly Member[]
  readonly definition: StateMachineDefinition | undefined
  readonly cause: CauseBelow | undefined
  readonly comparing: Comparing | undefined
  readonly facts: ReturnType<typeof factsOf>
  readonly now: Millis
  readonly arn: string | undefined
  readonly parent: Parent | undefined
  readonly chart: RefObject<TimelineHandle | null>
  readonly address: () => string
  readonly problems: readonly string[]
  /** With what it is compared and where it is selected below. */
  readonly shown: ViewLink
  readonly selectedKey: GlobalKey | undefined
}

/** What is said before anything is shown. */
function Head(props: HeadProps) {
  const { view, below, tree, link, navigate, timeMode, members, definition, cause } = props
  const { facts, now, arn, parent, address, problems, chart, shown, selectedKey } = props
  return (
    <>
      <ExecutionHeader
        view={view}
        now={now}
        timeMode={timeMode}
        address={address}
        parent={parent}
        consoleLink={arn === undefined || link.ref.kind === 'sample' ? undefined : consoleLink(arn, facts.startedAt)}
        actions={
          <>
            <CompareButton navigate={navigate} />
            <ExportMenu
              {...{ view, timeMode, chart, selectedKey }}
              link={shown}
              forest={below?.forest}
              name={facts.name}
              execution={link.ref}
            />
          </>
        }
        onBudget={() => navigate({ panel: link.panel === 'cost' ? undefined : 'cost' }, 'push')}
      />
      <AnswersStrip
        view={view}
        tree={tree}
        definition={definition}
        below={below}
        members={members}
        cause={cause}
        comparing={props.comparing}
        outcome={facts.outcome}
        now={now}
        name={[facts.machineName, facts.name].filter(part => part !== '').join(' / ')}
        link={link}
        navigate={navigate}
      />
      <ExecutionNotices view={view} problems={problems} />
    </>
  )
}
