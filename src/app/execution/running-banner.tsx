import { useMemo } from 'react'
import { waitingFor } from '../../analysis/waiting-for.ts'
import type { Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SpanKey } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { placeOfKey } from '../../words/places.ts'
import { DOING_WORDS } from '../answers/doing-words.ts'

interface RunningBannerProps {
  readonly tree: ExecutionTree
  readonly now: Millis
  readonly onShow: (key: SpanKey) => void
  readonly onAll: () => void
}

/** What a running execution has been waiting for longest, in one line. */
export function RunningBanner({ tree, now, onShow, onAll }: RunningBannerProps) {
  // A click elsewhere on the page renders this too, and thousands of states may be open.
  const { open } = useMemo(() => waitingFor(tree, now), [tree, now])
  const [oldest] = open
  if (oldest === undefined) return null
  return (
    <section className="sfn-banner sfn-banner-running" aria-label="Waiting for">
      <Icon name="clock" />
      <div className="sfn-banner-words">
        <b>{placeOfKey(tree, oldest.visitKey) || oldest.name}</b>: {DOING_WORDS[oldest.doing]} for{' '}
        {formatDuration(oldest.ageMs)}
        {oldest.timeoutLeftMs !== undefined && `, times out in ${formatDuration(oldest.timeoutLeftMs)}`}{' '}
        <button type="button" className="sfn-action" onClick={() => onShow(oldest.key)}>
          Show
        </button>
      </div>
      <button type="button" className="sfn-action" onClick={onAll}>
        {open.length === 1 ? 'What is it waiting for' : `All ${formatCount(open.length)} open states`}
      </button>
    </section>
  )
}
