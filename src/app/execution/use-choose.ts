import { useMemo } from 'react'
import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { selectionAt, selectionOf } from '../../model/selection.ts'
import type { Span } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'

/** What a click on a span or an event does, wherever it stands: it is pushed, so that Back returns. */
export function useChoose(tree: ExecutionTree | undefined, navigate: Navigate) {
  return useMemo(
    () => ({
      onSelect: (span: Span) => tree && navigate(selectionOf(tree, span), 'push'),
      onSelectEvent: (event: EventId) => navigate(selectionAt(event), 'push'),
      onBeside: (beside: number | undefined) => navigate({ beside }, 'push'),
    }),
    [tree, navigate],
  )
}
