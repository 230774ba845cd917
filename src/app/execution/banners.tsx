import { useMemo } from 'react'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { selectionOf } from '../../model/selection.ts'
import type { SpanKey } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { AnswersPanel } from '../../state/view-link.ts'
import { FailureBanner } from './failure-banner.tsx'
import { RunningBanner } from './running-banner.tsx'
import type { CauseBelow } from './use-cause-below.ts'

interface BannersProps {
  readonly tree: ExecutionTree | undefined
  readonly cause: CauseBelow | undefined
  readonly isRunning: boolean
  readonly now: Millis
  /** The answers shown. */
  readonly panel: AnswersPanel | undefined
  readonly navigate: Navigate
}

/** What there is to say of the whole: why it failed, or what it waits for. */
export function Banners({ tree, cause, isRunning, now, panel, navigate }: BannersProps) {
  // What a banner points at stands in the timeline.
  const show = useMemo(() => {
    return {
      span: (key: SpanKey) => {
        const span = tree?.span(key)
        if (tree !== undefined && span !== undefined) navigate({ ...selectionOf(tree, span), tab: undefined }, 'push')
      },
    }
  }, [tree, navigate])
  return (
    <>
      {cause !== undefined && (
        <FailureBanner
          story={cause.story}
          hasFailuresBelow={cause.hasFailuresBelow}
          reading={cause.reading}
          onShow={cause.show}
          groupsShown={panel === 'failures'}
          onGroups={shown => navigate({ panel: shown ? 'failures' : undefined }, 'push')}
        />
      )}
      {tree !== undefined && isRunning && (
        <RunningBanner tree={tree} now={now} onShow={show.span} onAll={() => navigate({ panel: 'waiting' }, 'push')} />
      )}
    </>
  )
}
