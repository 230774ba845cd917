import { useMemo } from 'react'
import type { Run } from '../../comparison/run.ts'
import { forestWith } from '../../forest/grow.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

/** An execution that is read as far as it goes; without what it started, which is read on neither side by itself. */
export function useRun(view: ExecutionView | undefined, tree: ExecutionTree | undefined): Run | undefined {
  const { ref, summary, definition } = view ?? {}
  const isRead = view?.progress.phase === 'complete' || view?.progress.phase === 'following'
  return useMemo(() => {
    if (!isRead || ref === undefined || tree === undefined || tree.eventCount === 0) return undefined
    return { forest: forestWith({ ref, tree, summary, definition }), member: 0 }
  }, [isRead, ref, tree, summary, definition])
}
