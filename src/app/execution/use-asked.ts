import { type RefObject, useMemo } from 'react'
import type { Selection, TimelineHandle } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import type { GlobalKey } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import type { EventId } from '../../history/events.ts'
import { selectionAt } from '../../model/selection.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { chartTrees } from '../../timeline/chart-trees.ts'
import { hides } from '../query/shown-matches.ts'
import { type MatchSteps, useMatchSteps } from '../query/use-match-steps.ts'
import { type QueryResult, useQuery } from '../query/use-query.ts'
import { useQueryText } from './use-query-text.ts'
import type { PageSelection } from './use-selection.ts'

/** The query as it is typed, and what it finds. */
export interface Asked {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly result: QueryResult
  readonly steps: MatchSteps
  /** What is selected has no row for it. */
  readonly hidesSelected: boolean
}

interface AskedOf {
  readonly members: readonly Member[]
  readonly forest: Forest | undefined
  /** The span that is selected, in whichever execution. */
  readonly selectedKey: GlobalKey | undefined
  /** The chart on show, if it is. */
  readonly chart: RefObject<TimelineHandle | null>
  readonly onSelectKey: (key: GlobalKey) => void
  /** What is selected, as the link tells it. */
  readonly selection: Selection
  readonly select: PageSelection['onSelect']
}

interface AskedBy {
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly singleKeys: boolean
}

/** What the link asks of an execution and of those below it. */
export function useAsked(of: AskedOf, by: AskedBy): Asked {
  const { members, selectedKey, chart, selection, select } = of
  const { member = 0 } = selection
  const { link, navigate, singleKeys } = by
  const [query, onQuery] = useQueryText(link, navigate)
  const result = useQuery(members, { text: query, forest: of.forest, filters: link.queryMode === 'filter' })
  const onSelectKey = (key: GlobalKey) => {
    chart.current?.walkTo(key)
    of.onSelectKey(key)
  }
  const onSelectEvent = (event: EventId) => select({ member, ...selectionAt(event) }, 'push')
  const steps = useMatchSteps({
    ...{ result, eventsOf: link.tab === 'events' ? member : undefined, selectedKey, selectedEvent: selection.event },
    ...{ singleKeys, onSelectKey, onSelectEvent },
  })
  const { filtered } = result
  const tree = members[0]?.tree
  const hidesSelected = useMemo(() => {
    if (filtered === undefined || tree === undefined || selectedKey === undefined) return false
    return hides(filtered, chartTrees(tree, of.forest), selectedKey)
  }, [filtered, tree, of.forest, selectedKey])
  return { query, onQuery, result, steps, hidesSelected }
}
