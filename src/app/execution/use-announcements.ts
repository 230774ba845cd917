import { useEffect, useRef } from 'react'
import { useAnnounce } from '../../kit/announcer.tsx'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { formatCount } from '../../words/format-count.ts'
import { outcomeName, outcomeOfStatus } from '../../words/outcomes.ts'
import { type BannerStory, bannerSentence } from './banner-story.ts'

/** Says to screen readers what changes without anybody's doing: loading done, a new status, a failure. */
export function useAnnouncements(view: ExecutionView, story: BannerStory | undefined): void {
  const announce = useAnnounce()
  const { phase, loadedEvents } = view.progress
  const loaded = phase === 'complete' || phase === 'following'
  const outcome = outcomeOfStatus(view.summary?.status)
  const before = useRef(outcome)
  // New events of a running execution are no news of their own: told once, when loading is done.
  const count = useRef(loadedEvents)
  count.current = loadedEvents
  useEffect(() => {
    if (loaded) announce(`${formatCount(count.current)} events loaded`)
  }, [loaded, announce])
  useEffect(() => {
    const former = before.current
    before.current = outcome
    if (outcome === undefined || former === undefined || former === outcome) return
    announce(
      `The execution changed to: ${outcomeName(outcome)}${story === undefined ? '' : `. ${bannerSentence(story)}`}`,
      'assertive',
    )
  }, [outcome, story, announce])
}

/** The tab's title: what is open and how it stands. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title
    return () => {
      document.title = 'sfn-timeline'
    }
  }, [title])
}
