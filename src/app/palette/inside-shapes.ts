import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { childrenOf } from '../../model/walk.ts'
import type { ThumbnailShape } from '../../source/thumbnail.ts'

const MOST_BARS = 40

/** What is directly inside a span as bars of one row: when which of its states ran, and how it ended. */
export function insideShapes(tree: ExecutionTree, span: Span): readonly ThumbnailShape[] {
  const end = span.endedAt ?? tree.lastEventAt ?? span.startedAt
  const durationMs = Math.max(1, end - span.startedAt)
  const share = (at: number): number => Math.min(1, Math.max(0, (at - span.startedAt) / durationMs))
  return childrenOf(tree, span)
    .slice(0, MOST_BARS)
    .map(child => ({
      form: child.kind === 'stateVisit' && child.stateType === 'Wait' ? 'waiting' : 'bar',
      ...{ row: 0, from: share(child.startedAt), to: share(child.endedAt ?? end), outcome: child.outcome },
    }))
}
