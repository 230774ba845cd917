import { useMemo } from 'react'
import { timeSplitOf } from '../../analysis/time-split.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import '../answers/answers.css'
import { TimeSplitView } from '../answers/time-split-view.tsx'

interface TimeBlockProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly now: Millis
}

/** Where the time of a span went that has others in it: what its one bar in the chart cannot tell. */
export function TimeBlock({ tree, span, now }: TimeBlockProps) {
  // What has ended is split once; what runs, once every ten seconds.
  const until = span.outcome === 'running' ? Math.floor(now / 10_000) * 10_000 : 0
  const split = useMemo(
    () => timeSplitOf(tree, { key: span.key, ...(until > 0 && { now: until }) }),
    [tree, span, until],
  )
  return <TimeSplitView split={split} />
}
