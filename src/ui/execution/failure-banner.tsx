import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { Icon } from '../icons.tsx'
import type { BannerStory } from './banner-story.ts'

interface FailureBannerProps {
  readonly tree: ExecutionTree
  readonly story: BannerStory
  readonly onShow: (eventId: EventId) => void
}

/** The deepest cause in one line, and the way there. */
export function FailureBanner({ story, onShow }: FailureBannerProps) {
  return (
    <div role="alert" className="sfn-banner">
      <Icon name="alert" />
      <div className="sfn-banner-words" title={`${story.what}: ${story.error} — ${story.firstLine ?? ''}`}>
        <b>{story.what}</b>
        {': '}
        <span className="sfn-banner-error">{story.error}</span>
        {story.firstLine !== undefined && ` — ${story.firstLine}`}
        {story.attempt !== undefined && ` (${story.attempt})`}{' '}
        <button type="button" className="sfn-action" onClick={() => onShow(story.eventId)}>
          Show
        </button>
      </div>
      {story.more !== undefined && <span className="sfn-banner-count">{story.more}</span>}
    </div>
  )
}
