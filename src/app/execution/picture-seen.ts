import type { RefObject } from 'react'
import type { TimelineHandle } from '../../chart/timeline-props.ts'
import { DEFAULT_PICTURE } from '../../export/picture/picture-look.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith } from '../../forest/grow.ts'
import type { ExecutionRef } from '../../forest/member.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { PictureOf } from '../../paint/picture.ts'
import { pictureTitle } from '../../paint/picture-title.ts'
import { firstLook } from '../../timeline/first-look.ts'
import type { TimeMode } from '../../words/time-mode.ts'

/** What a picture is made from. */
export interface PictureSource {
  readonly tree: ExecutionTree
  readonly forest: Forest | undefined
  readonly execution: ExecutionRef
  readonly timeMode: TimeMode
  /** Empty where another tab is on show: then the chart is shown as at first. */
  readonly chart: RefObject<TimelineHandle | null>
}

/** A phone is narrower than what a picture is looked at on. */
const LEAST_USUAL_PX = 640
const WINDOW_PX = 800

/** The chart as it is seen; where it is not on show, as it would be at first. */
export function pictureSeen({ tree, forest, execution, timeMode, chart }: PictureSource): {
  readonly of: PictureOf
  readonly widthPx: number
} {
  const seen = chart.current?.look()
  const all = forest ?? forestWith({ ref: execution, tree })
  const told = seen ?? firstLook(tree, all, { timeMode, heightPx: WINDOW_PX })
  const member = all.member(0)
  const title = pictureTitle({
    member,
    tree: told.look.tree,
    now: told.now,
    timeMode: timeMode === 'local' ? 'local' : 'utc',
  })
  const { viewport, widthPx = DEFAULT_PICTURE.widthPx } = seen ?? {}
  return { of: { ...told, viewport, title }, widthPx: Math.max(LEAST_USUAL_PX, Math.round(widthPx)) }
}
