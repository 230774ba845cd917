import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { type MatchSteps, useMatchSteps } from '../query/use-match-steps.ts'
import { type QueryResult, useQuery } from '../query/use-query.ts'
import { useQueryText } from './use-query-text.ts'

/** The query as it is typed, and what it finds. */
export interface Asked {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly result: QueryResult
  readonly steps: MatchSteps
}

interface AskedOf {
  readonly tree: ExecutionTree | undefined
  readonly selected: Span | undefined
  readonly onSelect: (span: Span) => void
  readonly onSelectEvent: (event: EventId) => void
}

interface AskedBy {
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly singleKeys: boolean
}

/** What the link asks of an execution. */
export function useAsked({ tree, selected, onSelect, onSelectEvent }: AskedOf, by: AskedBy): Asked {
  const { link, navigate, singleKeys } = by
  const [query, onQuery] = useQueryText(link, navigate)
  const result = useQuery(tree, { text: query, filters: link.queryMode === 'filter' })
  const steps = useMatchSteps({
    ...{ tree, result, ofEvents: link.tab === 'events', selected, selectedEvent: link.event },
    ...{ singleKeys, onSelect, onSelectEvent },
  })
  return { query, onQuery, result, steps }
}
