import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { wayTo } from '../../forest/way.ts'
import type { EventId } from '../../history/events.ts'
import { selectionAt } from '../../model/selection.ts'
import type { LinkPatch } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { encodeWay } from '../../state/way-code.ts'
import type { BannerStory } from './banner-story.ts'
import { mayLieDeeper, readToCause, type StoryBelow, storyBelow } from './cause-below.ts'
import type { PageSelection } from './use-selection.ts'

export interface CauseBelow {
  /** The story told from the deepest cause that is read. */
  readonly story: BannerStory
  /** What of a link leads to it, as far as it is read. */
  readonly place: () => LinkPatch
  /** The way down is being read. */
  readonly reading: boolean
  /** Leads to the cause; what lies on the way is read first, as that was asked for. */
  readonly show: (eventId: EventId) => void
}

/** What a banner points at stands in the timeline. */
const TIMELINE = { tab: undefined }

/** Where an execution failed by one below it: that one's story, and the way there. */
export function useCauseBelow(
  own: BannerStory | undefined,
  below: BelowView | undefined,
  onSelect: PageSelection['onSelect'],
): CauseBelow | undefined {
  const [reading, setReading] = useState(false)
  const forest = own === undefined ? undefined : below?.forest
  const deeper = useMemo(() => forest && storyBelow(forest), [forest])
  const mayRead = useMemo(() => forest !== undefined && mayLieDeeper(forest), [forest])
  const isShown = useIsShown()
  const show = useCallback(
    async (eventId: EventId) => {
      if (below === undefined || !mayRead) {
        onSelect({ member: deeper?.member, ...selectionAt(eventId) }, 'push', TIMELINE)
        return
      }
      setReading(true)
      await readToCause(below)
      // Whoever went elsewhere meanwhile stays there.
      if (!isShown.current) return
      setReading(false)
      const found = storyBelow(below.fleet.view.forest)
      onSelect({ member: found?.member, ...selectionAt(found?.eventId ?? eventId) }, 'push', TIMELINE)
    },
    [below, deeper, mayRead, onSelect, isShown],
  )
  return (
    own && {
      story: deeper === undefined ? own : { ...deeper, more: own.more },
      place: () => placeOf(below, deeper, own),
      reading,
      show: eventId => void show(eventId),
    }
  )
}

function placeOf(below: BelowView | undefined, deeper: StoryBelow | undefined, own: BannerStory): LinkPatch {
  const way = below === undefined || deeper === undefined ? undefined : wayTo(below.forest, deeper.member)
  const within = way === undefined || way.length === 0 ? undefined : encodeWay(way)
  return { ...selectionAt((deeper ?? own).eventId), within, ...TIMELINE }
}

function useIsShown() {
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])
  return shown
}
