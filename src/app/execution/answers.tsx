import { useMemo } from 'react'
import { toldMembersOf } from '../../analysis/told-members.ts'
import type { Selection } from '../../chart/timeline-props.ts'
import { forestOf } from '../../forest/grow.ts'
import type { MemberId } from '../../forest/keys.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { selectionAt, selectionOf } from '../../model/selection.ts'
import type { Span } from '../../model/span.ts'
import type { LinkPatch } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { type AnswerScope, ownMember } from '../answers/answer-scope.ts'
import { AnswersDrawer } from '../answers/answers-drawer.tsx'
import { CostPanel } from '../answers/cost-panel.tsx'
import { CriticalPathView } from '../answers/critical-path-view.tsx'
import { FailuresPanel } from '../answers/failures-panel.tsx'
import { RedrivePanel } from '../answers/redrive-panel.tsx'
import { TimePanel } from '../answers/time-panel.tsx'
import { WaitingPanel } from '../answers/waiting-panel.tsx'
import { ComparePanel } from '../compare/compare-panel.tsx'
import type { Comparing } from '../compare/comparing.ts'
import { useFailedChildren } from './use-failed-children.ts'
import type { PageSelection } from './use-selection.ts'

interface AnswersProps {
  readonly tree: ExecutionTree
  readonly below: BelowView | undefined
  /** The execution on the page. */
  readonly view: ExecutionView
  readonly comparing: Comparing | undefined
  readonly definition: StateMachineDefinition | undefined
  readonly link: ViewLink
  readonly selection: Selection
  readonly selected: Span | undefined
  readonly now: Millis
  readonly timeMode: TimeMode
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
  readonly onChoose: PageSelection['onSelect']
}

/** The answers a link asks for, below the chart. */
export default function Answers(props: AnswersProps) {
  const { link, navigate, timeMode, now, view } = props
  const { summary } = view
  const { panel } = link
  const scope = useScope(props)
  const own = useMemo(() => ownMember(scope, summary), [scope, summary])
  if (panel === undefined) return null
  return (
    <AnswersDrawer panel={panel} onClose={() => navigate({ panel: undefined }, 'push')}>
      {panel === 'failures' && <Failures scope={scope} below={props.below} />}
      {panel === 'time' && <Time {...props} scope={scope} />}
      {panel === 'path' && (
        <CriticalPathView
          scope={scope}
          drawn={link.criticalPath ?? false}
          onDrawn={on => navigate({ criticalPath: on ? true : undefined }, 'push')}
        />
      )}
      {panel === 'waiting' && <WaitingPanel scope={scope} now={now} timeMode={timeMode} />}
      {panel === 'redrive' && <RedrivePanel scope={scope} own={own} now={now} timeMode={timeMode} />}
      {panel === 'cost' && <CostPanel scope={scope} own={own} timeMode={timeMode} />}
      {panel === 'compare' && (
        <ComparePanel
          own={view}
          below={props.below}
          comparing={props.comparing}
          scope={scope}
          link={link}
          navigate={navigate}
          timeMode={timeMode}
        />
      )}
    </AnswersDrawer>
  )
}

function useScope({ tree, below, definition, selection, onChoose }: AnswersProps): AnswerScope {
  const forest = below?.forest
  return useMemo(
    () => ({
      ...{ tree, definition, forest, selection },
      members: toldMembersOf(forest ?? forestOf(tree)),
      onSelectEvent: (member, event) => onChoose({ member, ...selectionAt(event) }, 'push', alsoFor(member)),
      onSelectSpan: (member, span) => {
        const of = member === 0 ? tree : forest?.member(member)?.tree
        if (of !== undefined) onChoose({ member, ...selectionOf(of, span) }, 'push', alsoFor(member))
      },
    }),
    [tree, definition, forest, selection, onChoose],
  )
}

/** What lies in an execution below stands in the timeline alone. */
function alsoFor(member: MemberId): LinkPatch {
  return member === 0 ? {} : { tab: undefined }
}

function Failures({ scope, below }: { readonly scope: AnswerScope; readonly below: BelowView | undefined }) {
  return <FailuresPanel scope={scope} failed={useFailedChildren(below)} />
}

function Time({ scope, link, selected }: AnswersProps & { readonly scope: AnswerScope }) {
  const { from, to } = link
  return (
    <TimePanel
      scope={scope}
      selected={selected}
      range={from === undefined || to === undefined ? undefined : { from, to }}
    />
  )
}
