import type { EventId } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import { type BannerStory, bannerSentence } from './banner-story.ts'

interface FailureBannerProps {
  readonly story: BannerStory
  /** The way to it is being read. */
  readonly reading: boolean
  readonly onShow: (eventId: EventId) => void
  /** Something was started that failed too. */
  readonly hasFailuresBelow: boolean
  readonly groupsShown: boolean
  readonly onGroups: (shown: boolean) => void
}

/** The deepest cause in one line, the way there, and the way to all the others. */
export function FailureBanner(props: FailureBannerProps) {
  const { story, reading, onShow, groupsShown, onGroups } = props
  const hasMore = story.more !== undefined || props.hasFailuresBelow
  return (
    <div role="alert" className="sfn-banner">
      <Icon name="alert" />
      <div className="sfn-banner-words" title={[bannerSentence(story), story.firstLine ?? []].flat().join(' — ')}>
        <b>{story.what}</b>
        {story.error !== undefined && ': '}
        <span className="sfn-banner-error">{story.error}</span>
        {story.firstLine !== undefined && ` — ${story.firstLine}`}
        {story.attempt !== undefined && ` (${story.attempt})`}
      </div>
      <button type="button" className="sfn-action" disabled={reading} onClick={() => onShow(story.eventId)}>
        {reading ? 'Reading…' : 'Show'}
      </button>
      {story.more !== undefined && <span className="sfn-banner-count">{story.more}</span>}
      {hasMore && (
        <button type="button" className="sfn-action" aria-pressed={groupsShown} onClick={() => onGroups(!groupsShown)}>
          Group by error
        </button>
      )}
    </div>
  )
}
