import { useMemo, useState } from 'react'
import type { Run } from '../../comparison/run.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith, withChange } from '../../forest/grow.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { readMark, sameMark } from './read-mark.ts'

/**
 * An execution that is read as far as it goes, with those below it that are here. The same run until more of it is read: what is on its
 * way is not compared.
 */
export function useRun(
  view: ExecutionView | undefined,
  tree: ExecutionTree | undefined,
  forest: Forest | undefined,
): Run | undefined {
  const { ref, summary, definition } = view ?? {}
  const isRead = view !== undefined && isWhole(view)
  const below = useSettled(forest)
  return useMemo(() => {
    if (!isRead || ref === undefined || tree === undefined || tree.eventCount === 0) return undefined
    const whole = below ?? forestWith({ ref })
    return { forest: withChange(whole, 0, { tree, summary, definition, state: { kind: 'read' } }), member: 0 }
  }, [isRead, ref, tree, summary, definition, below])
}

/** All events may be here while payloads still come that somebody waits for. */
function isWhole({ live, progress: { phase, loadedEvents, totalEvents } }: ExecutionView): boolean {
  return phase === 'complete' || phase === 'following' || (live && phase === 'loading' && loadedEvents === totalEvents)
}

/** The forest as it was when something of it was last read to its end, or listed to its end. */
function useSettled(forest: Forest | undefined): Forest | undefined {
  const [settle] = useState(settling)
  return useMemo(() => settle(forest), [settle, forest])
}

function settling(): (forest: Forest | undefined) => Forest | undefined {
  let last: Forest | undefined
  return forest => {
    const isSame = last !== undefined && forest !== undefined && sameMark(readMark(last), readMark(forest))
    if (!isSame) last = forest
    return last
  }
}
