import { useCallback } from 'react'
import type { EventId } from '../../history/events.ts'
import { focusWhenThere } from '../../kit/focus-when-there.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { selectionAt } from '../../model/selection.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { EventsTab } from '../events/events-tab.tsx'
import { WhoseEvents } from '../events/whose-events.tsx'
import type { QueryResult } from '../query/use-query.ts'
import type { EventsSubject } from './events-subject.ts'
import type { PageSelection } from './use-selection.ts'

interface EventsOfProps {
  readonly of: EventsSubject
  readonly view: ExecutionView
  readonly below: BelowView | undefined
  /** In the execution whose events they are. */
  readonly selected: EventId | undefined
  readonly onChoose: PageSelection['onSelect']
  readonly query: QueryResult
  readonly timeMode: TimeMode
  readonly link: ViewLink
  readonly navigate: Navigate
}

/** The events of the execution in which something is selected, with the way back to those of the page's own. */
export default function EventsOf(props: EventsOfProps) {
  const { of, view, below, selected, onChoose, query, timeMode, link, navigate } = props
  const { member, whose, tree } = of
  const onSelect = useCallback(
    (event: EventId) => onChoose({ member, ...selectionAt(event) }, 'push'),
    [member, onChoose],
  )
  const onLeave = () => {
    onChoose(undefined, 'push')
    // The button goes with what it led back from.
    focusWhenThere(EVENTS)
  }
  const ofWhom = whose !== undefined && (
    <WhoseEvents
      whose={whose}
      state={of.state}
      isHere={tree !== undefined}
      onRead={() => below?.opening.act(member, 'retry')}
      onLeave={onLeave}
    />
  )
  if (tree === undefined)
    return (
      <section className="sfn-events" aria-label="Events">
        {ofWhom}
      </section>
    )
  return (
    <EventsTab
      of={ofWhom}
      tree={tree}
      totalEvents={member === 0 ? view.progress.totalEvents : tree.lastEventId}
      // All is told on the clock of the run on the page.
      startedAt={(view.tree ?? tree).root.startedAt}
      selected={selected}
      timeMode={timeMode}
      matches={query.eventsOf(member)}
      onlyMatches={query.filtered !== undefined}
      link={link}
      navigate={navigate}
      onSelect={onSelect}
    />
  )
}

const EVENTS = '[role=grid][aria-label=Events]'
